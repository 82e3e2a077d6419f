import type { JobSummary, ProvisionTraceDetail, TraceEventRow } from '@prego/contracts';
import type { KnownAttempt } from '../../../timeline/timeline-row.ts';
import { isActiveJob } from '../../../ui/active-job.ts';

/** A run posts the rest of its story, and nodes report, a little after its job has ended. */
const SETTLES_MS = 30_000;

/** Whether the tenant's story still grows: a job is under way, or ended just before `now`. */
export const stillMoves = (jobs: readonly Pick<JobSummary, 'status' | 'ended_at'>[], now: number): boolean =>
  jobs.some(({ status, ended_at }) =>
    ended_at === null ? isActiveJob(status) : Math.abs(now - ended_at) < SETTLES_MS,
  );

/** Changes whenever a job comes, moves or ends, and not otherwise. */
export const movesOf = (jobs: readonly Pick<JobSummary, 'job_id' | 'status' | 'attempt'>[]): string =>
  jobs.map(({ job_id, status, attempt }) => `${job_id} ${attempt} ${status}`).join();

type Trace = Pick<ProvisionTraceDetail, 'job' | 'attempts'>;

/** The attempts of all these jobs, as the timeline takes them. */
export const attemptsIn = (traces: readonly Trace[]): KnownAttempt[] =>
  traces.flatMap(({ job, attempts }) => attempts.map((attempt) => ({ job_id: job.job_id, ...attempt })));

const TRIO = /^((?:sg|us|eu)-d-[a-z0-9]{8})-(?:app|db|redis)$/;

/** The three servers of a dedicated tenant by the name of one of them; none for another name. */
export function trioOf(nodeId: string | undefined): readonly string[] {
  const name = TRIO.exec(nodeId ?? '')?.[1];
  return name === undefined ? [] : ['app', 'db', 'redis'].map((role) => `${name}-${role}`);
}

/** The place that a job reserved, by its story: known also when the seat is gone. */
export function reservedNode(events: readonly Pick<TraceEventRow, 'stage' | 'status' | 'data'>[]): string | undefined {
  const reserved = events.findLast(({ stage, status }) => stage === 'prego_ui_step_02' && status === 'done');
  return typeof reserved?.data.node_id === 'string' ? reserved.data.node_id : undefined;
}
