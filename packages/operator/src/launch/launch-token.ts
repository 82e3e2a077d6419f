/** What a customer's address holds behind its `#`. */
export type LinkToken =
  | { readonly kind: 'token'; readonly token: string }
  /** Nothing stands there: somebody typed the address. */
  | { readonly kind: 'missing' }
  /** Something that is no link of ours, or was cut: it is sent nowhere. */
  | { readonly kind: 'broken' };

/**
 * Tokens of Launch links are told by their beginning (control-plane's claimedKind): a key that was pasted here by mistake
 * goes to nobody.
 */
const TOKEN = /^launch\.[\w-]+\.(\d+)\.[\w-]+$/;

/** The token in a location's hash: `#token=…` as links have it, or bare. Blanks that a mail program put in are left out. */
export function linkTokenOf(hash: string): LinkToken {
  const said = decoded(hash.replace(/^#/, '').replace(/^token=/, '')).replaceAll(/\s/g, '');
  if (said === '') return { kind: 'missing' };
  return TOKEN.test(said) ? { kind: 'token', token: said } : { kind: 'broken' };
}

/** When the token says that it expires (ms since 1970). Only the control plane can tell whether that was signed. */
export const expiryOf = (token: string): number => Number(TOKEN.exec(token)?.[1] ?? Number.NaN);

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
