import { and, asc, eq, isNotNull, notExists, or, sql } from 'drizzle-orm';
import type { Db, Statement } from './db.ts';
import { type ProvisionJobsRow, provisionJobs, type StackLeasesRow, stackLeases } from './tables/jobs.ts';

/**
 * How long a stack is held without a sign of life. Runs report every minute; a stack step that can't reach us for this
 * long has to stop (it is told when its lease ends), and three times the longest pause that a run was seen to make between
 * two reports is still far from it. The end of a lease gives the stack to nobody by itself: see the sweep.
 */
export const LEASE_MS = 10 * 60_000;

export async function leaseOf(db: Db, stack: string): Promise<StackLeasesRow | undefined> {
  const [row] = await db.select().from(stackLeases).where(eq(stackLeases.stack, stack));
  return row;
}

/**
 * Takes the stack for an attempt, with a fence above every one before. Where another holds it, the whole batch fails with
 * the constraint `stack_held`.
 */
export function takeLeaseStatement(
  db: Db,
  stack: string,
  { job_id, attempt }: { job_id: string; attempt: number },
  now: number,
): Statement {
  const holder = { job_id, attempt, acquired_at: now, expires_at: now + LEASE_MS };
  return db
    .insert(stackLeases)
    .values({ stack, fence: 1, ...holder })
    .onConflictDoUpdate({ target: stackLeases.stack, set: { ...holder, fence: sql`${stackLeases.fence} + 1` } });
}

/** Moves the end of whatever an attempt holds. */
export const renewLeaseStatement = (db: Db, jobId: string, attempt: number, now: number): Statement =>
  db
    .update(stackLeases)
    .set({ expires_at: now + LEASE_MS })
    .where(heldBy(jobId, attempt));

/** Gives back whatever an attempt holds. */
export const releaseLeaseStatement = (db: Db, jobId: string, attempt: number): Statement =>
  db
    .update(stackLeases)
    .set({ job_id: null, attempt: null, acquired_at: null, expires_at: null })
    .where(heldBy(jobId, attempt));

const heldBy = (jobId: string, attempt: number) => and(eq(stackLeases.job_id, jobId), eq(stackLeases.attempt, attempt));

const isOfStack = (stack: string) =>
  // Said twice, so that the index over these two statuses is used.
  and(eq(provisionJobs.stack, stack), sql`${provisionJobs.status} IN ('queued', 'waiting')`);

/** The job that waits longest for a stack. */
export async function firstInLine(db: Db, stack: string): Promise<ProvisionJobsRow | undefined> {
  const [job] = await db
    .select()
    .from(provisionJobs)
    .where(and(isOfStack(stack), eq(provisionJobs.status, 'waiting'), eq(provisionJobs.waits_for, 'stack')))
    .orderBy(asc(provisionJobs.created_at), asc(provisionJobs.job_id))
    .limit(1);
  return job;
}

/** Leases whose holder is over: the job has ended, gone on to another attempt, or was given back to the queue. */
export const orphanedLeases = (db: Db, limit: number) =>
  db
    .select()
    .from(stackLeases)
    .where(
      and(
        isNotNull(stackLeases.job_id),
        notExists(
          db
            .select({ one: sql`1` })
            .from(provisionJobs)
            .where(
              and(
                eq(provisionJobs.job_id, stackLeases.job_id),
                eq(provisionJobs.attempt, stackLeases.attempt),
                sql`${provisionJobs.status} IN ('dispatching', 'dispatched', 'running')`,
              ),
            ),
        ),
      ),
    )
    .limit(limit);

/** Stacks that jobs wait for and nobody holds. */
export const idleStacks = (db: Db, limit: number) =>
  db
    .selectDistinct({ stack: sql<string>`${provisionJobs.stack}` })
    .from(provisionJobs)
    .leftJoin(stackLeases, eq(stackLeases.stack, provisionJobs.stack))
    .where(
      and(
        eq(provisionJobs.status, 'waiting'),
        eq(provisionJobs.waits_for, 'stack'),
        isNotNull(provisionJobs.stack),
        or(sql`${stackLeases.stack} IS NULL`, sql`${stackLeases.job_id} IS NULL`),
      ),
    )
    .limit(limit);
