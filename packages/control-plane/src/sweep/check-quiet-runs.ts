import type { Deps } from '../deps.ts';
import { describeError } from '../http/describe-error.ts';
import { checkedStatement, quietAttempts } from '../store/attempts.ts';
import { commit } from '../store/db.ts';
import { followRun } from '../use-cases/follow-run.ts';

/** A run reports every minute and ends with a callback: three minutes without either are worth a question. */
const QUIET_MS = 3 * 60_000;

/** Each costs one request; an hour of sweeps is a quarter of what GitHub allows an hour (5,000). */
const AT_ONCE = 20;

/**
 * Runs that were dispatched and not found, that went silent, or that have ended at GitHub and never told us. It is here
 * that a lease past its end comes free: with the end of its run, never before.
 */
export async function checkQuietRuns(deps: Deps): Promise<number> {
  const { db, now, log } = deps;
  const quiet = await quietAttempts(db, now - QUIET_MS, AT_ONCE);
  for (const { job, attempt } of quiet) {
    await commit(db, [checkedStatement(db, attempt, now)]);
    try {
      await followRun(deps, job, attempt);
    } catch (error) {
      log.warn('a run could not be followed', { job_id: job.job_id, trace_id: job.trace_id, ...describeError(error) });
    }
  }
  return quiet.length;
}
