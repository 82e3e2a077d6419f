import { dispatchInputs, WORKFLOW_OF } from '@prego/contracts';
import type { Deps } from '../deps.ts';
import { commit, constraintOf } from '../store/db.ts';
import { readDispatchSetting } from '../store/dispatch-setting.ts';
import { inputsOf } from '../store/job-inputs.ts';
import { findJob } from '../store/jobs.ts';
import { takeLeaseStatement } from '../store/leases.ts';
import {
  letGoStatement,
  olderInLine,
  removeFromOutboxStatement,
  sentStatement,
  takeOutboxRow,
} from '../store/outbox.ts';
import type { OutboxRow, ProvisionJobsRow } from '../store/tables/jobs.ts';
import { storyStatements } from '../store/write-story.ts';
import { stageOf } from './dispatch-stage.ts';
import { wakeStack } from './give-back-stack.ts';
import { lookUpRun } from './look-up-run.ts';
import { moveJob } from './move-job.ts';
import { FIRST_LOOK_UP_MS, recordAccepted, recordRefused, recordUnknown } from './record-outcome.ts';

const ACTOR = 'system dispatch';

/**
 * Brings one attempt a step further towards its run: sends it, lets it wait for its stack, or finds out what became of a
 * request that was sent. May be called at any time and any number of times for the same attempt; what it may do follows
 * from D1 alone, and one caller at a time does it.
 */
export async function dispatchAttempt(deps: Deps, of: { job_id: string; attempt: number }): Promise<void> {
  const { db, now } = deps;
  const row = await takeOutboxRow(db, of, deps.newSecret(), now);
  if (!row) return;
  const job = await findJob(db, of.job_id);
  if (job?.attempt !== row.attempt || (job.status !== 'queued' && job.status !== 'dispatching')) {
    // Whoever moved it on had no more need of the row, or writes a new one.
    await commit(db, [removeFromOutboxStatement(db, row.job_id, row.attempt)]);
    return;
  }
  if (job.status === 'dispatching') return await lookUpRun(deps, job, row);
  const { paused, limited_until } = await readDispatchSetting(db, now);
  if (paused) return void (await commit(db, [letGoStatement(db, row)]));
  if (limited_until) return void (await commit(db, [letGoStatement(db, row, { due_at: limited_until })]));
  const begun = await begin(deps, job, row);
  if (begun) await send(deps, begun, row);
}

/** Takes the stack and writes down that the request goes out. Undefined where the job has to wait or was moved meanwhile. */
async function begin(deps: Deps, job: ProvisionJobsRow, row: OutboxRow): Promise<ProvisionJobsRow | undefined> {
  const { db, now } = deps;
  const { stack } = job;
  if (stack !== null && (await olderInLine(db, { ...job, stack }, now))) return await wait(deps, job, row, stack);
  const event = { ...job, stage: stageOf(job.kind), status: 'started' as const, at: now, recorded_at: now };
  try {
    const moved = await moveJob(db, job, { to: 'dispatching', at: now, actor: ACTOR, data: { try: row.tries + 1 } }, [
      ...(stack === null ? [] : [takeLeaseStatement(db, stack, job, now)]),
      sentStatement(db, row, now, now + FIRST_LOOK_UP_MS),
      ...storyStatements(db, job, event),
    ]);
    const begun = moved ? await findJob(db, job.job_id) : undefined;
    // Whoever has cancelled it meanwhile, and perhaps retried it, wants no run of this attempt.
    return begun?.status === 'dispatching' && begun.attempt === job.attempt ? begun : undefined;
  } catch (error) {
    if (stack !== null && constraintOf(error) === 'stack_held') return await wait(deps, job, row, stack);
    throw error;
  }
}

async function wait(deps: Deps, job: ProvisionJobsRow, row: OutboxRow, stack: string): Promise<undefined> {
  const { db, now } = deps;
  const move = { to: 'waiting', at: now, actor: ACTOR, data: { for: stack }, set: { waits_for: 'stack' } } as const;
  await moveJob(db, job, move, [removeFromOutboxStatement(db, row.job_id, row.attempt)]);
  // The holder may have given it back between our look and our move.
  await wakeStack(deps, stack);
}

async function send(deps: Deps, job: ProvisionJobsRow, row: OutboxRow): Promise<void> {
  const inputs = dispatchInputs(job.kind, await inputsOf(deps.db, job), job.stack);
  const outcome = await deps.workflows.dispatch({ workflow: WORKFLOW_OF[job.kind], inputs });
  const { job_id, tenant_id, trace_id } = job;
  deps.log.info('dispatch', { job_id, tenant_id: tenant_id ?? undefined, trace_id, ...outcome });
  if (outcome.outcome === 'accepted') return await recordAccepted(deps, job, outcome.run);
  if (outcome.outcome === 'refused') return await recordRefused(deps, job, { ...row, tries: row.tries + 1 }, outcome);
  await recordUnknown(deps, job, row, outcome.message);
}
