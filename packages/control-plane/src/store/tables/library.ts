import type { LibraryEventKind, ProvisioningStatus, Region, TemplateId } from '@prego/contracts';
import { integer, real, sqliteTable, text } from 'drizzle-orm/sqlite-core';
import type { z } from 'zod';

// The columns as migrations/ makes them, where what they mean stands.

export const libraryProvisionings = sqliteTable('library_provisionings', {
  provisioning_id: text().primaryKey(),
  name: text().notNull(),
  template: text().$type<z.infer<typeof TemplateId>>().notNull(),
  template_version: text().notNull(),
  template_as_run: text().notNull(),
  status: text().$type<ProvisioningStatus>().notNull(),
  inputs: text().notNull(),
  server_prefix: text().notNull(),
  server_names: text().notNull().default('[]'),
  region: text().$type<Region>().notNull(),
  stack: text().notNull(),
  provision_job_id: text().notNull(),
  job_id: text().notNull(),
  secrets: text().notNull(),
  resources: text().notNull().default('[]'),
  resources_at: integer(),
  quoted_hourly: real(),
  quoted_monthly: real(),
  hourly_cost: real(),
  monthly_cost: real(),
  billed_from: integer(),
  billed_before: real().default(0),
  error_code: text(),
  error_message: text(),
  idempotency_key: text(),
  request_hash: text().notNull(),
  created_by: text().notNull(),
  created_at: integer().notNull(),
  updated_at: integer().notNull(),
  ended_at: integer(),
  deleted_at: integer(),
});
export type LibraryProvisioningsRow = typeof libraryProvisionings.$inferSelect;

export const libraryEvents = sqliteTable('library_events', {
  event_id: integer().primaryKey({ autoIncrement: true }),
  kind: text().$type<LibraryEventKind>().notNull(),
  at: integer().notNull(),
  provisioning_id: text().notNull(),
  name: text().notNull(),
  template: text().notNull(),
  template_name: text().notNull(),
  actor: text().notNull(),
  job_id: text().notNull(),
  attempt: integer().notNull(),
  error_code: text(),
  error_message: text(),
});
export type LibraryEventsRow = typeof libraryEvents.$inferSelect;

export const operatorKeys = sqliteTable('operator_keys', {
  key_id: text().primaryKey(),
  name: text().notNull(),
  key_hash: text().notNull(),
  created_at: integer().notNull(),
  last_used_at: integer(),
  revoked_at: integer(),
});
export type OperatorKeysRow = typeof operatorKeys.$inferSelect;
