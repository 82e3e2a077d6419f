import {
  ACTIVE_JOB_STATUSES,
  JOB_ERRORS,
  type JobErrorCode,
  type JobStatus,
  type TraceStatus,
  UI_STEPS,
  type UiStep,
  type UiStepSource,
  type UiStepState,
} from '@prego/contracts';

/** What of a trace event the ten lines rest on. */
export interface StepEvent {
  readonly attempt: number;
  readonly stage: string;
  readonly status: TraceStatus;
  readonly at: number;
  readonly data: Readonly<Record<string, unknown>>;
}

/** What is known of an attempt beside its events; null where there is no row of it. */
export interface AttemptFacts {
  readonly attempt: number;
  readonly status: JobStatus | null;
  readonly failed_stage: string | null;
  readonly error_code: string | null;
  readonly error_message: string | null;
}

type Reports = Partial<Record<TraceStatus, StepEvent>>;

/**
 * What weighs more when one attempt reports several of a step, whatever the order in which they came: a step that failed
 * and was done after all is done, and nothing takes back what is done.
 */
const WEIGHT: readonly TraceStatus[] = ['done', 'skipped', 'failed', 'started'];

/** The steps that the control plane itself does with the decision. They are not done again for a retry. */
const DECIDED = 2;

const ACTIVE: ReadonlySet<JobStatus> = new Set(ACTIVE_JOB_STATUSES);

/**
 * The ten lines of one attempt of a job, from all events of the job: their order does not matter, nor do repeats. An event
 * that was lost leaves no gap: a step that is neither reported as ended nor as failed is done once a later one has begun,
 * and `known_by` says so.
 */
export function uiStepsOf(events: readonly StepEvent[], facts: AttemptFacts): UiStep[] {
  const own = events.filter(({ attempt }) => attempt === facts.attempt);
  const earlier = events.filter(({ attempt }) => attempt < facts.attempt);
  const reports = UI_STEPS.map((_, index) => reportsOf(own, index));
  const steps = reports.map((each, index) => lineOf(index, each));
  for (const [index, step] of steps.slice(0, DECIDED).entries()) {
    if (isOpen(step) && wasDone(earlier, index)) settle(step, 'done', 'earlier_attempt');
  }
  const begun = steps.findLastIndex((step, index) => hasBegun(step) || wasAt(reports[index]));
  for (const step of steps.slice(0, Math.max(0, begun)).filter(isOpen)) settle(step, 'done', 'later_step');
  if (facts.status === 'completed') for (const step of steps.filter(isOpen)) settle(step, 'done', 'attempt');
  if (facts.status === 'failed') showFailure(steps, facts);
  return steps;
}

/**
 * The step under way: the one that has started and not ended, else the one that failed last, else the first that has not
 * begun, else the last. There is always exactly one.
 */
export function stepUnderWay(steps: readonly UiStep[]): UiStep {
  const begun = steps.findLast(hasBegun);
  if (begun && begun.state !== 'done') return begun;
  return steps.find(({ state }) => state === 'pending') ?? (steps.at(-1) as UiStep);
}

/** The step under way while the job is active; none once it has ended. */
export function currentStep(steps: readonly UiStep[], status: JobStatus): UiStep | undefined {
  return ACTIVE.has(status) ? stepUnderWay(steps) : undefined;
}

/** A skipped step says nothing of those before it: what a run will skip may be told from the start. */
const hasBegun = ({ state }: UiStep): boolean => state === 'started' || state === 'done' || state === 'failed';

/** Nor does one that ended as skipped, unless it was worked on before. */
const wasAt = (reports: Reports | undefined): boolean =>
  reports?.started !== undefined || reports?.failed !== undefined;

const isOpen = ({ state }: UiStep): boolean => state === 'pending' || state === 'started';

function settle(step: UiStep, state: UiStepState, known_by: UiStepSource): void {
  step.state = state;
  step.known_by = known_by;
}

/** A failed attempt shows where: what was reported as failed, else where the job says, else the step under way. */
function showFailure(steps: UiStep[], facts: AttemptFacts): void {
  const said = steps.find(({ stage }) => stage === facts.failed_stage);
  let step = steps.findLast(({ state }) => state === 'failed');
  if (!step) {
    step = said && isOpen(said) ? said : stepUnderWay(steps);
    settle(step, 'failed', 'attempt');
  }
  if (step.error_code !== null || step.error_message !== null) return;
  step.error_code = facts.error_code;
  step.error_message = facts.error_message;
  step.remedy ??= remedyOf(facts.error_code);
}

/** Automation sends its own remedies along; those of the control plane's codes stand with the codes. */
const remedyOf = (code: string | null): string | null =>
  code !== null && Object.hasOwn(JOB_ERRORS, code) ? JOB_ERRORS[code as JobErrorCode] : null;

/** The reports of one step. Of several of one status the earliest counts; those of one time are told apart by content. */
function reportsOf(events: readonly StepEvent[], index: number): Reports {
  const stage = UI_STEPS[index]?.stage;
  const reports: Reports = {};
  for (const event of events) {
    if (event.stage !== stage) continue;
    const known = reports[event.status];
    if (!known || before(event, known)) reports[event.status] = event;
  }
  return reports;
}

function before(a: StepEvent, b: StepEvent): boolean {
  return a.at !== b.at ? a.at < b.at : JSON.stringify(a.data) < JSON.stringify(b.data);
}

/** Whether a decided step has ended in an earlier attempt: it has also where the one behind it has. */
function wasDone(earlier: readonly StepEvent[], index: number): boolean {
  return UI_STEPS.slice(index, DECIDED).some((_, behind) => {
    const reports = reportsOf(earlier, index + behind);
    return reports.done !== undefined || reports.skipped !== undefined;
  });
}

function lineOf(index: number, reports: Reports): UiStep {
  const { stage, en, ko } = UI_STEPS[index] as (typeof UI_STEPS)[number];
  const state = WEIGHT.find((status) => reports[status]);
  const started_at = reports.started?.at ?? null;
  const ended_at = state === undefined || state === 'started' ? null : (reports[state]?.at ?? null);
  return {
    step: index + 1,
    stage,
    label: en,
    label_ko: ko,
    state: state ?? 'pending',
    known_by: state ? 'report' : null,
    started_at,
    ended_at,
    // The two may come from two clocks, of which one is behind.
    duration_ms: started_at === null || ended_at === null ? null : Math.max(0, ended_at - started_at),
    skip_reason: state === 'skipped' ? text(reports.skipped?.data.reason) : null,
    // What failed on the way to being done stays to be read.
    error_code: text(reports.failed?.data.error_code),
    error_message: text(reports.failed?.data.error_message),
    remedy: text(reports.failed?.data.remedy) ?? remedyOf(text(reports.failed?.data.error_code)),
  };
}

const text = (value: unknown): string | null => (typeof value === 'string' ? value : null);
