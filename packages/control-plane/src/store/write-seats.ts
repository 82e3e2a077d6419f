import { eq, inArray, sql } from 'drizzle-orm';
import type { Db, Statement } from './db.ts';
import { nodes, type SeatsRow, seats } from './tables/nodes.ts';

export type NewNode = Pick<
  typeof nodes.$inferInsert,
  'node_id' | 'region' | 'role' | 'stack' | 'job_id' | 'tenant_id' | 'capacity' | 'region_seq_seen'
>;

/**
 * The rows of nodes that are about to be made. Where the region has got a free place since it was looked at, the whole batch
 * fails with `region_changed`. A job that is decided again makes the same nodes: `again` takes up those that have failed.
 * Else an id that is taken fails the batch, as one in 10^11 may be.
 */
export function newNodesStatement(db: Db, rows: readonly NewNode[], at: number, again: boolean): Statement {
  const made = db
    .insert(nodes)
    .values(rows.map((row) => ({ ...row, status: 'provisioning' as const, created_at: at, updated_at: at })));
  if (!again) return made;
  return made.onConflictDoUpdate({
    target: nodes.node_id,
    set: { status: 'provisioning', status_reason: null, updated_at: at },
    setWhere: eq(nodes.status, 'failed'),
  });
}

/** Gives up whatever place a tenant has. */
export const freeSeatStatement = (db: Db, tenantId: string): Statement =>
  db.delete(seats).where(eq(seats.tenant_id, tenantId));

/**
 * Reserves a place. Where the node has none left, takes nobody, or is not there, the whole batch fails with `no_seat` or
 * `check`, `node_not_open`, or `foreign key`.
 */
export const reserveSeatStatement = (db: Db, seat: Omit<SeatsRow, 'kind'>): Statement =>
  db.insert(seats).values({ ...seat, kind: 'reservation' });

/** Which of these nodes are there, and how they stand. */
export const nodesNamed = (db: Db, nodeIds: readonly string[]) =>
  db
    .select({ node_id: nodes.node_id, status: nodes.status })
    .from(nodes)
    .where(inArray(nodes.node_id, [...nodeIds]));

/** The nodes of a stack that are not gone for good. */
export const livingNodesOf = (db: Db, stack: string) =>
  db
    .select({ node_id: nodes.node_id, status: nodes.status, job_id: nodes.job_id })
    .from(nodes)
    .where(sql`${nodes.stack} = ${stack} AND ${nodes.status} <> 'retired'`);
