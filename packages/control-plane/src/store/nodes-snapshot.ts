import type { Region } from '@prego/contracts';
import { and, asc, eq, gte } from 'drizzle-orm';
import type { Config } from '../config.ts';
import { commit, type Db, type Statement } from './db.ts';
import { continues, type PlacedMetrics, type PlacedNode, RegionNodes } from './region-nodes.ts';
import { serverMetrics } from './tables/fleet.ts';
import { nodes } from './tables/nodes.ts';

/** What this isolate knows of each region. An environment has one database and one configuration, which stands for it here. */
const known = new WeakMap<Config, Map<Region, RegionNodes>>();

/**
 * The nodes of a region, up to date with the database: read are only those that have changed since this isolate last looked,
 * together with `also` in one round trip, whose rows are answered too. What is decided on it has to be decided before
 * anything else is waited for: other requests bring the same object up to date.
 */
export async function readRegion(
  { config, db }: { readonly config: Config; readonly db: Db },
  region: Region,
  also: readonly Statement[] = [],
): Promise<{ nodes: RegionNodes; also: unknown[][] }> {
  const regions = known.get(config) ?? new Map<Region, RegionNodes>();
  known.set(config, regions);
  const seen = regions.get(region) ?? new RegionNodes(region);
  const { nodesMark, metricsMark } = seen;
  const [changed, reported, ...rest] = (await commit(db, [
    ...changesSince(db, region, nodesMark.seq, metricsMark.seq),
    ...also,
  ])) as [PlacedNode[], PlacedMetrics[], ...unknown[][]];
  if (continues(nodesMark, changed) && continues(metricsMark, reported)) {
    seen.take(changed, reported);
    // The first of several that began with nothing stays.
    if (!regions.has(region)) regions.set(region, seen);
    return { nodes: seen, also: rest };
  }
  return { nodes: await readAnew(db, regions, region), also: rest };
}

async function readAnew(db: Db, regions: Map<Region, RegionNodes>, region: Region): Promise<RegionNodes> {
  const anew = new RegionNodes(region);
  const [all, reported] = (await commit(db, changesSince(db, region, 0, 0))) as [PlacedNode[], PlacedMetrics[]];
  anew.take(all, reported);
  regions.set(region, anew);
  return anew;
}

/** Drops what this isolate knows of all regions: a decision rested on a node that the database does not have. */
export function forgetRegions({ config }: { readonly config: Config }): void {
  known.delete(config);
}

const { node_id, role, status, tenants, reservations, capacity, seq } = nodes;
const metrics = serverMetrics;

/** The rows from the marks on, with the marked ones themselves. Both lists are of the same moment. */
export const changesSince = (db: Db, region: Region, nodesSeq: number, metricsSeq: number): Statement[] => [
  db
    .select({ node_id, region: nodes.region, role, status, tenants, reservations, capacity, seq })
    .from(nodes)
    .where(and(eq(nodes.region, region), gte(seq, nodesSeq)))
    .orderBy(asc(seq)),
  db
    .select({
      node_id: metrics.node_id,
      cpu_pct: metrics.cpu_pct,
      memory_pct: metrics.memory_pct,
      disk_pct: metrics.disk_pct,
      closed: metrics.closed,
      updated_at: metrics.updated_at,
      seq: metrics.seq,
    })
    .from(metrics)
    .where(and(eq(metrics.region, region), gte(metrics.seq, metricsSeq)))
    .orderBy(asc(metrics.seq)),
];
