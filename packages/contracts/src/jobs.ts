import { z } from 'zod';
import { InfraMode, JobKind, JobStatus, NodeRole, Region } from './enums.ts';
import { JobId, NodeId, StackName, TenantId, TraceId } from './ids.ts';
import { LibraryReport, LibraryWork } from './library-work.ts';
import { Millis, PageQuery, page } from './paging.ts';
import { Stage } from './stages.ts';
import { WorkflowInputs } from './workflow.ts';

/**
 * Codes that the control plane itself gives a failed job, with the remedy; the page of all is docs/errors/jobs/README.md.
 * The action's own codes stand beside them.
 */
export const JOB_ERRORS = {
  dispatch_refused: 'GitHub refused the run. Correct what the message names, then retry the job.',
  dispatch_exhausted: 'GitHub refused the run every time. Look at the last error, then retry the job.',
  dispatch_unknown: 'GitHub could not be asked whether the run began. Retry the job once GitHub answers again.',
  run_not_found: 'GitHub accepted the run and never began it. Retry the job.',
  run_failed: 'The run failed without telling why here. Open the run, then retry the job.',
  run_timed_out: 'The run took longer than GitHub lets it. Open the run, then retry the job.',
  run_cancelled: 'The run was cancelled at GitHub. Retry the job when it is wanted after all.',
  run_without_callback: 'The run ended well and never reported. Open the run; a retry repeats nothing that is done.',
  run_lost: 'GitHub no longer knows the run. Retry the job.',
  run_silent: 'The run was not heard of for too long and can not be found. Retry the job.',
  no_place: 'The node that the job waited for failed, and there is no other place. Do what the message says.',
  cancelled_by_operator: 'The job was cancelled. Retry it when it is wanted after all.',
} as const;
export type JobErrorCode = keyof typeof JOB_ERRORS;

const ErrorCode = z.string().regex(/^[A-Za-z][A-Za-z0-9_]{0,63}$/, 'an error code is 1 to 64 letters, digits or _');

export const JobSummary = z.object({
  job_id: JobId,
  kind: JobKind,
  status: JobStatus,
  tenant_id: z.string().nullable(),
  /** The node that a retire_node job is about. */
  node_id: z.string().nullable(),
  /** What a library job is about. */
  provisioning_id: z.string().nullable(),
  trace_id: TraceId,
  region: Region,
  infra_mode: InfraMode,
  /** 1 or null. */
  dedicated: z.literal(1).nullable(),
  target_server_id: z.string().nullable(),
  stack: z.string().nullable().describe('The stack that the run works on; null for a run that needs none.'),
  waits_for: z.enum(['node', 'stack']).nullable().describe('What a waiting job waits for.'),
  waits_for_node: z.string().nullable(),
  attempt: z.int(),
  failed_stage: z.string().nullable(),
  error_code: z.string().nullable(),
  error_message: z.string().nullable(),
  created_by: z.string(),
  created_at: Millis,
  updated_at: Millis,
  ended_at: Millis.nullable(),
  /** Until when an ended job keeps its seat; after that a retry decides again. */
  seat_until: Millis.nullable(),
});
export type JobSummary = z.infer<typeof JobSummary>;

export const JobAttempt = z.object({
  attempt: z.int(),
  status: JobStatus,
  run_id: z.int().nullable(),
  run_url: z.string().nullable(),
  created_at: Millis,
  dispatched_at: Millis.nullable(),
  claimed_at: Millis.nullable(),
  /** The last sign of life of the run. */
  heard_at: Millis.nullable(),
  ended_at: Millis.nullable(),
  failed_stage: z.string().nullable(),
  error_code: z.string().nullable(),
  error_message: z.string().nullable(),
});
export type JobAttempt = z.infer<typeof JobAttempt>;

export const JobDetail = JobSummary.extend({
  /** Oldest first. */
  attempts: z.array(JobAttempt),
  seat: z
    .object({ node_id: NodeId, kind: z.enum(['reservation', 'tenant']), since: Millis })
    .nullable()
    .describe('The place that the job holds for its tenant.'),
  /** Of the attempt under way or of the one that was given up. */
  dispatch: z
    .object({
      due_at: Millis,
      tries: z.int(),
      sent_at: Millis.nullable(),
      last_error: z.string().nullable(),
      dead: z.boolean(),
    })
    .nullable(),
  /** Who works on the job's stack now, when the stack has ever been worked on. */
  stack_lease: z
    .object({ stack: z.string(), fence: z.int(), job_id: z.string().nullable(), expires_at: Millis.nullable() })
    .nullable(),
});
export type JobDetail = z.infer<typeof JobDetail>;

