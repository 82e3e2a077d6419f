import { type ProvisionTraceDetail, type TraceEventRow, TraceJob } from '@prego/contracts';
import { ApiError } from '../api-error.ts';
import type { Deps } from '../deps.ts';
import type { Db } from '../store/db.ts';
import { attemptsOf, eventsByArrival, eventsByTime, jobById, jobByTrace } from '../store/read-story.ts';
import type { ProvisionJobsRow } from '../store/tables/jobs.ts';
import type { TraceEventsRow } from '../store/tables/story.ts';
import { attemptFacts } from '../story/attempt-facts.ts';
import { currentStep, uiStepsOf } from '../story/ui-steps.ts';

type Attempt = ProvisionTraceDetail['attempts'][number];
type AttemptRow = Omit<Attempt, 'steps'>;

/** The rows of a trace in the order in which they arrived. Throws `not_found` for a trace of no job. */
export async function readTrace({ db }: Deps, traceId: string) {
  const job = await jobByTrace(db, traceId);
  if (!job) throw new ApiError('not_found', `No job has the trace ${traceId}.`);
  const rows = await eventsByArrival(db, traceId);
  return { trace_id: traceId, job_id: job.job_id, trace_events: rows.map(shown) };
}

/** All that is known of how a job went. Throws `job_not_found`, and `invalid_request` where the two ids disagree. */
export async function readTraceDetail(
  { db }: Deps,
  ids: { job_id?: string | undefined; trace_id?: string | undefined },
): Promise<ProvisionTraceDetail> {
  const job = await namedJob(db, ids);
  const [rows, events] = await db.batch([attemptsOf(db, job.job_id), eventsByTime(db, job.job_id)]);
  const trace_events = events.map(shown);
  const attempts = allAttempts(job, rows, trace_events).map((row) => ({
    ...row,
    steps: uiStepsOf(trace_events, attemptFacts(job, row.attempt, row)),
  }));
  const current = currentStep(attempts[0]?.steps ?? [], job.status);
  return {
    job: TraceJob.parse(job),
    provision_ui_current_label: current?.label ?? null,
    current_stage: current?.stage ?? null,
    attempts,
    trace_events,
  };
}

async function namedJob(db: Db, { job_id, trace_id }: { job_id?: string | undefined; trace_id?: string | undefined }) {
  const job = job_id !== undefined ? await jobById(db, job_id) : await jobByTrace(db, trace_id ?? '');
  if (!job) throw new ApiError('job_not_found', `There is no job ${job_id ?? `with the trace ${trace_id}`}.`);
  if (trace_id !== undefined && job.trace_id !== trace_id) {
    throw new ApiError('invalid_request', `${trace_id} is not the trace of ${job.job_id}: that is ${job.trace_id}.`);
  }
  return job;
}

/** Every attempt that has a row or events, and the job's present one; newest first. */
function allAttempts(job: ProvisionJobsRow, rows: readonly AttemptRow[], events: readonly TraceEventRow[]) {
  const known = new Map(rows.map((row) => [row.attempt, row]));
  const numbers = new Set([job.attempt, ...known.keys(), ...events.map(({ attempt }) => attempt)]);
  return [...numbers].sort((a, b) => b - a).map((attempt) => known.get(attempt) ?? withoutRow(attempt));
}

const withoutRow = (attempt: number): AttemptRow => ({
  attempt,
  status: null,
  run_id: null,
  run_url: null,
  created_at: null,
  dispatched_at: null,
  claimed_at: null,
  heard_at: null,
  ended_at: null,
  failed_stage: null,
  error_code: null,
  error_message: null,
});

const shown = (row: TraceEventsRow): TraceEventRow => ({ ...row, data: JSON.parse(row.data) });
