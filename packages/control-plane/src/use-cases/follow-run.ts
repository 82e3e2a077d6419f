import type { JobErrorCode } from '@prego/contracts';
import type { Deps } from '../deps.ts';
import type { WorkflowRun } from '../ports/workflow-runner.ts';
import type { JobAttemptsRow, ProvisionJobsRow } from '../store/tables/jobs.ts';
import { endJob } from './end-job.ts';
import { findRunOf } from './look-up-run.ts';
import { recordRun } from './record-run.ts';

/** GitHub lists a run seconds after it accepted it. One that is not there after ten minutes was lost at GitHub. */
const RUN_SHOWS_WITHIN_MS = 10 * 60_000;

/**
 * A run that says nothing for half an hour hangs, or can't reach us: no step of ours takes that long without a heartbeat.
 * It is stopped, since nothing of what it does can be seen.
 */
const SILENT_TOO_LONG_MS = 30 * 60_000;

const ACTOR = 'system sweep';

/** Asks GitHub about the run of an attempt that was not heard of, and ends the attempt where its run has. */
export async function followRun(deps: Deps, job: ProvisionJobsRow, attempt: JobAttemptsRow): Promise<void> {
  const { now, workflows, log } = deps;
  const quietFor = now - (attempt.heard_at ?? attempt.dispatched_at ?? attempt.created_at);
  if (attempt.run_id === null) {
    const run = await findRunOf(deps, job, attempt.dispatched_at ?? attempt.created_at);
    if (run) await recordRun(deps, job, run);
    if (run?.status === 'completed') return await endWith(deps, job, run);
    if (!run) await endUnfound(deps, job, quietFor);
    return;
  }
  const run = await workflows.run(attempt.run_id);
  if (!run) return await end(deps, job, 'failed', 'run_lost', `GitHub knows no run ${attempt.run_id}.`);
  if (run.status === 'completed') return await endWith(deps, job, run);
  if (job.status !== 'running' || quietFor < SILENT_TOO_LONG_MS) return;
  log.warn('a silent run is stopped', { job_id: job.job_id, trace_id: job.trace_id, run_id: run.id });
  await workflows.cancel(run.id);
}

async function endUnfound(deps: Deps, job: ProvisionJobsRow, quietFor: number): Promise<void> {
  const { status } = job;
  if (status === 'dispatched' && quietFor >= RUN_SHOWS_WITHIN_MS) {
    await end(deps, job, 'failed', 'run_not_found', 'GitHub took the request and lists no run for it.');
  }
  // Claimed with the operator key, without a run's id and outside of our workflows.
  if (status === 'running' && quietFor >= SILENT_TOO_LONG_MS) {
    await end(deps, job, 'failed', 'run_silent', 'Nothing was heard for half an hour, and no run is known.');
  }
}

async function endWith(deps: Deps, job: ProvisionJobsRow, { id, conclusion = 'unknown' }: WorkflowRun): Promise<void> {
  const [to, code] = ENDS[conclusion] ?? (['failed', 'run_failed'] as const);
  await end(deps, job, to, code, `Run ${id} has ended with "${conclusion}" and did not report it.`);
}

/** What a run's conclusion means where no callback came. A success without one is none: nobody knows what was done. */
const ENDS: Readonly<Record<string, readonly ['failed' | 'cancelled', JobErrorCode]>> = {
  success: ['failed', 'run_without_callback'],
  cancelled: ['cancelled', 'run_cancelled'],
  timed_out: ['failed', 'run_timed_out'],
};

const end = async (
  deps: Deps,
  job: ProvisionJobsRow,
  to: 'failed' | 'cancelled',
  code: JobErrorCode,
  message: string,
): Promise<void> => {
  await endJob(deps, job, { to, actor: ACTOR, error: { code, message } });
};
