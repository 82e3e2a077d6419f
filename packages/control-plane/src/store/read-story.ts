import { ESTIMATE_RUNS, type Region, UI_STEPS } from '@prego/contracts';
import { and, asc, count, desc, eq, inArray, isNull, lt, type SQL, sql } from 'drizzle-orm';
import type { Db } from './db.ts';
import { jobAttempts, type ProvisionJobsRow, provisionJobs } from './tables/jobs.ts';
import { traceEvents } from './tables/story.ts';

export const jobById = (db: Db, jobId: string) => oneJob(db, eq(provisionJobs.job_id, jobId));

export const jobByTrace = (db: Db, traceId: string) => oneJob(db, eq(provisionJobs.trace_id, traceId));

async function oneJob(db: Db, which: SQL): Promise<ProvisionJobsRow | undefined> {
  const [job] = await db.select().from(provisionJobs).where(which);
  return job;
}

/** The job that brings, or has brought, the tenant in. Among those of one millisecond the later id counts. */
export const newestProvisionJob = (db: Db, tenantId: string) =>
  db
    .select()
    .from(provisionJobs)
    .where(and(eq(provisionJobs.tenant_id, tenantId), eq(provisionJobs.kind, 'provision')))
    .orderBy(desc(provisionJobs.created_at), desc(provisionJobs.job_id))
    .limit(1);

/** Sign-ups of a region that ended well at the first attempt and before then, the newest that are needed for an estimate. */
export const pastRuns = (
  db: Db,
  { infra_mode, dedicated }: Pick<ProvisionJobsRow, 'infra_mode' | 'dedicated'>,
  region: Region,
  before: number,
) =>
  db
    .select({
      region: provisionJobs.region,
      created_at: provisionJobs.created_at,
      ended_at: sql<number>`${provisionJobs.ended_at}`,
    })
    .from(provisionJobs)
    .where(
      and(
        // Written out, as the index is over these rows only.
        sql`${provisionJobs.kind} = 'provision' AND ${provisionJobs.status} = 'completed' AND ${provisionJobs.attempt} = 1`,
        eq(provisionJobs.infra_mode, infra_mode),
        dedicated === null ? isNull(provisionJobs.dedicated) : eq(provisionJobs.dedicated, dedicated),
        eq(provisionJobs.region, region),
        lt(provisionJobs.ended_at, before),
      ),
    )
    .orderBy(desc(provisionJobs.ended_at))
    .limit(ESTIMATE_RUNS.most);

/** Everything of the job's attempts but their tokens. */
export const attemptsOf = (db: Db, jobId: string) =>
  db
    .select({
      attempt: jobAttempts.attempt,
      status: jobAttempts.status,
      run_id: jobAttempts.run_id,
      run_url: jobAttempts.run_url,
      created_at: jobAttempts.created_at,
      dispatched_at: jobAttempts.dispatched_at,
      claimed_at: jobAttempts.claimed_at,
      heard_at: jobAttempts.heard_at,
      ended_at: jobAttempts.ended_at,
      failed_stage: jobAttempts.failed_stage,
      error_code: jobAttempts.error_code,
      error_message: jobAttempts.error_message,
    })
    .from(jobAttempts)
    .where(eq(jobAttempts.job_id, jobId))
    .orderBy(desc(jobAttempts.attempt));

/** As people read them: attempt by attempt, in the order in which they happened. */
export const eventsByTime = (db: Db, jobId: string) =>
  db
    .select()
    .from(traceEvents)
    .where(eq(traceEvents.job_id, jobId))
    .orderBy(asc(traceEvents.attempt), asc(traceEvents.at), asc(traceEvents.event_id));

export const eventsByArrival = (db: Db, traceId: string) =>
  db.select().from(traceEvents).where(eq(traceEvents.trace_id, traceId)).orderBy(asc(traceEvents.event_id));

/** Only what the ten lines rest on, of some attempts: the index leads to those rows alone. */
export const uiEventsOf = (db: Db, jobId: string, attempts: readonly number[]) =>
  db
    .select()
    .from(traceEvents)
    .where(
      and(
        eq(traceEvents.job_id, jobId),
        inArray(traceEvents.attempt, [...attempts]),
        sql`${traceEvents.stage} BETWEEN ${UI_STEPS[0].stage} AND ${UI_STEPS[9].stage}`,
      ),
    );

/** What a post of events must know of the jobs that it names. */
export const jobsOfEvents = (db: Db, jobIds: readonly string[]) =>
  db
    .select({
      job_id: provisionJobs.job_id,
      kind: provisionJobs.kind,
      tenant_id: provisionJobs.tenant_id,
      provisioning_id: provisionJobs.provisioning_id,
      trace_id: provisionJobs.trace_id,
      attempt: provisionJobs.attempt,
    })
    .from(provisionJobs)
    .where(inArray(provisionJobs.job_id, [...jobIds]));

export const eventCounts = (db: Db, jobIds: readonly string[]) =>
  db
    .select({ job_id: traceEvents.job_id, attempt: traceEvents.attempt, events: count() })
    .from(traceEvents)
    .where(inArray(traceEvents.job_id, [...jobIds]))
    .groupBy(traceEvents.job_id, traceEvents.attempt);
