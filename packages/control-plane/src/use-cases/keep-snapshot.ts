import { type Snapshot, snapshotOfBytes } from '@prego/placement-core';
import { digestHex } from '../auth/digest.ts';
import type { Deps } from '../deps.ts';

/** Where the snapshots of decisions stand. They are removed after 30 days. */
export const SNAPSHOTS = 'snapshots/';

const keyOf = (digest: string): string => `${SNAPSHOTS}${digest}`;

/** A decision's snapshot by its name. The row of the decision has the name from the beginning; the bytes may come after it. */
export interface NamedSnapshot {
  readonly digest: string;
  readonly bytes: Uint8Array;
}

export const nameSnapshot = async (bytes: Uint8Array): Promise<NamedSnapshot> => ({
  digest: await digestHex(bytes),
  bytes,
});

/** Puts away all that a decision was taken on. */
export const keepSnapshot = ({ files }: Pick<Deps, 'files'>, { digest, bytes }: NamedSnapshot): Promise<void> =>
  files.put(keyOf(digest), bytes);

/** The snapshot of this digest; undefined where it is no longer there, or is not what its name says. */
export async function keptSnapshot(
  { files, log }: Pick<Deps, 'files' | 'log'>,
  digest: string,
): Promise<Snapshot | undefined> {
  const bytes = await files.get(keyOf(digest));
  if (!bytes) return undefined;
  if ((await digestHex(bytes)) !== digest) {
    log.error('a snapshot is not what its name says', { digest });
    return undefined;
  }
  return snapshotOfBytes(bytes);
}
