import type { ChangeNode, NodeDetail } from '@prego/contracts';
import { notExists } from 'drizzle-orm';
import { ApiError } from '../api-error.ts';
import type { Caller } from '../caller.ts';
import type { Deps } from '../deps.ts';
import { NODE_ACTIONS } from '../node-status.ts';
import { commit } from '../store/db.ts';
import { findNode, jobsAtWorkOn } from '../store/nodes.ts';
import { nodeMoveStatements } from '../store/write-nodes.ts';
import { nodeFailed } from './node-failed.ts';
import { nodeNotFound, readNode } from './read-nodes.ts';

/**
 * Cordons, uncordons, drains or fails a node. One that is there already stays as it is, with its first reason. Throws
 * `node_not_found`, `move_refused`, `job_active` while it is being retired, and `conflict` where somebody else moved it at the same time.
 */
export async function changeNode(
  deps: Deps,
  caller: Caller,
  nodeId: string,
  { action, reason }: ChangeNode,
  requestId: string,
): Promise<NodeDetail> {
  const found = await findNode(deps.db, nodeId);
  if (!found) throw nodeNotFound(nodeId);
  const { status } = found.node;
  const { to, from } = NODE_ACTIONS[action];
  if (status === to) return await readNode(deps, caller, nodeId);
  if (!from.includes(status)) {
    throw new ApiError('move_refused', `${nodeId} is ${status}: ${action} takes one that is ${from.join(' or ')}.`);
  }
  const [job] = await jobsAtWorkOn(deps.db, nodeId);
  if (job) throw new ApiError('job_active', `${job.job_id} is retiring ${nodeId}.`);
  const move = { node_id: nodeId, from: status, to, at: deps.now, actor: caller, request_id: requestId };
  // A ready node has no reason to tell: only the audit keeps it.
  const why = to === 'ready' ? { reason: null, data: { reason } } : { reason };
  const nobodyRetiresIt = notExists(jobsAtWorkOn(deps.db, nodeId));
  const results = await commit(deps.db, nodeMoveStatements(deps.db, { ...move, ...why }, nobodyRetiresIt));
  if ((results.at(-1) as unknown[]).length === 0) throw new ApiError('conflict', `${nodeId} was moved just now.`);
  if (to === 'failed') await nodeFailed(deps, nodeId);
  return await readNode(deps, caller, nodeId);
}
