import { runMarker, WORKFLOW_OF } from '@prego/contracts';
import type { Deps } from '../deps.ts';
import { describeError } from '../http/describe-error.ts';
import type { WorkflowRun } from '../ports/workflow-runner.ts';
import { commit } from '../store/db.ts';
import { letGoStatement } from '../store/outbox.ts';
import type { OutboxRow, ProvisionJobsRow } from '../store/tables/jobs.ts';
import { stageOf } from './dispatch-stage.ts';
import { endJob } from './end-job.ts';
import { nudge } from './nudge.ts';
import { backToQueue, recordAccepted } from './record-outcome.ts';

const LOOK_UP_EVERY_MS = 15_000;

/**
 * A run that GitHub does not list this long after the request has not begun: its list lags by seconds, and a request
 * lives for ten (adapters/github-client.ts). Should it begin after all, its claim is refused: the job is sent again under
 * the same attempt, and the first run to claim is the only one that may work.
 */
const NOT_STARTED_AFTER_MS = 3 * 60_000;

/** As long as GitHub itself can't be asked, nothing is known. After this long a person decides. */
const GIVE_UP_AFTER_MS = 60 * 60_000;

/** Our clock may be ahead of GitHub's, which writes when a run was created. */
const CLOCK_SKEW_MS = 5 * 60_000;

/** The run of a job's attempt by its marker, created since the request of `sentAt`. Throws where GitHub can't be asked. */
export const findRunOf = (deps: Deps, job: ProvisionJobsRow, sentAt: number): Promise<WorkflowRun | undefined> =>
  deps.workflows.findRun(WORKFLOW_OF[job.kind], runMarker(job.job_id, job.attempt), sentAt - CLOCK_SKEW_MS);

/** Finds out what became of a request whose answer never came. Only one that surely began nothing is sent again. */
export async function lookUpRun(deps: Deps, job: ProvisionJobsRow, row: OutboxRow): Promise<void> {
  const { now } = deps;
  const sentAt = row.sent_at ?? job.updated_at;
  let run: WorkflowRun | undefined;
  try {
    run = await findRunOf(deps, job, sentAt);
  } catch (error) {
    deps.log.warn('a run could not be looked up', {
      job_id: job.job_id,
      trace_id: job.trace_id,
      ...describeError(error),
    });
    if (now - sentAt >= GIVE_UP_AFTER_MS) return await giveUp(deps, job, row);
    return await lookAgain(deps, job, row);
  }
  if (run) return await recordAccepted(deps, job, run);
  if (now - sentAt < NOT_STARTED_AFTER_MS) return await lookAgain(deps, job, row);
  await backToQueue(deps, job, row, { waitMs: 0, message: 'GitHub lists no run for the request that got no answer' });
}

async function lookAgain(deps: Deps, job: ProvisionJobsRow, row: OutboxRow): Promise<void> {
  await commit(deps.db, [letGoStatement(deps.db, row, { due_at: deps.now + LOOK_UP_EVERY_MS })]);
  await nudge(deps, job, LOOK_UP_EVERY_MS);
}

async function giveUp(deps: Deps, job: ProvisionJobsRow, row: OutboxRow): Promise<void> {
  const message = 'GitHub could not be asked for an hour what became of the request to start the run';
  await endJob(deps, job, {
    to: 'failed',
    actor: 'system dispatch',
    error: { code: 'dispatch_unknown', message },
    failed_stage: stageOf(job.kind),
    unless: ({ status }) => status !== 'dispatching',
    also: [letGoStatement(deps.db, row, { dead: 1, last_error: message })],
  });
}
