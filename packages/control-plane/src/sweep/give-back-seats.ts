import { and, asc, eq, inArray, lte, sql } from 'drizzle-orm';
import type { Deps } from '../deps.ts';
import { provisionJobs } from '../store/tables/jobs.ts';
import { seats } from '../store/tables/nodes.ts';
import { moveJob } from '../use-cases/move-job.ts';

const AT_ONCE = 50;

/** Seats of failed and cancelled jobs that nobody has retried in time. */
export async function giveBackSeats({ db, now }: Deps): Promise<number> {
  const lapsed = await db
    .select()
    .from(provisionJobs)
    .where(
      and(
        sql`${provisionJobs.seat_until} IS NOT NULL`,
        lte(provisionJobs.seat_until, now),
        inArray(provisionJobs.status, ['failed', 'cancelled']),
      ),
    )
    .orderBy(asc(provisionJobs.seat_until))
    .limit(AT_ONCE);
  for (const job of lapsed) {
    const own = and(eq(seats.tenant_id, job.tenant_id ?? ''), eq(seats.job_id, job.job_id));
    // A retry that comes at the same moment has the seat, or finds none: the move settles which.
    await moveJob(
      db,
      job,
      { to: job.status, at: now, actor: 'system sweep', action: 'job.seat_lapsed', set: { seat_until: null } },
      [db.delete(seats).where(and(own, eq(seats.kind, 'reservation')))],
    );
  }
  return lapsed.length;
}
