/** Who an audit row, an event or the session names. */
export type Actor =
  /** INTERNAL_API_KEY, which has no name of its own. */
  | { readonly kind: 'main' }
  /** Somebody's own key. */
  | { readonly kind: 'operator'; readonly name: string }
  /** An attempt of a job. */
  | { readonly kind: 'run' }
  /** Whatever else, as it was written. */
  | { readonly kind: 'other'; readonly text: string };

/** The control plane's name of a caller (its caller.ts), read. */
export function actorOf(text: string): Actor {
  if (text === 'operator') return { kind: 'main' };
  const name = /^operator (.+)$/.exec(text)?.[1];
  if (name !== undefined) return { kind: 'operator', name };
  return /^attempt job_/.test(text) ? { kind: 'run' } : { kind: 'other', text };
}
