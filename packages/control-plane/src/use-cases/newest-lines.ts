import type { UiStep } from '@prego/contracts';
import type { Db } from '../store/db.ts';
import { attemptsOf, uiEventsOf } from '../store/read-story.ts';
import type { ProvisionJobsRow } from '../store/tables/jobs.ts';
import { attemptFacts } from '../story/attempt-facts.ts';
import { uiStepsOf } from '../story/ui-steps.ts';

/** The attempt in which every job is decided and reserved: later ones rest on it. */
const FIRST_ATTEMPT = 1;

/** The ten lines of a job's newest attempt, from no more rows than they need: a Launch page asks every 3 seconds. */
export async function newestLines(db: Db, job: ProvisionJobsRow): Promise<UiStep[]> {
  const { job_id, attempt } = job;
  const numbers = attempt === FIRST_ATTEMPT ? [attempt] : [FIRST_ATTEMPT, attempt];
  const [rows, events] = await db.batch([attemptsOf(db, job_id), uiEventsOf(db, job_id, numbers)]);
  const row = rows.find((each) => each.attempt === attempt);
  return uiStepsOf(
    events.map((event) => ({ ...event, data: JSON.parse(event.data) })),
    attemptFacts(job, attempt, row),
  );
}
