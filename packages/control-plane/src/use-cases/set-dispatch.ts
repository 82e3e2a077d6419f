import type { DispatchState, SetDispatchRequest } from '@prego/contracts';
import { actorOf, type Caller } from '../caller.ts';
import type { Deps } from '../deps.ts';
import { commit } from '../store/db.ts';
import { countOutbox, readDispatchSetting, setDispatchStatement } from '../store/dispatch-setting.ts';
import { countActiveJobs, countFailedJobs } from '../store/jobs.ts';
import { dueRows } from '../store/outbox.ts';
import { auditStatement } from '../store/write-audit.ts';
import { nudge } from './nudge.ts';

/** A queue takes 100 messages at once; what is behind them the sweep nudges. */
const NUDGED_AT_ONCE = 100;

/** Whether jobs are sent now, why not, how many are to be, and how many are under way or have failed lately. */
export async function readDispatch({ db, now }: Deps): Promise<DispatchState> {
  const [setting, counts, [[active], [failed]]] = await Promise.all([
    readDispatchSetting(db, now),
    countOutbox(db),
    db.batch([countActiveJobs(db), countFailedJobs(db, now)]),
  ]);
  return { ...setting, ...counts, jobs: { active: active?.jobs ?? 0, failed_24h: failed?.jobs ?? 0 } };
}

/** Pauses or resumes dispatching. What is dispatched already goes on; what is to be looked up is looked up. */
export async function setDispatch(
  deps: Deps,
  caller: Caller,
  { paused, reason }: SetDispatchRequest,
  requestId: string,
): Promise<DispatchState> {
  const { db, now } = deps;
  const setting = { paused, reason: paused ? (reason ?? null) : null, changed_by: actorOf(caller), changed_at: now };
  const action = paused ? 'dispatch.paused' : 'dispatch.resumed';
  await commit(db, [
    setDispatchStatement(db, setting),
    auditStatement(db, { at: now, actor: caller, action, request_id: requestId, data: { reason: setting.reason } }),
  ]);
  if (!paused) for (const row of await dueRows(db, now, NUDGED_AT_ONCE)) await nudge(deps, row);
  return await readDispatch(deps);
}
