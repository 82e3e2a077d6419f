import { ApiError } from '../api-error.ts';
import type { Deps } from '../deps.ts';
import { describeError } from '../http/describe-error.ts';
import { jobOf } from '../store/jobs.ts';
import { waitersOf } from '../store/waiters.ts';
import { endJob } from './end-job.ts';
import { redecide } from './redecide.ts';

/**
 * A node will not take tenants: those that waited for it are decided again, and where there is no place for one its job
 * fails. One that can't be decided just now does not stop the others; the sweep comes back to it. Answers how many were
 * decided. That the node is `failed` is written before.
 */
export async function nodeFailed(deps: Deps, nodeId: string): Promise<number> {
  let decided = 0;
  for (const jobId of await waitersOf(deps.db, nodeId)) {
    try {
      await redecide(deps, jobId, 'system dispatch');
      decided++;
    } catch (error) {
      if (await failWithoutPlace(deps, jobId, nodeId, error)) continue;
      deps.log.error('a tenant could not be decided again', {
        job_id: jobId,
        node_id: nodeId,
        ...describeError(error),
      });
    }
  }
  return decided;
}

/** A refusal is the same each time: who waits on would wait for ever, and nobody would know. False for any other error. */
async function failWithoutPlace(deps: Deps, jobId: string, nodeId: string, error: unknown): Promise<boolean> {
  if (!(error instanceof ApiError) || error.code !== 'move_refused') return false;
  try {
    await endJob(deps, await jobOf(deps.db, jobId), {
      to: 'failed',
      actor: 'system dispatch',
      error: { code: 'no_place', message: `${nodeId} did not come. ${error.message}` },
      unless: ({ status, waits_for_node }) => status !== 'waiting' || waits_for_node !== nodeId,
    });
    return true;
  } catch (failure) {
    deps.log.error('a job without a place could not be ended', { job_id: jobId, ...describeError(failure) });
    return true;
  }
}
