import type { UiStep } from '@prego/contracts';
import type { Db } from '../store/db.ts';
import { attemptsOf, uiEventsOf } from '../store/read-story.ts';
import type { ProvisionJobsRow } from '../store/tables/jobs.ts';
import { attemptFacts } from '../story/attempt-facts.ts';
import { uiStepsOf } from '../story/ui-steps.ts';

/** The attempt in which every job is decided and reserved: later ones rest on it. */
const FIRST_ATTEMPT = 1;

/**
 * The ten lines of a job's newest attempt and when that was begun, from no more rows than they need: a Launch page asks
 * every 3 seconds.
 */
export async function newestLines(
  db: Db,
  job: ProvisionJobsRow,
): Promise<{ readonly lines: UiStep[]; readonly begun_at: number }> {
  const { job_id, attempt } = job;
  const numbers = attempt === FIRST_ATTEMPT ? [attempt] : [FIRST_ATTEMPT, attempt];
  const [rows, events] = await db.batch([attemptsOf(db, job_id), uiEventsOf(db, job_id, numbers)]);
  const row = rows.find((each) => each.attempt === attempt);
  const lines = uiStepsOf(
    events.map((event) => ({ ...event, data: JSON.parse(event.data) })),
    attemptFacts(job, attempt, row),
  );
  // The first attempt's row is written when something happens to it; it begins with its job.
  return { lines, begun_at: attempt === FIRST_ATTEMPT ? job.created_at : (row?.created_at ?? job.created_at) };
}
