import type { Deps } from '../deps.ts';
import { pruneFiles } from '../use-cases/prune-files.ts';

/** The snapshots that decisions were taken from, for 30 days: what a decision rests on can be proved from its own row after that. */
export const pruneSnapshots = (deps: Deps): Promise<number> =>
  pruneFiles(deps, { prefix: 'snapshots/', keptDays: 30, setting: 'snapshots_prune' });
