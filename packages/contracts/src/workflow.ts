import { z } from 'zod';
import { type JobKind, Region } from './enums.ts';
import { JobId, NodeId, TenantId, TraceId } from './ids.ts';
import { WireBoolean } from './wire-boolean.ts';

/** The workflow's file that does a kind of job, under `.github/workflows/`. */
export const WORKFLOW_OF = {
  provision: 'provision-tenant.yml',
  return: 'return-resources.yml',
  retire_node: 'return-resources.yml',
  library_provision: 'provision-library.yml',
  library_return: 'provision-library.yml',
} as const satisfies Record<JobKind, string>;

const Flag = z.enum(['true', 'false']);
const AttemptText = z.string().regex(/^[1-9][0-9]{0,5}$/, 'an attempt is a whole number from 1 on');

/**
 * What a workflow run is told, all of it as strings. It is also the body of a queue message. None of it is secret:
 * inputs are printed. A job without a tenant (retire_node) has `''` where the tenant would stand.
 */
export const WorkflowInputs = z.strictObject({
  job_id: JobId,
  tenant_id: TenantId.or(z.literal('')),
  region: Region,
  /** In the workflow a boolean input. */
  create_new_server: Flag,
  /** The node that takes the tenant, and for a retire_node job the node that goes; `''` for none. A target always wins. */
  target_server_id: NodeId.or(z.literal('')),
  subdomain_slug: z.string(),
  canonical_hostname: z.string(),
  /** Absent: not dedicated. In the workflow a string that is compared with `"true"`. */
  dedicated: Flag.optional(),
  /** Absent: no trace is posted while the job goes on. */
  trace_id: TraceId.optional(),
  /** The attempt that the run is for; absent: the job's latest. */
  attempt: AttemptText.optional(),
});
export type WorkflowInputs = z.infer<typeof WorkflowInputs>;

/** The same with booleans and numbers as such, from whoever sends them: `true` and `"true"` mean the same. */
export const ReceivedWorkflowInputs = z.object({
  ...WorkflowInputs.shape,
  create_new_server: WireBoolean,
  dedicated: WireBoolean.optional(),
  attempt: z.coerce.number().int().min(1).optional(),
});
export type ReceivedWorkflowInputs = z.infer<typeof ReceivedWorkflowInputs>;

/** What stands in the dispatch queue. */
export const ProvisionQueueMessage = WorkflowInputs;
export type ProvisionQueueMessage = WorkflowInputs;

/** What the dispatcher needs of a message: the rest is read from D1, which may know better by now. */
export const ReceivedQueueMessage = z.object({
  job_id: JobId,
  /** Absent: the job's latest. */
  attempt: z.coerce.number().int().min(1).optional(),
});
export type ReceivedQueueMessage = z.infer<typeof ReceivedQueueMessage>;

/** What the run-name of our workflows contains, so that a run is found whose id was never told. */
export const runMarker = (jobId: string, attempt: number): string => `${jobId} attempt ${attempt}`;

/** Whether a run's title is that of this attempt: `attempt 1` is no part of `attempt 12`. */
export function carriesMarker(title: string, marker: string): boolean {
  for (let at = title.indexOf(marker); at >= 0; at = title.indexOf(marker, at + 1)) {
    const before = title[at - 1] ?? ' ';
    const after = title[at + marker.length] ?? ' ';
    if (!/[A-Za-z0-9_-]/.test(before) && !/[A-Za-z0-9_-]/.test(after)) return true;
  }
  return false;
}

/**
 * The inputs that a workflow declares, as GitHub is sent them: one that it does not declare is refused (422). A return is told
 * the node that it is about, and what goes once more, as it was typed to ask for it: `confirm`. A job of the library has no
 * tenant; its run is told which way it goes, for whoever reads the list of runs, and its `stack`, which is what the run queues
 * for. Its typed name is checked before there is a job, and what goes is told with the claim alone. Those that are empty are
 * left out, except the target of a tenant: GitHub gives a run `''` for an input that was not sent.
 */
export function dispatchInputs(
  kind: JobKind,
  inputs: WorkflowInputs,
  stack: string | null = null,
): Record<string, string> {
  const { create_new_server, dedicated, target_server_id, ...shared } = inputs;
  if (kind === 'provision') return given({ ...shared, dedicated, create_new_server }, { target_server_id });
  if (kind === 'library_provision' || kind === 'library_return') {
    const { job_id, region, trace_id, attempt } = shared;
    const operation = kind === 'library_return' ? 'return' : 'provision';
    return given({ job_id, operation, stack: stack ?? '', region, trace_id, attempt });
  }
  const confirm = kind === 'retire_node' ? target_server_id : shared.subdomain_slug;
  return given({ ...shared, node_id: target_server_id, confirm });
}

function given(
  inputs: Record<string, string | undefined>,
  always: Record<string, string> = {},
): Record<string, string> {
  const sent = Object.entries(inputs).filter((entry): entry is [string, string] => Boolean(entry[1]));
  return { ...Object.fromEntries(sent), ...always };
}
