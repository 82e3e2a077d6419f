import { LOG_KEPT_DAYS } from '@prego/contracts';
import type { Deps } from '../deps.ts';
import { LOGS } from '../story/log-parts.ts';
import { pruneFiles } from './prune-files.ts';

/** Removes the logs that are older than 15 days, a part of them a call (see `pruneFiles`). Answers how many were removed. */
export const pruneLogs = (deps: Pick<Deps, 'db' | 'files' | 'now'>): Promise<number> =>
  pruneFiles(deps, { prefix: LOGS, keptDays: LOG_KEPT_DAYS, setting: 'logs_prune' });
