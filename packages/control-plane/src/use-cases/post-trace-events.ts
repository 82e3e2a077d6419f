import { TRACE_EVENTS_PER_ATTEMPT, type TraceEventInput, type TraceEventsAnswer } from '@prego/contracts';
import { type Caller, requireOwnJob } from '../caller.ts';
import type { Deps } from '../deps.ts';
import { secretsOfJob } from '../library/secrets-of-job.ts';
import { commit } from '../store/db.ts';
import { eventCounts, jobsOfEvents } from '../store/read-story.ts';
import { heardStatement, storyStatements } from '../store/write-story.ts';
import { maskValues } from '../story/mask-values.ts';

type Refusal = TraceEventsAnswer['refused'][number];
type Job = Awaited<ReturnType<typeof jobsOfEvents>>[number];

/**
 * Writes what is new of a batch, in one transaction, and says by index what was refused: an emitter posts on a best
 * effort, so one event of a job that is gone must not lose the others. An attempt that posts for another one is refused
 * altogether (`forbidden`): that is no slip.
 */
export async function postTraceEvents(
  deps: Deps,
  caller: Caller,
  events: readonly TraceEventInput[],
): Promise<TraceEventsAnswer> {
  for (const { job_id, attempt } of events) requireOwnJob(caller, job_id, attempt);
  const { jobs, room } = await knownOf(deps, events);
  const refused: Refusal[] = [];
  const taken: { event: TraceEventInput; job: Job }[] = [];
  for (const [index, event] of events.entries()) {
    const job = jobs.get(event.job_id);
    const refusal = refusalOf(event, job, room);
    if (refusal) refused.push({ index, ...refusal });
    else if (job) taken.push({ event, job });
  }
  const accepted = await write(deps, taken);
  if (refused.length > 0) deps.log.warn('trace events refused', { job_id: events[0]?.job_id, refused });
  return { accepted, repeated: taken.length - accepted, refused };
}

const attemptKey = (jobId: string, attempt: number) => `${jobId}/${attempt}`;

async function knownOf({ db }: Deps, events: readonly TraceEventInput[]) {
  const ids = [...new Set(events.map(({ job_id }) => job_id))];
  const [jobs, counts] = await db.batch([jobsOfEvents(db, ids), eventCounts(db, ids)]);
  const room = new Map<string, number>();
  for (const { job_id, attempt, events: kept } of counts) {
    room.set(attemptKey(job_id, attempt), TRACE_EVENTS_PER_ATTEMPT - kept);
  }
  return { jobs: new Map(jobs.map((job) => [job.job_id, job])), room };
}

function refusalOf(event: TraceEventInput, job: Job | undefined, room: Map<string, number>) {
  const { job_id, attempt, trace_id } = event;
  if (!job) return { code: 'job_not_found', message: `There is no job ${job_id}.` } as const;
  if (attempt > job.attempt) {
    return { code: 'not_found', message: `${job_id} has no attempt ${attempt}, only ${job.attempt}.` } as const;
  }
  if (trace_id !== undefined && trace_id !== job.trace_id) {
    return { code: 'conflict', message: `${trace_id} is not the trace of ${job_id}.` } as const;
  }
  const left = room.get(attemptKey(job_id, attempt)) ?? TRACE_EVENTS_PER_ATTEMPT;
  room.set(attemptKey(job_id, attempt), left - 1);
  if (left > 0) return undefined;
  const message = `${TRACE_EVENTS_PER_ATTEMPT} events are kept of an attempt, and it has them.`;
  return { code: 'payload_too_large', message } as const;
}

/** The passwords that were drawn for what these jobs make: those of one are no business of another's either. */
async function drawnSecrets(deps: Deps, taken: readonly { job: Job }[]): Promise<string[]> {
  const ofLibrary = taken.filter(({ job }) => job.provisioning_id !== null).map(({ job }) => job.job_id);
  const secrets = await Promise.all([...new Set(ofLibrary)].map((id) => secretsOfJob(deps, id)));
  return secrets.flat();
}

/** How many of them were new. */
async function write(deps: Deps, taken: readonly { event: TraceEventInput; job: Job }[]): Promise<number> {
  const { db, now } = deps;
  const secrets = await drawnSecrets(deps, taken);
  const stories = taken.map(({ event, job }) => {
    const data = maskValues(event.data, secrets);
    return storyStatements(db, job, { ...event, trace_id: job.trace_id, recorded_at: now, data });
  });
  const attempts = new Map(taken.map(({ event }) => [attemptKey(event.job_id, event.attempt), event]));
  const heard = [...attempts.values()].map(({ job_id, attempt }) => heardStatement(db, job_id, attempt, now));
  const results = (await commit(db, [...stories.flat(), ...heard])) as unknown[][];
  let accepted = 0;
  let at = 0;
  for (const story of stories) {
    if (results[at]?.length) accepted++;
    at += story.length;
  }
  return accepted;
}
