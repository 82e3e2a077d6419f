import type { NodeRole, NodeStatus, Region } from '@prego/contracts';
import { integer, sqliteTable, text } from 'drizzle-orm/sqlite-core';

// The columns as migrations/ makes them, where what they mean stands.

export const nodes = sqliteTable('nodes', {
  node_id: text().primaryKey(),
  region: text().$type<Region>().notNull(),
  role: text().$type<NodeRole>().notNull(),
  status: text().$type<NodeStatus>().notNull(),
  stack: text().notNull(),
  job_id: text().notNull(),
  tenant_id: text(),
  host_ipv4: text(),
  host_ipv6: text(),
  private_ip: text(),
  hetzner_server_id: integer(),
  server_type: text(),
  location: text(),
  ssh_host_key: text(),
  token_version: integer().notNull().default(1),
  status_reason: text(),
  capacity: integer().notNull(),
  tenants: integer().notNull().default(0),
  reservations: integer().notNull().default(0),
  registered_at: integer(),
  created_at: integer().notNull(),
  updated_at: integer().notNull(),
  seq: integer().notNull().default(0),
  region_seq_seen: integer(),
});
export type NodesRow = typeof nodes.$inferSelect;

export const seats = sqliteTable('seats', {
  tenant_id: text().primaryKey(),
  node_id: text().notNull(),
  job_id: text().notNull(),
  kind: text().$type<'reservation' | 'tenant'>().notNull(),
  seat_limit: integer().notNull(),
  since: integer().notNull(),
});
export type SeatsRow = typeof seats.$inferSelect;
