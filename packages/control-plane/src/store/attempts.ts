import { and, asc, eq, inArray, isNull, lte, or, sql } from 'drizzle-orm';
import type { Db, Statement } from './db.ts';
import { type JobAttemptsRow, jobAttempts, type ProvisionJobsRow, provisionJobs } from './tables/jobs.ts';

type Of = { readonly job_id: string; readonly attempt: number };
const is = ({ job_id, attempt }: Of) => and(eq(jobAttempts.job_id, job_id), eq(jobAttempts.attempt, attempt));

/** Writes down the run of an attempt; one that has another keeps it. */
export const recordRunStatement = (db: Db, of: Of, run: { readonly id: number; readonly url: string }): Statement =>
  db
    .update(jobAttempts)
    .set({ run_id: run.id, run_url: run.url })
    .where(and(is(of), or(isNull(jobAttempts.run_id), eq(jobAttempts.run_id, run.id))));

/** Writes down that GitHub was asked about the run of an attempt. */
export const checkedStatement = (db: Db, of: Of, now: number): Statement =>
  db.update(jobAttempts).set({ checked_at: now }).where(is(of));

/**
 * Attempts that are with GitHub and were not heard of since `quietSince`, nor asked after: those first that were asked
 * after longest ago.
 */
export async function quietAttempts(
  db: Db,
  quietSince: number,
  limit: number,
): Promise<{ job: ProvisionJobsRow; attempt: JobAttemptsRow }[]> {
  const heard = sql`COALESCE(${jobAttempts.heard_at}, ${jobAttempts.dispatched_at}, ${jobAttempts.created_at})`;
  return await db
    .select({ job: provisionJobs, attempt: jobAttempts })
    .from(provisionJobs)
    .innerJoin(
      jobAttempts,
      and(eq(jobAttempts.job_id, provisionJobs.job_id), eq(jobAttempts.attempt, provisionJobs.attempt)),
    )
    .where(
      and(
        inArray(provisionJobs.status, ['dispatched', 'running']),
        lte(heard, quietSince),
        or(isNull(jobAttempts.checked_at), lte(jobAttempts.checked_at, quietSince)),
      ),
    )
    // Those that are new do not go before those that wait to be asked after again.
    .orderBy(asc(sql`COALESCE(${jobAttempts.checked_at}, ${heard})`), asc(jobAttempts.job_id))
    .limit(limit);
}
