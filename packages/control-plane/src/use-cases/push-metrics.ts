import type { MetricsAccepted, MetricsPush } from '@prego/contracts';
import { ApiError } from '../api-error.ts';
import type { Caller } from '../caller.ts';
import type { Deps } from '../deps.ts';
import { mergeMetrics, pushedValues } from '../merge-metrics.ts';
import { commit } from '../store/db.ts';
import { hourlyMetricsStatement, latestMetricsStatement, removeOldHours } from '../store/metrics.ts';
import { findNode } from '../store/nodes.ts';
import { nodeReadyStatements } from '../store/write-nodes.ts';
import { nodeBecameReady } from './node-became-ready.ts';
import { nodeNotFound } from './read-nodes.ts';

/**
 * Takes what a node says of itself, in one batch: the latest of it, its hour, and where a registered node reports for the
 * first time, that it is ready. Pushes carry no time: what arrives last counts, so one that comes twice or late
 * does no harm. Throws `forbidden` for another node's, `node_not_found`, and `node_retired`.
 */
export async function pushMetrics(
  deps: Deps,
  caller: Caller,
  push: MetricsPush,
  requestId: string,
): Promise<MetricsAccepted> {
  const { db, now } = deps;
  const { node_id } = push;
  if (caller.kind === 'node' && caller.node_id !== node_id) {
    throw new ApiError('forbidden', `The token is that of ${caller.node_id}, not of ${node_id}.`);
  }
  const found = await findNode(db, node_id);
  if (!found) throw nodeNotFound(node_id);
  const { node, metrics } = found;
  if (node.status === 'retired') throw new ApiError('node_retired', `${node_id} is retired.`);
  const becomesReady = node.status === 'provisioning' && node.registered_at !== null;
  const results = (await commit(db, [
    latestMetricsStatement(db, node, mergeMetrics(metrics, push, now, deps.config.thresholds), now),
    hourlyMetricsStatement(db, node_id, pushedValues(push), now),
    ...(becomesReady ? nodeReadyStatements(db, node, { at: now, actor: caller, request_id: requestId }) : []),
  ])) as unknown[][];
  if (becomesReady && results.at(-1)?.length === 1) await nodeBecameReady(deps, node_id);
  return { node_id, status: becomesReady ? 'ready' : node.status, updated_at: now };
}

/** Removes hourly figures past their retention, a share of them at a time; the sweep calls it. Answers how many. */
export const pruneMetrics = (deps: Deps): Promise<number> => removeOldHours(deps.db, deps.now);
