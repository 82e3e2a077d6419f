import type { ProvisionTraceDetail, TraceEventRow, UiStep, UiStepState } from '@prego/contracts';
import { stepOf } from '../../timeline/row-text.ts';
import { isActiveJob } from '../../ui/active-job.ts';

export type Attempt = ProvisionTraceDetail['attempts'][number];
export type TraceJob = ProvisionTraceDetail['job'];

/**
 * Whether nothing more will come of the attempt: it has ended, or a later one has begun. `newest` is the number of the job's
 * present attempt and `status` the job's, which tells where the attempt has no row yet.
 */
export function isOver(
  attempt: Pick<Attempt, 'attempt' | 'status'>,
  job: Pick<TraceJob, 'attempt' | 'status'>,
): boolean {
  return attempt.attempt < job.attempt || !isActiveJob(attempt.status ?? job.status);
}

/** The attempt that is asked for; the newest where it is not there. Undefined only where there is none at all. */
export const chosenAttempt = (attempts: readonly Attempt[], wanted: number | undefined): Attempt | undefined =>
  attempts.find(({ attempt }) => attempt === wanted) ?? attempts[0];

/** A step's state as people are told it: in an attempt that is over nothing is under way, and nothing is still to come. */
export type ShownState = UiStepState | 'stopped' | 'not_reached';

export function shownState({ state }: Pick<UiStep, 'state'>, over: boolean): ShownState {
  if (over && state === 'started') return 'stopped';
  return over && state === 'pending' ? 'not_reached' : state;
}

/** How long the step has taken, or has been under way by `now` (ms); null where that is not known. */
export function stepTook(step: UiStep, over: boolean, now: number): number | null {
  if (step.duration_ms !== null) return step.duration_ms;
  if (over || step.state !== 'started' || step.started_at === null) return null;
  // Two clocks: the browser's may be behind.
  return Math.max(0, now - step.started_at);
}

/** How long the attempt has taken, or takes by `now` (ms), from `beganAt`; null where it has not begun. */
export function attemptTook(attempt: Attempt, job: TraceJob, now: number): number | null {
  const from = beganAt(attempt, job);
  if (from === null) return null;
  const to = attempt.ended_at ?? (isOver(attempt, job) ? null : now);
  return to === null ? null : Math.max(0, to - from);
}

/** When the wait for the attempt began: the first with its job, others with their own row. */
export function beganAt(attempt: Pick<Attempt, 'attempt' | 'created_at'>, job: TraceJob): number | null {
  if (attempt.attempt === 1) return job.created_at;
  // A retry that waits has no row yet: the job was last moved when it began to wait.
  return attempt.created_at ?? (attempt.attempt === job.attempt ? job.updated_at : null);
}

/** Whether the stage is one of the ten that a customer reads. */
export const isUiStage = (stage: string): boolean => stepOf(stage) !== undefined;

/** Whether the ten lines say anything of the attempt: a return has stages of its own, and its end alone settles the ten. */
export const hasLines = (job: Pick<TraceJob, 'kind'>, { steps }: Pick<Attempt, 'steps'>): boolean =>
  job.kind === 'provision' || steps.some(({ known_by }) => known_by === 'report');

/** Who tells a stage (design: the ten UI steps). The others are the run's. */
const BY_CONTROL_PLANE = /^(prego_ui_step_(01|02|03|10)|dispatch|node\.ready(\..+)?)$/;

export type Teller = 'control_plane' | 'action';
export const tellerOf = (stage: string): Teller => (BY_CONTROL_PLANE.test(stage) ? 'control_plane' : 'action');

/** The events of one attempt. */
export const eventsOf = (events: readonly TraceEventRow[], attempt: number): TraceEventRow[] =>
  events.filter((event) => event.attempt === attempt);
