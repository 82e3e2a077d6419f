import type { InfraMode, JobKind, JobStatus, Region } from '@prego/contracts';
import { integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core';

// The columns as migrations/ makes them, where what they mean stands.

export const provisionJobs = sqliteTable('provision_jobs', {
  job_id: text().primaryKey(),
  kind: text().$type<JobKind>().notNull(),
  status: text().$type<JobStatus>().notNull(),
  tenant_id: text(),
  node_id: text(),
  provisioning_id: text(),
  trace_id: text().notNull(),
  region: text().$type<Region>().notNull(),
  infra_mode: text().$type<InfraMode>().notNull(),
  dedicated: integer(),
  target_server_id: text(),
  stack: text(),
  waits_for: text().$type<'node' | 'stack'>(),
  waits_for_node: text(),
  attempt: integer().notNull().default(1),
  decision_id: text(),
  idempotency_key: text(),
  request_hash: text(),
  failed_stage: text(),
  error_code: text(),
  error_message: text(),
  created_by: text().notNull(),
  created_at: integer().notNull(),
  updated_at: integer().notNull(),
  ended_at: integer(),
  seat_until: integer(),
  rev: integer().notNull().default(0),
});
export type ProvisionJobsRow = typeof provisionJobs.$inferSelect;

export const jobAttempts = sqliteTable(
  'job_attempts',
  {
    job_id: text().notNull(),
    attempt: integer().notNull(),
    status: text().$type<JobStatus>().notNull(),
    token_hash: text(),
    token_expires_at: integer(),
    run_id: integer(),
    run_url: text(),
    created_at: integer().notNull(),
    dispatched_at: integer(),
    claimed_at: integer(),
    heard_at: integer(),
    checked_at: integer(),
    ended_at: integer(),
    failed_stage: text(),
    error_code: text(),
    error_message: text(),
  },
  (t) => [primaryKey({ columns: [t.job_id, t.attempt] })],
);
export type JobAttemptsRow = typeof jobAttempts.$inferSelect;

export const outbox = sqliteTable(
  'outbox',
  {
    job_id: text().notNull(),
    attempt: integer().notNull(),
    due_at: integer().notNull(),
    tries: integer().notNull().default(0),
    lease: text(),
    lease_until: integer(),
    sent_at: integer(),
    last_error: text(),
    dead: integer().notNull().default(0),
  },
  (t) => [primaryKey({ columns: [t.job_id, t.attempt] })],
);
export type OutboxRow = typeof outbox.$inferSelect;

export const stackLeases = sqliteTable('stack_leases', {
  stack: text().primaryKey(),
  fence: integer().notNull(),
  job_id: text(),
  attempt: integer(),
  acquired_at: integer(),
  expires_at: integer(),
});
export type StackLeasesRow = typeof stackLeases.$inferSelect;
