import type { JobMoved } from '@prego/contracts';
import { ApiError } from '../api-error.ts';
import type { Caller } from '../caller.ts';
import type { Deps } from '../deps.ts';
import { describeError } from '../http/describe-error.ts';
import { moveKind } from '../state-machine.ts';
import { commit } from '../store/db.ts';
import { findAttempt, jobOf } from '../store/jobs.ts';
import type { ProvisionJobsRow } from '../store/tables/jobs.ts';
import { auditStatement } from '../store/write-audit.ts';
import { endJob } from './end-job.ts';

/**
 * Cancels a job. One without a known run ends at once: a run of it that appears later is refused when it claims, so it
 * begins nothing. Else GitHub is asked to cancel the run, and the job ends when that has ended: the answer's status tells.
 * Throws `move_refused` for one that has ended, `unavailable` where GitHub does not take the request.
 */
export async function cancelJob(deps: Deps, caller: Caller, jobId: string, requestId: string): Promise<JobMoved> {
  const job = await jobOf(deps.db, jobId);
  if (job.status === 'cancelled') return movedOf(job);
  if (!moveKind(job.status, 'cancelled')) throw new ApiError('move_refused', `${jobId} is ${job.status} already.`);
  const run = (await findAttempt(deps.db, jobId, job.attempt))?.run_id;
  if (run) {
    await cancelRun(deps, caller, job, run, requestId);
    return movedOf(job);
  }
  if (job.status === 'running') {
    throw new ApiError('move_refused', `${jobId} is running and its run is not known: stop it where it runs.`);
  }
  const ended = await endJob(deps, job, {
    to: 'cancelled',
    actor: caller,
    request_id: requestId,
    error: { code: 'cancelled_by_operator', message: `${jobId} was cancelled while it was ${job.status}.` },
    // Meanwhile a run may have been found, which then has to be stopped first.
    unless: (now) => now.status !== job.status,
  });
  if (ended?.status !== 'cancelled') throw new ApiError('conflict', `${jobId} has just become ${ended?.status}.`);
  return movedOf(ended);
}

async function cancelRun(
  { db, now, log, workflows }: Deps,
  caller: Caller,
  { job_id, tenant_id, attempt }: ProvisionJobsRow,
  run: number,
  requestId: string,
): Promise<void> {
  const entry = { at: now, actor: caller, job_id, tenant_id, request_id: requestId, data: { attempt, run_id: run } };
  await commit(db, [auditStatement(db, { ...entry, action: 'job.cancel_asked' })]);
  try {
    await workflows.cancel(run);
  } catch (error) {
    log.warn('a run could not be cancelled', { job_id, run_id: run, ...describeError(error) });
    throw new ApiError('unavailable', `GitHub did not take the request to cancel run ${run}.`);
  }
}

const movedOf = ({ job_id, attempt, status }: ProvisionJobsRow): JobMoved => ({ job_id, attempt, status });
