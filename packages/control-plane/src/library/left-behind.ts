import type { LibraryResource } from '@prego/contracts';

/** What automation last saw of a kind. `seenAt` is undefined where it never looked. */
export interface Seen {
  readonly ids: ReadonlySet<string>;
  /** Those that are labelled as the provisioning's, or stand in its stack. */
  readonly own: readonly LibraryResource[];
  readonly seenAt: number | undefined;
}

/**
 * What may still be there of what a provisioning had: all that was known at `knownAt` (ms since 1970), without those that
 * a later look at the cloud did not find, and with those that it found and nobody had told of. Ids are given once, so
 * what was gone then is gone. Nobody looks at firewalls and addresses: they stay until someone has made sure.
 */
export function leftBehind(
  known: readonly LibraryResource[],
  knownAt: number,
  seen: { readonly server: Seen; readonly volume: Seen },
): LibraryResource[] {
  const isNews = ({ seenAt }: Seen) => seenAt !== undefined && seenAt > knownAt;
  const left = known.filter(({ kind, id }) => {
    if (kind !== 'server' && kind !== 'volume') return true;
    return !isNews(seen[kind]) || seen[kind].ids.has(id);
  });
  const told = new Set(known.map(({ kind, id }) => `${kind} ${id}`));
  const found = [seen.server, seen.volume].filter(isNews).flatMap(({ own }) => own);
  return [...left, ...found.filter(({ kind, id }) => !told.has(`${kind} ${id}`))];
}
