import type { NodeStatus } from '@prego/contracts';
import { desc, eq } from 'drizzle-orm';
import { ApiError } from '../api-error.ts';
import type { Caller } from '../caller.ts';
import type { Deps } from '../deps.ts';
import { isActive } from '../state-machine.ts';
import { commit, constraintOf, type Statement } from '../store/db.ts';
import { findNode, seatsOnNode } from '../store/nodes.ts';
import { provisionJobs } from '../store/tables/jobs.ts';
import type { NodesRow } from '../store/tables/nodes.ts';
import { nodeMoveStatements } from '../store/write-nodes.ts';
import { nudge } from './nudge.ts';
import { nodeNotFound } from './read-nodes.ts';
import { newReturnJob, type ReturnJob, type Started, startedBefore } from './start-return.ts';

/** Of more tenants than this nobody reads the names in a message. */
const NAMED = 5;

/**
 * Begins to destroy an empty shared node. It drains from now on, so that nobody moves in meanwhile. Sent again it answers the
 * same job. `name` is the node's id as typed. Throws `node_not_found`, `name_mismatch`, `node_in_use`, and `conflict` for a
 * node of a dedicated tenant, which goes with the tenant, and for one that is still made.
 */
export async function retireNode(
  deps: Deps,
  caller: Caller,
  nodeId: string,
  name: string,
  requestId: string,
): Promise<Started> {
  const { db } = deps;
  const node = (await findNode(db, nodeId))?.node;
  if (!node) throw nodeNotFound(nodeId);
  if (name !== nodeId) throw new ApiError('name_mismatch', `The node is ${nodeId}.`);
  const before = await retirementOf(deps, node);
  if (before) return startedBefore(before);
  if (node.role !== 'shared') {
    throw new ApiError('conflict', `${nodeId} goes with its tenant ${node.tenant_id}: return that.`);
  }
  const { job, statements } = newReturnJob(deps, caller, retirementJob(node), requestId);
  try {
    await commit(db, [...drained(deps, caller, node, requestId), ...statements]);
  } catch (error) {
    return await refusedBy(deps, constraintOf(error), error, node);
  }
  deps.defer(nudge(deps, { job_id: job.job_id, attempt: 1 }));
  return { started: true, job };
}

/** The job under way that retires the node, or the one that has. */
async function retirementOf({ db }: Deps, { node_id, status }: Pick<NodesRow, 'node_id' | 'status'>) {
  const [job] = await db
    .select()
    .from(provisionJobs)
    .where(eq(provisionJobs.node_id, node_id))
    .orderBy(desc(provisionJobs.created_at), desc(provisionJobs.job_id))
    .limit(1);
  return job && (isActive(job.status) || status === 'retired') ? job : undefined;
}

const retirementJob = ({ node_id, region, stack }: NodesRow): ReturnJob => ({
  kind: 'retire_node',
  tenant_id: null,
  node_id,
  region,
  infra_mode: 'use_existing',
  dedicated: null,
  target_server_id: null,
  stack,
});

const OPEN: readonly NodeStatus[] = ['ready', 'cordoned'];

/** A node that drains already, or has failed, takes nobody. */
function drained({ db, now }: Deps, actor: Caller, { node_id, status }: NodesRow, request_id: string): Statement[] {
  if (!OPEN.includes(status)) return [];
  const move = { node_id, from: status, to: 'draining', reason: 'it is about to be retired' } as const;
  return nodeMoveStatements(db, { ...move, at: now, actor, request_id });
}

async function refusedBy(deps: Deps, constraint: string | undefined, error: unknown, node: NodesRow): Promise<Started> {
  const { node_id, status } = node;
  if (constraint === 'node_in_use') throw await inUse(deps, node_id);
  if (constraint === 'node_moved') throw new ApiError('conflict', `${node_id} is ${status}, or was changed just now.`);
  const other = constraint?.startsWith('unique provision_jobs.') ? await retirementOf(deps, node) : undefined;
  if (other) return startedBefore(other);
  throw error;
}

async function inUse({ db }: Deps, nodeId: string): Promise<ApiError> {
  const there = await seatsOnNode(db, nodeId, NAMED + 1);
  const names = there.slice(0, NAMED).map(({ tenant_id, kind }) => `${tenant_id} (${kind})`);
  return new ApiError(
    'node_in_use',
    `On ${nodeId} are ${names.join(', ')}${there.length > NAMED ? ' and others' : ''}.`,
  );
}
