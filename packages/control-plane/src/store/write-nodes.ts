import type { NodeStatus } from '@prego/contracts';
import { and, eq, exists, isNotNull, ne, type SQL, sql } from 'drizzle-orm';
import type { Caller } from '../caller.ts';
import { canMove } from '../node-status.ts';
import type { Db, Statement } from './db.ts';
import { provisionJobs } from './tables/jobs.ts';
import { type NodesRow, nodes } from './tables/nodes.ts';
import { traceEvents } from './tables/story.ts';
import { auditIfStatement } from './write-audit.ts';

export interface NodeMove {
  readonly node_id: string;
  readonly from: NodeStatus;
  readonly to: NodeStatus;
  readonly reason: string | null;
  readonly at: number;
  readonly actor: Caller | `system ${string}`;
  readonly request_id?: string | undefined;
  readonly data?: Readonly<Record<string, unknown>> | undefined;
}

/**
 * Moves a node's status with its audit row, if it still stands at `from`. The last statement returns the node's id where it
 * was moved, and no row where somebody else was faster. Throws for a move that is in no table.
 */
export function nodeMoveStatements(db: Db, move: NodeMove, also?: SQL): Statement[] {
  const { node_id, from, to, reason, at, actor, request_id, data } = move;
  if (!canMove(from, to)) throw new Error(`A node does not go from ${from} to ${to}`);
  const stands = and(eq(nodes.node_id, node_id), eq(nodes.status, from), also) as SQL;
  return [
    auditIfStatement(
      db,
      { at, actor, action: `node.${to}`, node_id, request_id, data: { from, reason, ...data } },
      exists(db.select({ one: sql`1` }).from(nodes).where(stands)),
    ),
    db
      .update(nodes)
      .set({ status: to, status_reason: reason, updated_at: at })
      .where(stands)
      .returning({ node_id: nodes.node_id }),
  ];
}

/**
 * Makes a node ready that is registered and reports: both come in any order, and whichever is second does this. Its job's
 * story gets a line. As of `nodeMoveStatements`, the last statement returns the node's id if this was the first time.
 */
export function nodeReadyStatements(
  db: Db,
  node: Pick<NodesRow, 'node_id' | 'job_id' | 'role'>,
  by: Pick<NodeMove, 'at' | 'actor' | 'request_id'>,
): Statement[] {
  const { node_id, job_id, role } = node;
  const isRegistered = isNotNull(nodes.registered_at);
  const stands = and(eq(nodes.node_id, node_id), eq(nodes.status, 'provisioning'), isRegistered);
  const asks = exists(db.select({ one: sql`1` }).from(nodes).where(stands));
  const event = sql`${`node.ready.${role}`}, 'done', ${by.at}, ${by.at}, ${JSON.stringify({ node_id })}`;
  const job = sql`FROM ${provisionJobs} WHERE ${provisionJobs.job_id} = ${job_id}`;
  return [
    db
      .insert(traceEvents)
      .select(sql`SELECT NULL, trace_id, job_id, attempt, ${event} ${job} AND ${asks}`)
      .onConflictDoNothing(),
    ...nodeMoveStatements(db, { node_id, from: 'provisioning', to: 'ready', reason: null, ...by }, isRegistered),
  ];
}

/** What a node is registered with. The columns that keep what another job or server was are not among it. */
export type Registration = Pick<
  NodesRow,
  'host_ipv4' | 'host_ipv6' | 'private_ip' | 'hetzner_server_id' | 'server_type' | 'location'
>;

/**
 * Writes what is known of a node's server, with its audit row, as long as no other server was registered meanwhile: then
 * the last statement returns no row. A node that an earlier run has registered keeps the time of the first.
 */
export function registerStatements(
  db: Db,
  node_id: string,
  registration: Registration,
  { at, actor, request_id }: Pick<NodeMove, 'at' | 'actor' | 'request_id'>,
): Statement[] {
  const { hetzner_server_id } = registration;
  const free = sql`(${nodes.hetzner_server_id} IS NULL OR ${nodes.hetzner_server_id} = ${hetzner_server_id})`;
  const stands = and(eq(nodes.node_id, node_id), ne(nodes.status, 'retired'), free) as SQL;
  return [
    auditIfStatement(
      db,
      { at, actor, action: 'node.registered', node_id, request_id, data: registration },
      exists(db.select({ one: sql`1` }).from(nodes).where(stands)),
    ),
    db
      .update(nodes)
      .set({ ...registration, registered_at: sql`COALESCE(${nodes.registered_at}, ${at})`, updated_at: at })
      .where(stands)
      .returning({ node_id: nodes.node_id }),
  ];
}

export const insertNodeStatement = (db: Db, node: typeof nodes.$inferInsert): Statement =>
  db.insert(nodes).values(node);

/** Sets a node's host key with its audit row, if it still has the one given (null: none); else the last returns no row. */
export function hostKeyStatements(
  db: Db,
  { node_id, known, key }: { node_id: string; known: string | null; key: string },
  { at, actor, request_id }: Pick<NodeMove, 'at' | 'actor' | 'request_id'>,
): Statement[] {
  const stands = and(eq(nodes.node_id, node_id), sql`${nodes.ssh_host_key} IS ${known}`) as SQL;
  return [
    auditIfStatement(
      db,
      { at, actor, action: 'node.host_key_set', node_id, request_id, data: { ssh_host_key: key, before: known } },
      exists(db.select({ one: sql`1` }).from(nodes).where(stands)),
    ),
    db.update(nodes).set({ ssh_host_key: key, updated_at: at }).where(stands).returning({ node_id: nodes.node_id }),
  ];
}
