import type { ListJobsQuery } from '@prego/contracts';
import { and, desc, eq, gte, inArray, lt, type SQL, sql } from 'drizzle-orm';
import type { Db } from './db.ts';
import { type ProvisionJobsRow, provisionJobs } from './tables/jobs.ts';

type Filters = Omit<ListJobsQuery, 'cursor' | 'limit' | 'order'>;
/** The last job of the page before. */
export interface After {
  readonly created_at: number;
  readonly job_id: string;
}

/** Jobs that fit, newest first; `which` keeps to the failed ones, or to the others. */
export async function listJobs(
  db: Db,
  filters: Filters,
  which: 'all' | 'failed' | 'others',
  after: After | undefined,
  limit: number,
): Promise<ProvisionJobsRow[]> {
  const { status, kind, region, tenant_id, stack, created_after, created_before } = filters;
  const wanted: (SQL | undefined)[] = [
    // As a literal: an index over a part of the rows is used for no parameter.
    which === 'failed' ? sql`${provisionJobs.status} = 'failed'` : undefined,
    which === 'others' ? sql`${provisionJobs.status} <> 'failed'` : undefined,
    status && inArray(provisionJobs.status, status),
    kind && eq(provisionJobs.kind, kind),
    region && eq(provisionJobs.region, region),
    tenant_id === undefined ? undefined : eq(provisionJobs.tenant_id, tenant_id),
    stack === undefined ? undefined : eq(provisionJobs.stack, stack),
    created_after === undefined ? undefined : gte(provisionJobs.created_at, created_after),
    created_before === undefined ? undefined : lt(provisionJobs.created_at, created_before),
    after && sql`(${provisionJobs.created_at}, ${provisionJobs.job_id}) < (${after.created_at}, ${after.job_id})`,
  ];
  return await db
    .select()
    .from(provisionJobs)
    .where(and(...wanted))
    .orderBy(desc(provisionJobs.created_at), desc(provisionJobs.job_id))
    .limit(limit);
}
