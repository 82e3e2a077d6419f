import type { NodeDetail, NodeQuery, NodeSummary } from '@prego/contracts';
import { ApiError } from '../api-error.ts';
import type { Caller } from '../caller.ts';
import type { Deps } from '../deps.ts';
import { findNode, listNodes, type NodeWithMetrics, nodesOfJob, seatsOnNode } from '../store/nodes.ts';
import { nodeSummary } from './node-view.ts';

/** More tenants than anyone reads, and no more than an answer should have. */
const SEATS_SHOWN = 1_000;

/** A page of nodes in the order of their ids. The cursor is the last id of the page before. */
export async function readNodes(
  deps: Deps,
  query: NodeQuery,
): Promise<{ items: NodeSummary[]; next_cursor: string | null }> {
  const { now } = deps;
  const maxAgeS = deps.config.thresholds.metrics_max_age_s;
  const rows = await listNodes(deps.db, query, now - maxAgeS * 1000, query.cursor, query.limit + 1);
  const items = rows.slice(0, query.limit).map((row) => nodeSummary(row, now, maxAgeS));
  return { items, next_cursor: rows.length > query.limit ? (items.at(-1)?.node_id ?? null) : null };
}

/** One node with who lives there. An attempt may read those that its job is about. Throws `node_not_found`, `forbidden`. */
export async function readNode(deps: Deps, caller: Caller, nodeId: string): Promise<NodeDetail> {
  const found = await findNode(deps.db, nodeId);
  if (caller.kind === 'attempt') await requireNodeOfJob(deps, caller.job_id, nodeId, found);
  if (!found) throw nodeNotFound(nodeId);
  const seats = await seatsOnNode(deps.db, nodeId, SEATS_SHOWN);
  const { ssh_host_key, token_version } = found.node;
  const summary = nodeSummary(found, deps.now, deps.config.thresholds.metrics_max_age_s);
  return { ...summary, ssh_host_key, token_version, seats };
}

export const nodeNotFound = (nodeId: string) => new ApiError('node_not_found', `There is no node ${nodeId}.`);

async function requireNodeOfJob(deps: Deps, jobId: string, nodeId: string, found: NodeWithMetrics | undefined) {
  if (found?.node.job_id === jobId) return;
  const job = await nodesOfJob(deps.db, jobId);
  if (job && [job.target_server_id, job.waits_for_node, job.node_id].includes(nodeId)) return;
  throw new ApiError('forbidden', `${nodeId} is neither a node of ${jobId} nor its target.`);
}
