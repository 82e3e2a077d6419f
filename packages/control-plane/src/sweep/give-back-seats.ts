import { and, eq } from 'drizzle-orm';
import type { Deps } from '../deps.ts';
import { lapsedSeats } from '../store/jobs.ts';
import { seats } from '../store/tables/nodes.ts';
import { moveJob } from '../use-cases/move-job.ts';
import { each } from './each.ts';

const AT_ONCE = 50;

/** Seats of failed and cancelled jobs that nobody has retried in time. */
export async function giveBackSeats(deps: Deps): Promise<number> {
  const { db, now } = deps;
  return await each(deps, 'lapsed_seats', await lapsedSeats(db, now, AT_ONCE), async (job) => {
    const own = and(eq(seats.tenant_id, job.tenant_id ?? ''), eq(seats.job_id, job.job_id));
    // A retry that comes at the same moment has the seat, or finds none: the move settles which.
    await moveJob(
      db,
      job,
      { to: job.status, at: now, actor: 'system sweep', action: 'job.seat_lapsed', set: { seat_until: null } },
      [db.delete(seats).where(and(own, eq(seats.kind, 'reservation')))],
    );
  });
}
