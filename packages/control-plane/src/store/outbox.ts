import { and, asc, eq, isNotNull, isNull, lte, or, sql } from 'drizzle-orm';
import type { Db, Statement } from './db.ts';
import { type OutboxRow, outbox, provisionJobs } from './tables/jobs.ts';

/**
 * How long whoever works on a row has it for itself. Longer than a request to GitHub and one look-up may take
 * (adapters/github-runner.ts), so that nobody looks for a run whose request is still under way.
 */
export const OUTBOX_LEASE_MS = 60_000;

const is = (jobId: string, attempt: number) => and(eq(outbox.job_id, jobId), eq(outbox.attempt, attempt));
const free = (now: number) => or(isNull(outbox.lease_until), lte(outbox.lease_until, now));

/** Takes a row that is due and that nobody works on; undefined where there is none. */
export async function takeOutboxRow(
  db: Db,
  { job_id, attempt }: { job_id: string; attempt: number },
  lease: string,
  now: number,
): Promise<OutboxRow | undefined> {
  const [row] = await db
    .update(outbox)
    .set({ lease, lease_until: now + OUTBOX_LEASE_MS })
    .where(and(is(job_id, attempt), eq(outbox.dead, 0), lte(outbox.due_at, now), free(now)))
    .returning();
  return row;
}

/** Lets go of a row, with what was learned. Nothing happens where its time was over and another has it by now. */
export const letGoStatement = (
  db: Db,
  row: Pick<OutboxRow, 'job_id' | 'attempt' | 'lease'>,
  set: Partial<Pick<OutboxRow, 'due_at' | 'last_error' | 'sent_at' | 'dead'>> = {},
): Statement =>
  db
    .update(outbox)
    .set({ ...set, lease: null, lease_until: null })
    .where(and(is(row.job_id, row.attempt), eq(outbox.lease, row.lease ?? '')));

/** Puts down that the request is about to go out: from here on what became of it is unknown until it is looked up. */
export const sentStatement = (db: Db, row: OutboxRow, now: number, lookUpAt: number): Statement =>
  db
    .update(outbox)
    .set({ sent_at: now, tries: row.tries + 1, due_at: lookUpAt, last_error: null })
    .where(is(row.job_id, row.attempt));

export const removeFromOutboxStatement = (db: Db, jobId: string, attempt: number): Statement =>
  db.delete(outbox).where(is(jobId, attempt));

/** Whatever the job has on the list; `keepDead` leaves for people to see what was given up. */
export const clearOutboxStatement = (db: Db, jobId: string, keepDead = false): Statement =>
  db.delete(outbox).where(and(eq(outbox.job_id, jobId), keepDead ? eq(outbox.dead, 0) : undefined));

export async function outboxRow(db: Db, jobId: string, attempt: number): Promise<OutboxRow | undefined> {
  const [row] = await db.select().from(outbox).where(is(jobId, attempt));
  return row;
}

/** What is due and nobody works on, the longest first; `sent` are those of which only the outcome is to be found out. */
export const dueRows = (db: Db, now: number, limit: number, which: 'all' | 'sent' = 'all') =>
  db
    .select({ job_id: outbox.job_id, attempt: outbox.attempt })
    .from(outbox)
    .where(
      and(
        sql`${outbox.dead} = 0`,
        lte(outbox.due_at, now),
        free(now),
        which === 'sent' ? isNotNull(outbox.sent_at) : undefined,
      ),
    )
    .orderBy(asc(outbox.due_at))
    .limit(limit);

/** Queued jobs, and those whose request went out, that are on no list: nobody would ever send or look for them. */
export const unlistedJobs = (db: Db, limit: number) =>
  db
    .select({ job_id: provisionJobs.job_id, attempt: provisionJobs.attempt })
    .from(provisionJobs)
    .leftJoin(outbox, and(eq(outbox.job_id, provisionJobs.job_id), eq(outbox.attempt, provisionJobs.attempt)))
    .where(and(sql`${provisionJobs.status} IN ('queued', 'dispatching')`, isNull(outbox.job_id)))
    .limit(limit);

/** The oldest job of the stack that is to be sent before this one: one that waits for the stack, or one that is due. */
export async function olderInLine(
  db: Db,
  job: { job_id: string; created_at: number; stack: string },
  now: number,
): Promise<{ job_id: string; attempt: number } | undefined> {
  const [row] = await db
    .select({ job_id: provisionJobs.job_id, attempt: provisionJobs.attempt })
    .from(provisionJobs)
    .leftJoin(outbox, and(eq(outbox.job_id, provisionJobs.job_id), eq(outbox.attempt, provisionJobs.attempt)))
    .where(
      and(
        eq(provisionJobs.stack, job.stack),
        sql`${provisionJobs.status} IN ('queued', 'waiting')`,
        sql`(${provisionJobs.created_at}, ${provisionJobs.job_id}) < (${job.created_at}, ${job.job_id})`,
        or(
          and(eq(provisionJobs.status, 'waiting'), eq(provisionJobs.waits_for, 'stack')),
          and(eq(provisionJobs.status, 'queued'), eq(outbox.dead, 0), lte(outbox.due_at, now)),
        ),
      ),
    )
    .orderBy(asc(provisionJobs.created_at), asc(provisionJobs.job_id))
    .limit(1);
  return row;
}
