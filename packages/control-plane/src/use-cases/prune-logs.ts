import { LOG_KEPT_DAYS } from '@prego/contracts';
import type { Deps } from '../deps.ts';
import { LOGS } from '../story/log-parts.ts';
import { pruneFiles } from './prune-files.ts';

/**
 * A log is kept for 15 days from what it is about, which may be the end of its run; a chunk is as old as its lines. GitHub
 * ends a job after 6 hours (docs.github.com/en/actions/reference/limits), and who then ended the attempt came soon after.
 */
const LONGEST_RUN_DAYS = 0.5;

/**
 * Removes the logs whose 15 days are over for everything that they may be about, a part of them a call (see `pruneFiles`).
 * Answers how many were removed.
 */
export const pruneLogs = (deps: Pick<Deps, 'db' | 'files' | 'now'>): Promise<number> =>
  pruneFiles(deps, { prefix: LOGS, keptDays: LOG_KEPT_DAYS + LONGEST_RUN_DAYS, setting: 'logs_prune' });
