import { type Snapshot, snapshotOfBytes } from '@prego/placement-core';
import { digestHex } from '../auth/digest.ts';
import type { Deps } from '../deps.ts';
import { commit } from '../store/db.ts';
import { snapshotDigestStatement } from '../store/decisions.ts';

/** Where the snapshots of decisions stand. They are removed after 30 days. */
export const SNAPSHOTS = 'snapshots/';

const keyOf = (digest: string): string => `${SNAPSHOTS}${digest}`;

/** Puts away all that a decision was taken on, and notes with the decision where that is. */
export async function keepSnapshot(
  { db, files }: Pick<Deps, 'db' | 'files'>,
  decisionId: string,
  bytes: Uint8Array,
): Promise<void> {
  const digest = await digestHex(bytes);
  await files.put(keyOf(digest), bytes);
  await commit(db, [snapshotDigestStatement(db, decisionId, digest)]);
}

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
