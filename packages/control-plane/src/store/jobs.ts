import { ACTIVE_JOB_STATUSES } from '@prego/contracts';
import { and, asc, count, eq, gt, inArray, lte, sql } from 'drizzle-orm';
import { ApiError } from '../api-error.ts';
import type { Db } from './db.ts';
import { type JobAttemptsRow, jobAttempts, type ProvisionJobsRow, provisionJobs } from './tables/jobs.ts';

/** Undefined for one that is not known. */
export async function findJob(db: Db, jobId: string): Promise<ProvisionJobsRow | undefined> {
  const [job] = await db.select().from(provisionJobs).where(eq(provisionJobs.job_id, jobId));
  return job;
}

/** Throws `job_not_found`. */
export async function jobOf(db: Db, jobId: string): Promise<ProvisionJobsRow> {
  const job = await findJob(db, jobId);
  if (!job) throw new ApiError('job_not_found', `There is no job ${jobId}.`);
  return job;
}

/** One attempt; undefined before anything has happened to it. */
export async function findAttempt(db: Db, jobId: string, attempt: number): Promise<JobAttemptsRow | undefined> {
  const [row] = await db
    .select()
    .from(jobAttempts)
    .where(and(eq(jobAttempts.job_id, jobId), eq(jobAttempts.attempt, attempt)));
  return row;
}

/** Ended jobs whose seat was kept until `now`, the longest ago first. */
export const lapsedSeats = (db: Db, now: number, limit: number) =>
  db
    .select()
    .from(provisionJobs)
    .where(
      and(
        lte(provisionJobs.seat_until, now),
        // The plus keeps the index over statuses out of it, in which all that ever failed stand.
        sql`+${provisionJobs.status} IN ('failed', 'cancelled')`,
      ),
    )
    .orderBy(asc(provisionJobs.seat_until))
    .limit(limit);

const DAY_MS = 24 * 3_600_000;

/** How many jobs are under way, which an index counts without the others. */
export const countActiveJobs = (db: Db) =>
  db
    .select({ jobs: count() })
    .from(provisionJobs)
    .where(inArray(provisionJobs.status, [...ACTIVE_JOB_STATUSES]));

/** How many jobs have failed in the 24 hours before `now` and stand so. */
export const countFailedJobs = (db: Db, now: number) =>
  db
    .select({ jobs: count() })
    .from(provisionJobs)
    // Written out, as the index is over these rows only.
    .where(and(sql`${provisionJobs.status} = 'failed'`, gt(provisionJobs.ended_at, now - DAY_MS)));
