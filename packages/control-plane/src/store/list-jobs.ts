import type { JobStatus, ListJobsQuery } from '@prego/contracts';
import { and, desc, eq, gte, lt, ne, type SQL, sql } from 'drizzle-orm';
import type { Db } from './db.ts';
import { type ProvisionJobsRow, provisionJobs } from './tables/jobs.ts';

type Filters = Omit<ListJobsQuery, 'cursor' | 'limit' | 'order'>;
/** The last job of the page before. */
export interface After {
  readonly created_at: number;
  readonly job_id: string;
}

type Which = 'all' | 'failed' | 'others';

/** Jobs that fit, newest first; `which` keeps to the failed ones, or to the others. */
export async function listJobs(
  db: Db,
  { status, ...filters }: Filters,
  which: Which,
  after: After | undefined,
  limit: number,
): Promise<ProvisionJobsRow[]> {
  const wanted =
    status && [...new Set(status)].filter((one) => which === 'all' || (which === 'failed') === (one === 'failed'));
  // One by one: an index has the jobs of one status in their order, and those of several in none.
  const [first, ...rest] = (wanted ?? [undefined]).map((one) =>
    jobsQuery(db, { ...filters, status: one }, which, after, limit),
  );
  if (!first) return [];
  const found = (await db.batch([first, ...rest])).flat();
  return found.toSorted(newestFirst).slice(0, limit);
}

const newestFirst = (a: After, b: After): number => b.created_at - a.created_at || (a.job_id < b.job_id ? 1 : -1);

/** The jobs of one status, or of all. */
export function jobsQuery(
  db: Db,
  filters: Omit<Filters, 'status'> & { readonly status?: JobStatus | undefined },
  which: Which,
  after: After | undefined,
  limit: number,
) {
  const { status, kind, region, tenant_id, stack, created_after, created_before } = filters;
  const wanted: (SQL | undefined)[] = [
    status && eq(provisionJobs.status, status),
    !status && which === 'failed' ? eq(provisionJobs.status, 'failed') : undefined,
    !status && which === 'others' ? ne(provisionJobs.status, 'failed') : undefined,
    kind && eq(provisionJobs.kind, kind),
    region && eq(provisionJobs.region, region),
    tenant_id === undefined ? undefined : eq(provisionJobs.tenant_id, tenant_id),
    stack === undefined ? undefined : eq(provisionJobs.stack, stack),
    created_after === undefined ? undefined : gte(provisionJobs.created_at, created_after),
    created_before === undefined ? undefined : lt(provisionJobs.created_at, created_before),
    after && sql`(${provisionJobs.created_at}, ${provisionJobs.job_id}) < (${after.created_at}, ${after.job_id})`,
  ];
  return db
    .select()
    .from(provisionJobs)
    .where(and(...wanted))
    .orderBy(desc(provisionJobs.created_at), desc(provisionJobs.job_id))
    .limit(limit);
}
