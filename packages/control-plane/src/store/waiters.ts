import { and, asc, eq, isNull, lte, or, sql } from 'drizzle-orm';
import type { Db } from './db.ts';
import { provisionJobs } from './tables/jobs.ts';
import { nodes } from './tables/nodes.ts';

const waitsForNode = and(eq(provisionJobs.status, 'waiting'), eq(provisionJobs.waits_for, 'node'));

/** The jobs that wait for a node, oldest first. */
export async function waitersOf(db: Db, nodeId: string): Promise<string[]> {
  const rows = await db
    .select({ job_id: provisionJobs.job_id })
    .from(provisionJobs)
    // The status as a literal, as the index over waiting jobs has it.
    .where(and(sql`${provisionJobs.status} = 'waiting'`, eq(provisionJobs.waits_for_node, nodeId), waitsForNode))
    .orderBy(asc(provisionJobs.created_at), asc(provisionJobs.job_id));
  return rows.map(({ job_id }) => job_id);
}

const awaitedNodes = (db: Db) =>
  db
    .selectDistinct({ node_id: sql<string>`${provisionJobs.waits_for_node}` })
    .from(provisionJobs)
    .leftJoin(nodes, eq(nodes.node_id, provisionJobs.waits_for_node));

/** Nodes that are there and still waited for. Who has a seat may come in also while nobody new may. */
export const awaitedReadyNodes = (db: Db, limit: number) =>
  awaitedNodes(db)
    .where(
      and(
        sql`${provisionJobs.status} = 'waiting'`,
        waitsForNode,
        sql`${nodes.status} IN ('ready', 'cordoned', 'draining')`,
      ),
    )
    .limit(limit);

/** Nodes that will not come and are waited for: failed, retired, or not known at all. */
export const awaitedLostNodes = (db: Db, limit: number) =>
  awaitedNodes(db)
    .where(
      and(
        sql`${provisionJobs.status} = 'waiting'`,
        waitsForNode,
        or(isNull(nodes.node_id), sql`${nodes.status} IN ('failed', 'retired')`),
      ),
    )
    .limit(limit);

const makerOf = sql`SELECT 1 FROM provision_jobs AS maker WHERE maker.job_id = ${nodes.job_id}`;

/** Nodes that are waited for, never became ready, and whose job has ended by `endedBefore`, or is none of ours. */
export const awaitedSilentNodes = (db: Db, endedBefore: number, limit: number) =>
  awaitedNodes(db)
    .where(
      and(
        sql`${provisionJobs.status} = 'waiting'`,
        waitsForNode,
        eq(nodes.status, 'provisioning'),
        or(
          sql`EXISTS (${makerOf} AND maker.ended_at <= ${endedBefore})`,
          and(lte(nodes.updated_at, endedBefore), sql`NOT EXISTS (${makerOf})`),
        ),
      ),
    )
    .limit(limit);
