import type { Deps } from '../deps.ts';
import { firstInLine, leaseOf } from '../store/leases.ts';
import { olderInLine } from '../store/outbox.ts';
import { outboxStatement } from '../store/write-outbox.ts';
import { moveJob } from './move-job.ts';
import { nudge } from './nudge.ts';

/**
 * Queues the job that waits longest for a stack, if nobody holds it. To be called after a lease was given back, and after
 * a job began to wait: whichever of the two comes second sees the other.
 */
export async function wakeStack(deps: Deps, stack: string): Promise<void> {
  const { db, now } = deps;
  for (;;) {
    if ((await leaseOf(db, stack))?.job_id) return;
    const job = await firstInLine(db, stack);
    if (!job) return;
    // Who is queued already has lost its nudge, or is about to go: it has the stack first, and gives it back to the next.
    const older = await olderInLine(db, { ...job, stack }, now);
    if (older) return await nudge(deps, older);
    const { job_id, attempt } = job;
    const woken = await moveJob(
      db,
      job,
      { to: 'queued', at: now, actor: 'system dispatch', action: 'job.stack_free' },
      [outboxStatement(db, { job_id, attempt, due_at: now })],
    );
    if (woken) return await nudge(deps, job);
  }
}
