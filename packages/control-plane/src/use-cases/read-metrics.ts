import {
  type HourlyMetrics,
  METRICS_OF_MANY,
  type MetricsPage,
  type MetricsQuery,
  type ServerMetrics,
} from '@prego/contracts';
import { ApiError } from '../api-error.ts';
import type { Deps } from '../deps.ts';
import { ageS, isStale } from '../node-freshness.ts';
import { HOUR_MS, hourOf, hoursOfNodes, listMetrics } from '../store/metrics.ts';
import { findNode } from '../store/nodes.ts';
import type { ServerMetricsHourlyRow } from '../store/tables/fleet.ts';
import { nodeNotFound } from './read-nodes.ts';

/**
 * A page of the latest metrics, in the order of node ids; of one node or of some with their hours, if asked. Throws
 * `invalid_request` where hours are asked of all nodes, or too many of some, and `node_not_found` where one node is asked
 * for. A node that has not reported has none.
 */
export async function readMetrics(deps: Deps, query: MetricsQuery): Promise<MetricsPage> {
  const { node_id, cursor, limit } = query;
  refuseMixed(query);
  const rows = await listMetrics(deps.db, query, cursor, limit + 1);
  if (node_id !== undefined && rows.length === 0 && !(await findNode(deps.db, node_id))) throw nodeNotFound(node_id);
  const items = rows.slice(0, limit).map((row) => metricsView(row, deps));
  const next_cursor = rows.length > limit ? (items.at(-1)?.node_id ?? null) : null;
  return { items, next_cursor, ...(await hoursAsked(deps, query)) };
}

function refuseMixed({ node_id, node_ids, hours }: MetricsQuery): void {
  const refuse = (message: string) => {
    throw new ApiError('invalid_request', message);
  };
  if (node_id !== undefined && node_ids !== undefined) refuse('node_ids: give it or node_id, not both.');
  if (hours === undefined || node_id !== undefined) return;
  if (node_ids === undefined) refuse('hours: hourly figures are of nodes that are named, by node_id or node_ids.');
  if (hours > METRICS_OF_MANY.hours) refuse(`hours: of node_ids up to ${METRICS_OF_MANY.hours} hours are answered.`);
}

async function hoursAsked(
  { db, now }: Deps,
  { node_id, node_ids, hours }: MetricsQuery,
): Promise<Pick<MetricsPage, 'hourly' | 'hourly_by_node'>> {
  if (hours === undefined) return {};
  const from = hourOf(now) - (hours - 1) * HOUR_MS;
  if (node_id !== undefined) return { hourly: (await hoursOfNodes(db, [node_id], from)).map(hourView) };
  const ids = [...new Set(node_ids)];
  const rows = Map.groupBy(await hoursOfNodes(db, ids, from), (row) => row.node_id);
  return { hourly_by_node: ids.map((id) => ({ node_id: id, hourly: (rows.get(id) ?? []).map(hourView) })) };
}

type Row = Awaited<ReturnType<typeof listMetrics>>[number];

/** How many tenants a node has is for the control plane to say; what the node counted stands beside it. */
function metricsView({ metrics, node }: Row, { now, config }: Deps): ServerMetrics {
  const { node_id, region, cpu_pct, memory_pct, disk_pct, closed, updated_at } = metrics;
  return {
    ...{ node_id, region, status: node.status, cpu_pct, memory_pct, disk_pct, closed: closed === 1 },
    tenant_count: node.tenants,
    reported_tenant_count: metrics.tenant_count,
    tenant_count_differs: metrics.tenant_count !== null && metrics.tenant_count !== node.tenants,
    updated_at,
    age_s: ageS(updated_at, now),
    stale: isStale(node, updated_at, now, config.thresholds.metrics_max_age_s),
  };
}

function hourView(row: ServerMetricsHourlyRow): HourlyMetrics {
  return {
    hour: row.hour,
    samples: row.samples,
    cpu_avg: average(row.cpu_sum, row.cpu_samples),
    cpu_max: row.cpu_max,
    memory_avg: average(row.memory_sum, row.memory_samples),
    memory_max: row.memory_max,
    disk_avg: average(row.disk_sum, row.disk_samples),
    disk_max: row.disk_max,
  };
}

/** To a hundredth: more is the noise of adding. */
const average = (sum: number, samples: number): number | null =>
  samples === 0 ? null : Math.round((sum / samples) * 100) / 100;
