import type { HourlyMetrics, MetricsPage, MetricsQuery, ServerMetrics } from '@prego/contracts';
import { ApiError } from '../api-error.ts';
import type { Deps } from '../deps.ts';
import { ageS, isStale } from '../node-freshness.ts';
import { HOUR_MS, hourOf, hoursOfNode, listMetrics } from '../store/metrics.ts';
import { findNode } from '../store/nodes.ts';
import type { ServerMetricsHourlyRow } from '../store/tables/fleet.ts';
import { nodeNotFound } from './read-nodes.ts';

/**
 * A page of the latest metrics, in the order of node ids; of one node with its hours, if asked. Throws `invalid_request`
 * where hours are asked of all nodes, `node_not_found`. A node that has not reported has none.
 */
export async function readMetrics(deps: Deps, query: MetricsQuery): Promise<MetricsPage> {
  const { node_id, hours, cursor, limit } = query;
  if (hours !== undefined && node_id === undefined) {
    throw new ApiError('invalid_request', 'hours: hourly figures are of one node, so node_id is needed.');
  }
  const rows = await listMetrics(deps.db, query, cursor, limit + 1);
  if (node_id !== undefined && rows.length === 0 && !(await findNode(deps.db, node_id))) throw nodeNotFound(node_id);
  const items = rows.slice(0, limit).map((row) => metricsView(row, deps));
  const next_cursor = rows.length > limit ? (items.at(-1)?.node_id ?? null) : null;
  if (node_id === undefined || hours === undefined) return { items, next_cursor };
  const from = hourOf(deps.now) - (hours - 1) * HOUR_MS;
  return { items, next_cursor, hourly: (await hoursOfNode(deps.db, node_id, from)).map(hourView) };
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
