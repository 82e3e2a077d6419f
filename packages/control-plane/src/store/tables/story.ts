import type { DecisionReason, FunnelEventName, Region, TraceStatus } from '@prego/contracts';
import { integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core';

// The columns as migrations/ makes them, where what they mean stands.

export const allocationDecisions = sqliteTable('allocation_decisions', {
  decision_id: text().primaryKey(),
  tenant_id: text(),
  job_id: text(),
  region: text().$type<Region>().notNull(),
  algorithm: text().notNull(),
  decision_reason: text().$type<DecisionReason>().notNull(),
  selected_node_id: text(),
  decision: text().notNull(),
  snapshot_digest: text(),
  created_at: integer().notNull(),
});
export type AllocationDecisionsRow = typeof allocationDecisions.$inferSelect;

export const traceEvents = sqliteTable('trace_events', {
  event_id: integer().primaryKey({ autoIncrement: true }),
  trace_id: text().notNull(),
  job_id: text().notNull(),
  attempt: integer().notNull(),
  stage: text().notNull(),
  status: text().$type<TraceStatus>().notNull(),
  at: integer().notNull(),
  recorded_at: integer().notNull(),
  data: text().notNull().default('{}'),
});
export type TraceEventsRow = typeof traceEvents.$inferSelect;

export const funnelEvents = sqliteTable(
  'funnel_events',
  {
    trace_id: text().notNull(),
    name: text().$type<FunnelEventName>().notNull(),
    tenant_id: text(),
    at: integer().notNull(),
  },
  (t) => [primaryKey({ columns: [t.trace_id, t.name] })],
);

export const audit = sqliteTable('audit', {
  audit_id: integer().primaryKey({ autoIncrement: true }),
  at: integer().notNull(),
  actor: text().notNull(),
  action: text().notNull(),
  tenant_id: text(),
  job_id: text(),
  node_id: text(),
  request_id: text(),
  data: text().notNull().default('{}'),
});
