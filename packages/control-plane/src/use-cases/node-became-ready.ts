import type { Deps } from '../deps.ts';
import { waitersOf } from '../store/waiters.ts';
import { outboxStatement } from '../store/write-outbox.ts';
import { moveJob, onFreshJob } from './move-job.ts';
import { nudge } from './nudge.ts';

/** A node can take tenants now: those that waited for it are queued, oldest first. Answers how many were. */
export async function nodeBecameReady(deps: Deps, nodeId: string): Promise<number> {
  const { db, now } = deps;
  let queued = 0;
  for (const jobId of await waitersOf(db, nodeId)) {
    const step = await onFreshJob(db, jobId, async (job) => {
      if (job.status !== 'waiting' || job.waits_for_node !== nodeId) return { job, moved: false };
      const { job_id, attempt } = job;
      const moved = await moveJob(
        db,
        job,
        { to: 'queued', at: now, actor: 'system dispatch', action: 'job.node_ready', data: { waited_for: nodeId } },
        [outboxStatement(db, { job_id, attempt, due_at: now })],
      );
      return moved && { job, moved };
    });
    if (!step?.moved) continue;
    queued++;
    await nudge(deps, step.job);
  }
  return queued;
}