const statuses = z
  .union([z.string(), z.array(z.string())])
  .transform((value) => (Array.isArray(value) ? value : value.split(',')).map((status) => status.trim()))
  .pipe(z.array(JobStatus).min(1).max(JobStatus.options.length));

export const ListJobsQuery = PageQuery.extend({
  status: statuses.optional().describe('One or several, separated by commas.'),
  kind: JobKind.optional(),
  region: Region.optional(),
  tenant_id: TenantId.optional(),
  stack: StackName.optional(),
  created_after: z.coerce.number().int().min(0).optional(),
  created_before: z.coerce.number().int().min(0).optional(),
  order: z
    .enum(['newest', 'failures_first'])
    .default('newest')
    .describe('`failures_first`: all failed jobs, then the others; within both the newest first.'),
});
export type ListJobsQuery = z.infer<typeof ListJobsQuery>;
export const JobPage = page(JobSummary);
export type JobPage = z.infer<typeof JobPage>;

/** What a run sends to be told its work. The run proves itself with its OIDC token. */
export const ClaimRequest = z.object({
  attempt: z.coerce.number().int().min(1).optional().describe("The run's `attempt` input. Absent: the job's latest."),
  oidc_token: z
    .string()
    .max(16_384)
    .optional()
    .describe('The OIDC token of the workflow run; it may also be sent as the Bearer token.'),
  run_id: z
    .int()
    .min(1)
    .optional()
    .describe('With the operator key instead of an OIDC token: GITHUB_RUN_ID, so that the run can be followed.'),
  after_end: z
    .boolean()
    .optional()
    .describe(
      'Also of an attempt that has ended: its own run gets a token for the rest of its story, and an answer without work.',
    ),
});
export type ClaimRequest = z.infer<typeof ClaimRequest>;

export const RecordedDns = z.object({
  zone_id: z.string().min(1).max(64),
  record_id: z.string().min(1).max(64),
  content: z.string().min(1).max(255),
});
export type RecordedDns = z.infer<typeof RecordedDns>;

export const ClaimAnswer = z.object({
  job_id: JobId,
  attempt: z.int(),
  kind: JobKind,
  /** The attempt token. Mask it first of all; it is answered here and nowhere else. A new claim voids it. */
  token: z.string(),
  token_expires_at: Millis,
  inputs: WorkflowInputs,
  /**
   * The right to work on the stack until `expires_at`, which each heartbeat moves. Null: no stack is to be touched,
   * because the job needs none or this attempt has given the lease back.
   */
  stack_lease: z.object({ stack: StackName, fence: z.int(), expires_at: Millis }).nullable(),
  /** The nodes that the run makes, each with the token that goes into its userData. */
  nodes: z.array(z.object({ node_id: NodeId, role: NodeRole, token: z.string() })),
  /** The nodes that the run destroys, and no others. */
  remove_nodes: z.array(z.object({ node_id: NodeId, role: NodeRole, hetzner_server_id: z.int().nullable() })),
  /** The tenant's record as it was last written; null when there is none. */
  dns: RecordedDns.nullable(),
  /** What a new server of each role is to be tried as, in this order: what had no room lately only if nothing else is left. */
  offers: z.array(z.object({ role: NodeRole, server_type: z.string(), location: z.string() })),
  /** What a library job works on; null for any other. */
  library: LibraryWork.nullable(),
});
export type ClaimAnswer = z.infer<typeof ClaimAnswer>;

export const CallbackRequest = z.object({
  status: z
    .enum(['progress', 'completed', 'failed', 'cancelled'])
    .describe('`progress` is the heartbeat: it keeps the job from being taken for silent and the lease alive.'),
  attempt: z.coerce.number().int().min(1).optional().describe('For callers without an attempt token.'),
  lease_released: z.boolean().optional().describe('The stack work is over: the next job may have the stack.'),
  dns: RecordedDns.nullable().optional().describe('The record as it now is; null: it was deleted.'),
  library: LibraryReport.optional().describe('Of a library job: what its stack has now.'),
  failed_stage: Stage.optional(),
  error: z.object({ code: ErrorCode, message: z.string().max(65_536) }).optional(),
});
export type CallbackRequest = z.infer<typeof CallbackRequest>;

export const CallbackAnswer = z.object({
  job_id: JobId,
  attempt: z.int(),
  status: JobStatus,
  /** The lease's new end; null when this attempt holds none. */
  lease_expires_at: Millis.nullable(),
});
export type CallbackAnswer = z.infer<typeof CallbackAnswer>;

/** What a move asked for by an operator has led to. A cancelled run ends a little later. */
export const JobMoved = z.object({ job_id: JobId, attempt: z.int(), status: JobStatus });
export type JobMoved = z.infer<typeof JobMoved>;
