import type { Deps } from '../deps.ts';
import { describeError } from '../http/describe-error.ts';
import { waitersOf } from '../store/waiters.ts';
import { redecide } from './redecide.ts';

/**
 * A node will not take tenants: those that waited for it are decided again. One that can't be just now does not stop the
 * others; the sweep comes back to it. Answers how many were decided. That the node is `failed` is written before.
 */
export async function nodeFailed(deps: Deps, nodeId: string): Promise<number> {
  let decided = 0;
  for (const jobId of await waitersOf(deps.db, nodeId)) {
    try {
      await redecide(deps, jobId, 'system dispatch');
      decided++;
    } catch (error) {
      deps.log.error('a tenant could not be decided again', {
        job_id: jobId,
        node_id: nodeId,
        ...describeError(error),
      });
    }
  }
  return decided;
}
