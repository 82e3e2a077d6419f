import type { Deps } from '../deps.ts';
import { commit } from '../store/db.ts';
import { readDispatchSetting } from '../store/dispatch-setting.ts';
import { dueRows, unlistedJobs } from '../store/outbox.ts';
import { outboxStatement } from '../store/write-outbox.ts';
import { nudge } from '../use-cases/nudge.ts';

/** GitHub lets one client start about 80 things a minute (docs.github.com/en/rest, secondary rate limits). */
const AT_ONCE = 60;

/** Attempts that are due and that no message of the queue has brought here: lost nudges, requests whose sender died. */
export async function nudgeUndispatched(deps: Deps): Promise<number> {
  const { db, now } = deps;
  const unlisted = await unlistedJobs(db, AT_ONCE);
  await commit(
    db,
    unlisted.map((of) => outboxStatement(db, { ...of, due_at: now })),
  );
  const { paused, limited_until } = await readDispatchSetting(db, now);
  const due = await dueRows(db, now, AT_ONCE, paused || limited_until !== null ? 'sent' : 'all');
  for (const row of due) await nudge(deps, row);
  return due.length;
}
