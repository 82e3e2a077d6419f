import { z } from 'zod';
import { JobStatus, TraceStatus } from './enums.ts';
import { API_ERROR_CODES } from './errors.ts';
import { JobId, TraceId } from './ids.ts';
import { JobAttempt, JobSummary } from './jobs.ts';
import { Millis } from './paging.ts';
import { SkipReason, Stage, UI_STEPS, UiStage } from './stages.ts';

/** What one post may carry. An attempt's whole story has some 40 events, an engine's finer ones some hundreds. */
export const TRACE_EVENTS_MAX = 100;
/** Bytes of an event's data as JSON. An error's text with its remedy fits; a log does not, and belongs to the log. */
export const TRACE_DATA_MAX_BYTES = 4096;
/** Events that are kept of one attempt; more are refused, so that a loop gone wild does not fill the database. */
export const TRACE_EVENTS_PER_ATTEMPT = 2000;

/** Whatever the emitter has to say. These fields have a meaning; any other is kept and shown as it is. */
export const TraceData = z
  .looseObject({
    reason: z.string().optional().describe('Why the step was skipped. Of a UI step: one of SkipReason.'),
    error_code: z.string().max(100).optional().describe('The code of what went wrong.'),
    error_message: z.string().optional().describe('What went wrong, for operators.'),
    remedy: z.string().optional().describe('What to do about it, for operators.'),
  })
  .refine((data) => new TextEncoder().encode(JSON.stringify(data)).length <= TRACE_DATA_MAX_BYTES, {
    message: `the data of an event has at most ${TRACE_DATA_MAX_BYTES} bytes as JSON`,
  });

const isUiStage = (stage: string): boolean => UI_STEPS.some((step) => step.stage === stage);

export const TraceEventInput = z
  .object({
    job_id: JobId,
    attempt: z.int().min(1),
    trace_id: TraceId.optional().describe("Where it is given, it must be the job's own."),
    stage: Stage,
    status: TraceStatus,
    at: Millis.describe("When it happened, by the emitter's clock."),
    data: TraceData.optional(),
  })
  .superRefine(({ stage, status, data }, context) => {
    if (status !== 'skipped' || !isUiStage(stage) || SkipReason.safeParse(data?.reason).success) return;
    const message = `a skipped UI step says why: one of ${SkipReason.options.join(', ')}`;
    context.addIssue({ code: 'custom', path: ['data', 'reason'], message });
  });
export type TraceEventInput = z.infer<typeof TraceEventInput>;

export const TraceEventsRequest = z.object({ events: z.array(TraceEventInput).min(1).max(TRACE_EVENTS_MAX) });

/** Each event stands for itself: those refused keep none of the others away. */
export const TraceEventsAnswer = z.object({
  accepted: z.int().describe('Events that were written now.'),
  repeated: z.int().describe('Events of a job, attempt, stage and status that is written already; the first stays.'),
  refused: z.array(
    z.object({
      index: z.int().describe('Its place in the request, from 0.'),
      code: z.enum(API_ERROR_CODES),
      message: z.string(),
    }),
  ),
});
export type TraceEventsAnswer = z.infer<typeof TraceEventsAnswer>;

/** One row of the story as it is stored. */
export const TraceEventRow = z.object({
  event_id: z.int(),
  trace_id: TraceId,
  job_id: JobId,
  attempt: z.int(),
  stage: z.string(),
  status: TraceStatus,
  at: Millis.describe("When it happened, by the emitter's clock."),
  recorded_at: Millis.describe('When it arrived, by ours.'),
  data: z.record(z.string(), z.unknown()),
});
export type TraceEventRow = z.infer<typeof TraceEventRow>;

export const TraceAnswer = z.object({
  trace_id: TraceId,
  job_id: JobId,
  trace_events: z.array(TraceEventRow).describe('In the order in which they arrived.'),
});

export const UiStepState = z.enum(['pending', 'started', 'done', 'skipped', 'failed']);
export type UiStepState = z.infer<typeof UiStepState>;

/** What a step's state rests on. Trace events are posted on a best effort: one that was lost leaves no gap. */
export const UiStepSource = z.enum([
  /** Its own events. */
  'report',
  /** A later step of the same attempt has begun. */
  'later_step',
  /** The control plane had decided and reserved in an earlier attempt, and that holds. */
  'earlier_attempt',
  /** How the attempt as a whole has ended. */
  'attempt',
]);
export type UiStepSource = z.infer<typeof UiStepSource>;

export const UiStep = z.object({
  step: z.int().min(1).max(10),
  stage: UiStage,
  label: z.string(),
  label_ko: z.string(),
  state: UiStepState,
  known_by: UiStepSource.nullable().describe('What the state rests on; null while nothing is known.'),
  started_at: Millis.nullable().describe('Null where no start was reported.'),
  ended_at: Millis.nullable(),
  duration_ms: z.int().min(0).nullable().describe('Null where start or end is not known.'),
  skip_reason: z.string().nullable(),
  error_code: z.string().nullable(),
  error_message: z.string().nullable(),
  remedy: z.string().nullable(),
});
export type UiStep = z.infer<typeof UiStep>;

const TraceAttempt = JobAttempt.extend({
  status: JobStatus.nullable().describe('Null where only events are known of it.'),
  created_at: Millis.nullable(),
  steps: z.array(UiStep).length(10),
});

export const TraceJob = JobSummary.extend({ decision_id: z.string().nullable() });

export const JobOrTraceQuery = z
  .object({ job_id: JobId.optional(), trace_id: TraceId.optional() })
  .refine(({ job_id, trace_id }) => job_id !== undefined || trace_id !== undefined, 'give job_id or trace_id');

export const ProvisionTraceDetail = z.object({
  job: TraceJob,
  provision_ui_current_label: z.string().nullable().describe('The step under way; null once the job has ended.'),
  current_stage: UiStage.nullable(),
  attempts: z.array(TraceAttempt).describe('The newest, which is what the customer sees, first.'),
  trace_events: z.array(TraceEventRow).describe('By attempt, then by when they happened.'),
});
export type ProvisionTraceDetail = z.infer<typeof ProvisionTraceDetail>;
