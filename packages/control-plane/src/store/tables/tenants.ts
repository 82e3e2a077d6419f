import type { PlanTier, Region, TenantStatus } from '@prego/contracts';
import { integer, sqliteTable, text } from 'drizzle-orm/sqlite-core';

// The columns as migrations/ makes them, where what they mean stands.

export const tenants = sqliteTable('tenants', {
  tenant_id: text().primaryKey(),
  subdomain_slug: text().notNull(),
  canonical_hostname: text().notNull(),
  plan_tier: text().$type<PlanTier>().notNull(),
  region: text().$type<Region>().notNull(),
  status: text().$type<TenantStatus>().notNull(),
  contact: text().notNull().default('{}'),
  checkout: text().notNull().default('{}'),
  dns_zone_id: text(),
  dns_record_id: text(),
  dns_content: text(),
  created_at: integer().notNull(),
  updated_at: integer().notNull(),
});
export type TenantsRow = typeof tenants.$inferSelect;
