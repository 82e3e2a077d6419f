import { ACTIVE_JOB_STATUSES, type NodeQuery, type Region } from '@prego/contracts';
import { and, asc, eq, getTableColumns, gt, gte, inArray, isNotNull, lt, ne, not, type SQL, sql } from 'drizzle-orm';
import type { Db } from './db.ts';
import { type ServerMetricsRow, serverMetrics } from './tables/fleet.ts';
import { provisionJobs } from './tables/jobs.ts';
import { type NodesRow, nodes, seats } from './tables/nodes.ts';
import { tenants } from './tables/tenants.ts';

export interface NodeWithMetrics {
  readonly node: NodesRow;
  readonly metrics: ServerMetricsRow | null;
}

const withMetrics = (db: Db) =>
  db
    .select({ node: getTableColumns(nodes), metrics: getTableColumns(serverMetrics) })
    .from(nodes)
    .leftJoin(serverMetrics, eq(serverMetrics.node_id, nodes.node_id));

/** A node with the latest of its metrics; undefined where it is not known. */
export async function findNode(db: Db, nodeId: string): Promise<NodeWithMetrics | undefined> {
  const [row] = await withMetrics(db).where(eq(nodes.node_id, nodeId));
  return row;
}

/**
 * Where the ids of a region's nodes begin and end: each begins with the region's name and a hyphen, and a point comes
 * right after the hyphen. So a page of a region is read from the primary key, in order.
 */
export const idsOfRegion = (region: Region) => ({ from: `${region}-`, to: `${region}.` });

/** A page of nodes by id, from behind `after`; `freshFrom` is before when a node counts as silent. */
export async function listNodes(
  db: Db,
  query: Pick<NodeQuery, 'region' | 'status' | 'role' | 'stale' | 'hetzner_server_id'>,
  freshFrom: number,
  after: string | undefined,
  limit: number,
): Promise<NodeWithMetrics[]> {
  const { region, status, role, stale, hetzner_server_id } = query;
  const wanted = [
    region && and(gte(nodes.node_id, idsOfRegion(region).from), lt(nodes.node_id, idsOfRegion(region).to)),
    after && gt(nodes.node_id, after),
    status && eq(nodes.status, status),
    role && eq(nodes.role, role),
    hetzner_server_id && eq(nodes.hetzner_server_id, hetzner_server_id),
    stale && (stale === 'true' ? silentSince(freshFrom) : not(silentSince(freshFrom))),
  ].filter((condition): condition is SQL => condition instanceof Object);
  return await withMetrics(db)
    .where(and(...wanted))
    .orderBy(asc(nodes.node_id))
    .limit(limit);
}

/** `isStale`, in SQL. Never NULL, so that it can be turned round. */
function silentSince(freshFrom: number): SQL {
  const heardAt = sql`COALESCE(${serverMetrics.updated_at}, ${nodes.registered_at})`;
  return and(ne(nodes.status, 'retired'), isNotNull(heardAt), sql`${heardAt} < ${freshFrom}`) as SQL;
}

/** Who lives on a node or has a seat reserved there, by tenant id. */
export const seatsOnNode = (db: Db, nodeId: string, limit: number) =>
  db
    .select({
      tenant_id: seats.tenant_id,
      subdomain_slug: tenants.subdomain_slug,
      kind: seats.kind,
      job_id: seats.job_id,
      since: seats.since,
    })
    .from(seats)
    .leftJoin(tenants, eq(tenants.tenant_id, seats.tenant_id))
    .where(eq(seats.node_id, nodeId))
    .orderBy(asc(seats.tenant_id))
    .limit(limit);

/** Which nodes a job is about: the target it was given, the node that it waits for, the node that it retires. */
export async function nodesOfJob(db: Db, jobId: string) {
  const [job] = await db
    .select({
      region: provisionJobs.region,
      tenant_id: provisionJobs.tenant_id,
      target_server_id: provisionJobs.target_server_id,
      waits_for_node: provisionJobs.waits_for_node,
      node_id: provisionJobs.node_id,
    })
    .from(provisionJobs)
    .where(eq(provisionJobs.job_id, jobId));
  return job;
}

/** The job at work on a node itself: one that retires it. */
export const jobsAtWorkOn = (db: Db, nodeId: string) =>
  db
    .select({ job_id: provisionJobs.job_id })
    .from(provisionJobs)
    .where(and(eq(provisionJobs.node_id, nodeId), inArray(provisionJobs.status, [...ACTIVE_JOB_STATUSES])));
