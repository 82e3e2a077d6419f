import type { TenantStatus } from '@prego/contracts';
import { and, asc, desc, eq, ne, or, type SQL, sql } from 'drizzle-orm';
import type { Db, Statement } from './db.ts';
import { provisionJobs } from './tables/jobs.ts';
import { nodes, seats } from './tables/nodes.ts';
import { type TenantsRow, tenants } from './tables/tenants.ts';

export const tenantsById = (db: Db, tenantId: string) =>
  db.select().from(tenants).where(eq(tenants.tenant_id, tenantId));

export async function findTenant(db: Db, tenantId: string): Promise<TenantsRow | undefined> {
  const [row] = await tenantsById(db, tenantId);
  return row;
}

/** The tenant of this id, and whoever has this slug. One that was returned has given its slug free. */
export const tenantsByIdOrSlug = (db: Db, tenantId: string, slug: string) =>
  db
    .select()
    .from(tenants)
    .where(or(eq(tenants.tenant_id, tenantId), and(eq(tenants.subdomain_slug, slug), ne(tenants.status, 'returned'))));

/** So many of a tenant's jobs matter; a tenant who was returned more often than this is nobody's customer. */
export const JOBS_LOOKED_AT = 20;

/** The newest jobs of a tenant, newest first. Ids begin with the time. */
export const jobsOfTenant = (db: Db, tenantId: string, limit: number) =>
  db
    .select()
    .from(provisionJobs)
    .where(eq(provisionJobs.tenant_id, tenantId))
    .orderBy(desc(provisionJobs.created_at), desc(provisionJobs.job_id))
    .limit(limit);

export const jobByKey = (db: Db, tenantId: string, key: string) =>
  db
    .select()
    .from(provisionJobs)
    .where(and(eq(provisionJobs.tenant_id, tenantId), eq(provisionJobs.idempotency_key, key)));

/** The place of a tenant, with its node. */
export const seatOf = (db: Db, tenantId: string) =>
  db
    .select({
      node_id: seats.node_id,
      kind: seats.kind,
      job_id: seats.job_id,
      since: seats.since,
      node_status: nodes.status,
      host_ipv4: nodes.host_ipv4,
      host_ipv6: nodes.host_ipv6,
    })
    .from(seats)
    .innerJoin(nodes, eq(nodes.node_id, seats.node_id))
    .where(eq(seats.tenant_id, tenantId));

/** Writes a tenant who signs up, for the first time or again: its first day stays. */
export function signedUpStatement(db: Db, tenant: typeof tenants.$inferInsert): Statement {
  const { tenant_id: _, created_at: __, ...again } = tenant;
  return db.insert(tenants).values(tenant).onConflictDoUpdate({ target: tenants.tenant_id, set: again });
}

export const tenantStatusStatement = (db: Db, tenantId: string, status: TenantStatus, at: number): Statement =>
  db.update(tenants).set({ status, updated_at: at }).where(eq(tenants.tenant_id, tenantId));

const inStatus = (status: TenantStatus | undefined): SQL | undefined => status && eq(tenants.status, status);

/** A page of all tenants, newest first, from behind the one given. */
export const newestTenants = (
  db: Db,
  status: TenantStatus | undefined,
  after: { at: number; tenant_id: string } | undefined,
  limit: number,
) =>
  db
    .select()
    .from(tenants)
    .where(
      and(
        inStatus(status),
        after && sql`(${tenants.created_at}, ${tenants.tenant_id}) < (${after.at}, ${after.tenant_id})`,
      ),
    )
    .orderBy(desc(tenants.created_at), desc(tenants.tenant_id))
    .limit(limit);

/**
 * What a text begins: everything from itself up to itself with the highest character. A range, unlike LIKE, is read from an
 * index as it is.
 */
const begins = (column: typeof tenants.tenant_id | typeof tenants.canonical_hostname, text: string): SQL =>
  sql`${column} >= ${text} AND ${column} < ${`${text}\u{10ffff}`}`;

/** A page of the tenants whose id begins so, by id. */
export const tenantsByIdPrefix = (
  db: Db,
  text: string,
  status: TenantStatus | undefined,
  after: string | undefined,
  limit: number,
) =>
  db
    .select()
    .from(tenants)
    .where(
      and(begins(tenants.tenant_id, text), inStatus(status), after ? sql`${tenants.tenant_id} > ${after}` : undefined),
    )
    .orderBy(asc(tenants.tenant_id))
    .limit(limit);

/** A page of the tenants whose host name begins so, which is also how a slug begins, but not their id; by host name. */
export const tenantsByHostnamePrefix = (
  db: Db,
  { hostname, notId }: { hostname: string; notId: string },
  status: TenantStatus | undefined,
  after: { hostname: string; tenant_id: string } | undefined,
  limit: number,
) =>
  db
    .select()
    .from(tenants)
    .where(
      and(
        begins(tenants.canonical_hostname, hostname),
        sql`NOT (${begins(tenants.tenant_id, notId)})`,
        inStatus(status),
        after && sql`(${tenants.canonical_hostname}, ${tenants.tenant_id}) > (${after.hostname}, ${after.tenant_id})`,
      ),
    )
    .orderBy(asc(tenants.canonical_hostname), asc(tenants.tenant_id))
    .limit(limit);
