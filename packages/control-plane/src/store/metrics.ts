import { METRICS_RETENTION_DAYS, type MetricsQuery, type Region } from '@prego/contracts';
import { and, asc, eq, getTableColumns, gt, gte, lt, max, type SQL, type SQLWrapper, sql } from 'drizzle-orm';
import type { KnownMetrics } from '../merge-metrics.ts';
import type { Db, Statement } from './db.ts';
import { idsOfRegion } from './nodes.ts';
import { serverMetrics, serverMetricsHourly } from './tables/fleet.ts';
import { nodes } from './tables/nodes.ts';

export const HOUR_MS = 3_600_000;

/** No request lasts that long. What was written by a later clock than this was written before the clock went back. */
const CLOCK_WENT_BACK_MS = 60_000;

/**
 * The latest metrics of a node. Of two pushes that overtook each other on their way here the one that arrived later stays.
 * `seq` grows with every write in the region, so that a reader can ask for what is new to it.
 */
export function latestMetricsStatement(
  db: Db,
  node: { readonly node_id: string; readonly region: Region },
  metrics: KnownMetrics,
  now: number,
): Statement {
  const { node_id, region } = node;
  const newest = db
    .select({ seq: max(serverMetrics.seq) })
    .from(serverMetrics)
    .where(eq(serverMetrics.region, region));
  const row = { region, ...metrics, updated_at: now, seq: sql`COALESCE(${newest}, 0) + 1` };
  const stored = serverMetrics.updated_at;
  return db
    .insert(serverMetrics)
    .values({ node_id, ...row })
    .onConflictDoUpdate({
      target: serverMetrics.node_id,
      set: { ...row, seq: sql`excluded.seq` },
      setWhere: sql`${stored} <= ${now} OR ${stored} > ${now + CLOCK_WENT_BACK_MS}`,
    });
}

/** Adds a push to the hour in which it arrived. */
export function hourlyMetricsStatement(
  db: Db,
  nodeId: string,
  values: Pick<KnownMetrics, 'cpu_pct' | 'memory_pct' | 'disk_pct'>,
  now: number,
): Statement {
  const { cpu_pct: cpu, memory_pct: memory, disk_pct: disk } = values;
  const count = (value: number | null) => (value === null ? 0 : 1);
  const added = {
    samples: 1,
    ...{ cpu_samples: count(cpu), cpu_sum: cpu ?? 0, cpu_max: cpu },
    ...{ memory_samples: count(memory), memory_sum: memory ?? 0, memory_max: memory },
    ...{ disk_samples: count(disk), disk_sum: disk ?? 0, disk_max: disk },
  };
  const grown = Object.keys(added).map((name) => [name, grownBy(name as keyof typeof added)] as const);
  return db
    .insert(serverMetricsHourly)
    .values({ node_id: nodeId, hour: hourOf(now), ...added })
    .onConflictDoUpdate({
      target: [serverMetricsHourly.node_id, serverMetricsHourly.hour],
      set: Object.fromEntries(grown),
    });
}

/** SQLite's two-argument MAX is NULL where either is. */
function grownBy(name: Exclude<keyof typeof serverMetricsHourly.$inferInsert, 'node_id' | 'hour'>): SQL {
  const [old, added] = [serverMetricsHourly[name], sql.raw(`excluded.${name}`)];
  if (!name.endsWith('_max')) return sql`${old} + ${added}`;
  return sql`MAX(COALESCE(${old}, ${added}), COALESCE(${added}, ${old}))`;
}

/** The beginning of the hour. */
export const hourOf = (at: number): number => at - (at % HOUR_MS);

/** The ids in one parameter: a statement takes 100 of those. */
const isAmong = (column: SQLWrapper, ids: readonly string[]): SQL =>
  sql`${column} IN (SELECT value FROM json_each(${JSON.stringify(ids)}))`;

/** A page of the latest metrics by node id, from behind `after`, each with its node. */
export function listMetrics(
  db: Db,
  filter: Pick<MetricsQuery, 'region' | 'node_id' | 'node_ids'>,
  after: string | undefined,
  limit: number,
) {
  const { region, node_id, node_ids } = filter;
  const wanted = [
    region &&
      and(gte(serverMetrics.node_id, idsOfRegion(region).from), lt(serverMetrics.node_id, idsOfRegion(region).to)),
    node_id && eq(serverMetrics.node_id, node_id),
    node_ids && isAmong(serverMetrics.node_id, node_ids),
    after && gt(serverMetrics.node_id, after),
  ].filter((condition): condition is SQL => condition instanceof Object);
  return db
    .select({
      metrics: getTableColumns(serverMetrics),
      node: { status: nodes.status, tenants: nodes.tenants, registered_at: nodes.registered_at },
    })
    .from(serverMetrics)
    .innerJoin(nodes, eq(nodes.node_id, serverMetrics.node_id))
    .where(and(...wanted))
    .orderBy(asc(serverMetrics.node_id))
    .limit(limit);
}

/** The hours of these nodes since `from`: by node, and then the oldest first. */
export const hoursOfNodes = (db: Db, nodeIds: readonly string[], from: number) =>
  db
    .select()
    .from(serverMetricsHourly)
    .where(and(isAmong(serverMetricsHourly.node_id, nodeIds), gte(serverMetricsHourly.hour, from)))
    .orderBy(asc(serverMetricsHourly.node_id), asc(serverMetricsHourly.hour));

/** A sweep a minute of so many keeps up with 10,000 nodes, of which each makes a row an hour, thirty times over. */
const PRUNED_AT_ONCE = 5_000;

/** Removes hours past their retention, the oldest of them first, and answers how many. */
export async function removeOldHours(db: Db, now: number): Promise<number> {
  const before = hourOf(now) - METRICS_RETENTION_DAYS * 24 * HOUR_MS;
  const { node_id, hour } = serverMetricsHourly;
  const old = db
    .select({ node_id, hour })
    .from(serverMetricsHourly)
    .where(lt(hour, before))
    .orderBy(asc(hour))
    .limit(PRUNED_AT_ONCE);
  const { meta } = await db.delete(serverMetricsHourly).where(sql`(${node_id}, ${hour}) IN ${old}`);
  return meta.changes;
}
