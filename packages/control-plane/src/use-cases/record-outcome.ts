import { backoffMs } from '../backoff.ts';
import type { Deps } from '../deps.ts';
import { describeError } from '../http/describe-error.ts';
import type { DispatchOutcome, WorkflowRun } from '../ports/workflow-runner.ts';
import { commit } from '../store/db.ts';
import { limitDispatchStatement } from '../store/dispatch-setting.ts';
import { releaseLeaseStatement } from '../store/leases.ts';
import { letGoStatement, outboxRow, removeFromOutboxStatement } from '../store/outbox.ts';
import type { OutboxRow, ProvisionJobsRow } from '../store/tables/jobs.ts';
import { storyStatements } from '../store/write-story.ts';
import { maskSecrets } from '../story/mask-secrets.ts';
import { stageOf } from './dispatch-stage.ts';
import { endJob } from './end-job.ts';
import { wakeStack } from './give-back-stack.ts';
import { moveJob, onFreshJob } from './move-job.ts';
import { nudge } from './nudge.ts';
import { recordRun } from './record-run.ts';

/**
 * A job whose run GitHub refuses this often has failed. With the waits of backoff.ts the tries take an hour: longer than a
 * token's rotation or most incidents last, and short enough for someone who waits for a workspace.
 */
export const MOST_TRIES = 12;

/** GitHub lists a run some seconds after it took the request. */
export const FIRST_LOOK_UP_MS = 15_000;

/** GitHub has taken the run. `run` is absent where its answer did not say which. */
export async function recordAccepted(
  deps: Deps,
  { job_id, attempt }: Pick<ProvisionJobsRow, 'job_id' | 'attempt'>,
  run: Pick<WorkflowRun, 'id' | 'url'> | undefined,
): Promise<void> {
  const { db, now } = deps;
  await onFreshJob(db, job_id, async (job) => {
    if (job.attempt !== attempt || job.ended_at !== null) return await stopRun(deps, job_id, run);
    // The run was faster than the answer: it has claimed already.
    if (job.status === 'running') return await recordRun(deps, job, run);
    if (job.status !== 'dispatching') return true;
    const event = { ...job, stage: stageOf(job.kind), status: 'done' as const, at: now, recorded_at: now };
    return await moveJob(
      db,
      job,
      {
        to: 'dispatched',
        at: now,
        actor: 'system dispatch',
        data: { run_id: run?.id ?? null },
        attempt: { dispatched_at: now, ...(run && { run_id: run.id, run_url: run.url }) },
      },
      [
        removeFromOutboxStatement(db, job_id, attempt),
        ...storyStatements(db, job, { ...event, data: { run_id: run?.id ?? null } }),
      ],
    );
  });
}

/** A run that is of no use any more: it would be refused when it claims, and need not get so far. Always true. */
async function stopRun({ workflows, log }: Deps, job_id: string, run: { id: number } | undefined): Promise<true> {
  if (!run) return true;
  try {
    await workflows.cancel(run.id);
  } catch (error) {
    log.warn('a run that is of no use could not be cancelled', { job_id, run_id: run.id, ...describeError(error) });
  }
  return true;
}

/** GitHub has refused the run: it is tried again later, or the job has failed. `row.tries` counts this one. */
export async function recordRefused(
  deps: Deps,
  job: ProvisionJobsRow,
  row: OutboxRow,
  refusal: Extract<DispatchOutcome, { outcome: 'refused' }>,
): Promise<void> {
  const { db, now } = deps;
  const { permanent, retryAfterS } = refusal;
  const message = String(maskSecrets(refusal.message));
  if (permanent || row.tries >= MOST_TRIES) {
    const code = permanent ? 'dispatch_refused' : 'dispatch_exhausted';
    await endJob(deps, job, {
      to: 'failed',
      actor: 'system dispatch',
      error: { code, message: `GitHub refused: ${message}` },
      failed_stage: stageOf(job.kind),
      unless: ({ status }) => status !== 'dispatching',
      also: [letGoStatement(db, row, { dead: 1, last_error: message })],
    });
    return;
  }
  const waitMs = Math.max((retryAfterS ?? 0) * 1000, backoffMs(row.tries, job.job_id));
  if (retryAfterS !== undefined) await commit(db, [limitDispatchStatement(db, now + retryAfterS * 1000)]);
  await backToQueue(deps, job, row, { waitMs, message });
}

/** Nobody knows whether GitHub has taken the run: it is looked for, and nothing is sent until that is known. */
export async function recordUnknown(deps: Deps, job: ProvisionJobsRow, row: OutboxRow, message: string): Promise<void> {
  const { db, now } = deps;
  await commit(db, [
    letGoStatement(db, row, { due_at: now + FIRST_LOOK_UP_MS, last_error: String(maskSecrets(message)) }),
  ]);
  await nudge(deps, job, FIRST_LOOK_UP_MS);
}

/** There is no run: the attempt is queued again, its stack is free for others meanwhile. */
export async function backToQueue(
  deps: Deps,
  { job_id, attempt }: ProvisionJobsRow,
  row: OutboxRow,
  { waitMs, message }: { waitMs: number; message: string },
): Promise<void> {
  const { db, now } = deps;
  const moved = await onFreshJob(db, job_id, async (job) => {
    if (job.attempt !== attempt || job.status !== 'dispatching') return { job, queued: false };
    // Who took so long to find out that another has the row by now may speak of a request before the last one.
    if ((await outboxRow(db, job_id, attempt))?.lease !== row.lease) return { job, queued: false };
    const move = {
      to: 'queued',
      at: now,
      actor: 'system dispatch',
      action: 'job.not_started',
      data: { why: message, again_in_s: Math.round(waitMs / 1000) },
    } as const;
    const queued = await moveJob(db, job, move, [
      releaseLeaseStatement(db, job_id, attempt),
      letGoStatement(db, row, { due_at: now + waitMs, sent_at: null, last_error: message }),
    ]);
    return queued && { job, queued };
  });
  if (!moved?.queued) return;
  await nudge(deps, moved.job, waitMs);
  if (moved.job.stack) await wakeStack(deps, moved.job.stack);
}
