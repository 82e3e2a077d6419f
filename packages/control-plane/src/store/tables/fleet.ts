import type { DriftStatus, InventoryKind, Region } from '@prego/contracts';
import { integer, primaryKey, real, sqliteTable, text } from 'drizzle-orm/sqlite-core';

// The columns as migrations/ makes them, where what they mean stands.

export const serverMetrics = sqliteTable('server_metrics', {
  node_id: text().primaryKey(),
  region: text().$type<Region>().notNull(),
  cpu_pct: real(),
  memory_pct: real(),
  disk_pct: real(),
  cpu_at: integer(),
  memory_at: integer(),
  disk_at: integer(),
  tenant_count: integer(),
  closed: integer().notNull().default(0),
  updated_at: integer().notNull(),
  seq: integer().notNull(),
});
export type ServerMetricsRow = typeof serverMetrics.$inferSelect;

export const serverMetricsHourly = sqliteTable(
  'server_metrics_hourly',
  {
    node_id: text().notNull(),
    hour: integer().notNull(),
    samples: integer().notNull(),
    cpu_samples: integer().notNull().default(0),
    cpu_sum: real().notNull().default(0),
    cpu_max: real(),
    memory_samples: integer().notNull().default(0),
    memory_sum: real().notNull().default(0),
    memory_max: real(),
    disk_samples: integer().notNull().default(0),
    disk_sum: real().notNull().default(0),
    disk_max: real(),
  },
  (t) => [primaryKey({ columns: [t.node_id, t.hour] })],
);
export type ServerMetricsHourlyRow = typeof serverMetricsHourly.$inferSelect;

export const inventory = sqliteTable(
  'inventory',
  {
    kind: text().$type<InventoryKind>().notNull(),
    part: integer().notNull(),
    count: integer().notNull(),
    seen_at: integer().notNull(),
    items: text().notNull(),
  },
  (t) => [primaryKey({ columns: [t.kind, t.part] })],
);

export const unavailableOffers = sqliteTable(
  'unavailable_offers',
  {
    server_type: text().notNull(),
    location: text().notNull(),
    until: integer().notNull(),
  },
  (t) => [primaryKey({ columns: [t.server_type, t.location] })],
);

export const drift = sqliteTable('drift', {
  stack: text().primaryKey(),
  status: text().$type<DriftStatus>().notNull(),
  changes: text().notNull(),
  seen_at: integer().notNull(),
});
