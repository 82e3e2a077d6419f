import type { JobSummary } from '@prego/contracts';
import { MILESTONES } from './milestones.ts';
import {
  compareRows,
  type KnownAttempt,
  type StorySources,
  type TimelineKind,
  type TimelineRow,
} from './timeline-row.ts';

/**
 * One story of all sources, oldest first: every row of every source once, in an order that does not depend on the order in
 * which they were read. Rows that name no attempt belong to the one that was under way at their time.
 */
export function mergeTimeline(sources: StorySources): TimelineRow[] {
  const attemptAt = attemptsByTime(sources.attempts);
  const jobOfTrace = new Map(sources.jobs.map(({ trace_id, job_id }) => [trace_id as string, job_id as string]));
  const rows: TimelineRow[] = [
    ...sources.attempts.flatMap(attemptRows),
    ...sources.jobs.flatMap(jobRows),
    ...sources.trace.map((of): TimelineRow => {
      const { event_id, at, job_id, attempt } = of;
      return { kind: 'trace', of, key: `trace ${event_id}`, at, seq: event_id, job_id, attempt };
    }),
    ...sources.funnel.map((of): TimelineRow => {
      const { trace_id, name, at } = of;
      const job_id = jobOfTrace.get(trace_id) ?? null;
      const seq = MILESTONES.indexOf(name);
      return { kind: 'funnel', of, key: `funnel ${trace_id} ${name}`, at, seq, job_id, attempt: attemptAt(job_id, at) };
    }),
    ...sources.decisions.map((of): TimelineRow => {
      const { decision_id, created_at: at, job_id } = of;
      return {
        kind: 'decision',
        of,
        key: `decision ${decision_id}`,
        at,
        seq: 0,
        job_id,
        attempt: attemptAt(job_id, at),
      };
    }),
    ...sources.audit.map((of): TimelineRow => {
      const { audit_id, at, job_id, data } = of;
      const attempt = typeof data.attempt === 'number' ? data.attempt : attemptAt(job_id, at);
      return { kind: 'audit', of, key: `audit ${audit_id}`, at, seq: audit_id, job_id, attempt };
    }),
  ];
  return [...new Map(rows.reverse().map((row) => [row.key, row])).values()].sort(compareRows);
}

/** The rows of these kinds, in the order wanted. */
export function chosenRows(
  rows: readonly TimelineRow[],
  kinds: readonly TimelineKind[],
  order: 'newest' | 'oldest',
): TimelineRow[] {
  const chosen = rows.filter(({ kind }) => kinds.includes(kind));
  return order === 'newest' ? chosen.reverse() : chosen;
}

const SEQ = { created: 0, dispatched: 1, claimed: 2, ended: 3 } as const;

/** The job's own columns tell how its present attempt ended even where its attempts could not be read. */
function jobRows({ job_id, kind, created_by, created_at, ...job }: JobSummary): TimelineRow[] {
  const created: TimelineRow = {
    ...{ kind: 'job', of: { moment: 'created', job: kind, by: created_by } },
    ...{ key: `job ${job_id} created`, at: created_at, seq: SEQ.created, job_id, attempt: 1 },
  };
  return job.ended_at === null ? [created] : [created, endedRow(job_id, job, job.ended_at)];
}

function attemptRows({ job_id, attempt, run_url, dispatched_at, claimed_at, ended_at, ...rest }: KnownAttempt) {
  const rows: TimelineRow[] = [];
  const times = { dispatched: dispatched_at, claimed: claimed_at };
  for (const moment of ['dispatched', 'claimed'] as const) {
    const at = times[moment];
    if (at === null) continue;
    const key = `job ${job_id} ${attempt} ${moment}`;
    rows.push({ kind: 'job', of: { moment, run_url }, key, at, seq: SEQ[moment], job_id, attempt });
  }
  const { status } = rest;
  if (ended_at !== null && status !== null) rows.push(endedRow(job_id, { ...rest, attempt, status }, ended_at));
  return rows;
}

type Ended = Pick<JobSummary, 'attempt' | 'status' | 'error_code' | 'error_message'>;

function endedRow(job_id: string, { attempt, status, error_code, error_message }: Ended, at: number): TimelineRow {
  return {
    ...{ kind: 'job', of: { moment: 'ended', status, error_code, error_message } },
    ...{ key: `job ${job_id} ${attempt} ended`, at, seq: SEQ.ended, job_id, attempt },
  };
}

/** Tells which attempt of a job was under way at a time. The first begins with the job, whenever its row was written. */
function attemptsByTime(attempts: readonly KnownAttempt[]) {
  const starts = new Map<string, { attempt: number; at: number }[]>();
  for (const { job_id, attempt, created_at } of attempts) {
    const at = attempt === 1 ? Number.NEGATIVE_INFINITY : created_at;
    if (at === null) continue;
    const known = starts.get(job_id) ?? [];
    known.push({ attempt, at });
    starts.set(job_id, known);
  }
  return (jobId: string | null, at: number): number | null => {
    const begun = (starts.get(jobId ?? '') ?? []).filter((start) => start.at <= at);
    return begun.length > 0 ? Math.max(...begun.map(({ attempt }) => attempt)) : null;
  };
}
