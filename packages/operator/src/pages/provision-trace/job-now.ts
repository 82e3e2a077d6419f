import type { JobDetail, ProvisionTraceDetail, TraceEventRow, UiStep } from '@prego/contracts';
import { failureOf, type JobFailure, withoutRemedy } from '../../timeline/job-failure.ts';
import { stageReached } from './stage-name.ts';
import { type Attempt, hasLines } from './story.ts';

/** Where a job stands, and what is next: the first thing to be read of it. Times in ms since 1970. */
export type JobNow =
  | ({ readonly kind: 'failed' } & At & JobFailure)
  | ({ readonly kind: 'cancelled'; readonly message: string | null } & At)
  | { readonly kind: 'completed'; readonly tookMs: number | null; readonly attempts: number }
  | { readonly kind: 'waits_node'; readonly node_id: string | null }
  | {
      readonly kind: 'waits_stack';
      readonly stack: string | null;
      readonly holder: string | null;
      readonly until: number | null;
    }
  | {
      readonly kind: 'queued';
      readonly due_at: number | null;
      readonly tries: number;
      readonly last_error: string | null;
    }
  | { readonly kind: 'sent'; readonly since: number | null; readonly accepted: boolean }
  | ({ readonly kind: 'running'; readonly silent: number | null } & At);

/** Where it stands: at one of the ten lines, or at a stage of a job that has none. */
interface At {
  readonly step: UiStep | null;
  readonly stage: TraceEventRow | null;
}

/** Silence (ms) after which the control plane itself asks GitHub for the run (its sweep/check-quiet-runs.ts). */
export const SILENT_MS = 180_000;

/** `detail` has the dispatch and the stack's holder; without it (it could not be read) only they are missing. */
export function jobNow(trace: ProvisionTraceDetail, detail: JobDetail | undefined, now: number): JobNow {
  const { job, attempts } = trace;
  const attempt = attempts[0];
  switch (job.status) {
    case 'failed':
      return failedNow(trace);
    case 'cancelled':
      return {
        kind: 'cancelled',
        ...atOf(trace, ({ state }) => state === 'started'),
        message: job.error_message,
      };
    case 'completed':
      return {
        kind: 'completed',
        tookMs: job.ended_at === null ? null : Math.max(0, job.ended_at - job.created_at),
        attempts: job.attempt,
      };
    case 'waiting':
      if (job.waits_for === 'stack') return waitsForStack(job.stack, detail);
      return { kind: 'waits_node', node_id: job.waits_for_node };
    case 'queued':
      return {
        kind: 'queued',
        due_at: detail?.dispatch?.due_at ?? null,
        tries: detail?.dispatch?.tries ?? 0,
        last_error: detail?.dispatch?.last_error ?? null,
      };
    case 'dispatching':
    case 'dispatched':
      return { kind: 'sent', since: attempt?.dispatched_at ?? null, accepted: job.status === 'dispatched' };
    case 'running':
      return {
        kind: 'running',
        ...atOf(trace, ({ stage }) => stage === trace.current_stage),
        silent: silentFor(attempt, now),
      };
  }
}

/** What the ten lines say of a job that has none is no more than how it ended. */
const linesOf = ({ job, attempts: [attempt] }: ProvisionTraceDetail): readonly UiStep[] =>
  attempt && hasLines(job, attempt) ? attempt.steps : [];

const stageOf = ({ job, attempts: [attempt], trace_events }: ProvisionTraceDetail): TraceEventRow | null =>
  attempt && !hasLines(job, attempt) ? stageReached(trace_events, job.attempt) : null;

const atOf = (trace: ProvisionTraceDetail, isThere: (step: UiStep) => boolean): At => ({
  step: linesOf(trace).find(isThere) ?? null,
  stage: stageOf(trace),
});

function failedNow(trace: ProvisionTraceDetail): JobNow {
  const failure = failureOf(trace.job, { steps: linesOf(trace) });
  const stage = stageOf(trace);
  const told = stage?.status === 'failed' ? stage.data.remedy : undefined;
  const remedy = failure.remedy ?? (typeof told === 'string' && told !== '' ? told : null);
  return {
    ...{ kind: 'failed', ...failure, stage, remedy },
    message: failure.message && withoutRemedy(failure.message, remedy),
  };
}

function waitsForStack(stack: string | null, detail: JobDetail | undefined): JobNow {
  const lease = detail?.stack_lease;
  return { kind: 'waits_stack', stack, holder: lease?.job_id ?? null, until: lease?.expires_at ?? null };
}

/** How long (ms) the run has been silent, where that is longer than it should be. */
function silentFor(attempt: Attempt | undefined, now: number): number | null {
  const heard = attempt?.heard_at ?? attempt?.claimed_at ?? null;
  return heard !== null && now - heard >= SILENT_MS ? now - heard : null;
}
