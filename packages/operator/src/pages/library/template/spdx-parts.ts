/** A piece of an SPDX expression: a licence with its page at spdx.org, or what stands between licences. */
export interface SpdxPart {
  readonly text: string;
  readonly url?: string;
}

const OPERATOR = /^(AND|OR|WITH)$/;
/** A licence's page has the name of the licence; `LicenseRef-…` is no licence of the list, and `+` no part of a name. */
const LISTED = /^(?!LicenseRef-|DocumentRef-)[A-Za-z0-9.-]+\+?$/;

/** A licence expression in its pieces: together they are the expression again. */
export function spdxParts(expression: string): SpdxPart[] {
  const pieces = expression.match(/[A-Za-z0-9.+:-]+|[^A-Za-z0-9.+:-]+/g) ?? [];
  return pieces.map((text) =>
    LISTED.test(text) && !OPERATOR.test(text)
      ? { text, url: `https://spdx.org/licenses/${text.replace(/\+$/, '')}.html` }
      : { text },
  );
}
