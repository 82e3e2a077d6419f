import type { Deps } from '../deps.ts';
import { SNAPSHOTS } from '../use-cases/keep-snapshot.ts';
import { pruneFiles } from '../use-cases/prune-files.ts';

/** The snapshots that decisions were taken from, for 30 days: what a decision rests on can be proved from its own row after that. */
export const pruneSnapshots = (deps: Deps): Promise<number> =>
  pruneFiles(deps, { prefix: SNAPSHOTS, keptDays: 30, setting: 'snapshots_prune' });
