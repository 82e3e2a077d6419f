import { z } from 'zod';

/**
 * Every code that the control plane answers with, its HTTP status and its remedy. The page of each is
 * docs/errors/api/<code>.md. `internal_error` is the only one whose cause stays in the log.
 */
export const API_ERRORS = {
  invalid_request: [400, 'Correct the fields that the message names.'],
  unauthorized: [401, 'Send the credential that this route takes as a Bearer token.'],
  forbidden: [403, 'Use a credential that may do this: docs/errors/api/forbidden.md says which opens what.'],
  not_found: [404, 'Check the id. Ids are case-sensitive.'],
  method_not_allowed: [405, 'Use a method that the Allow header names.'],
  tenant_not_found: [404, 'Check the tenant id, or sign the tenant up first.'],
  job_not_found: [404, 'Check the job id; a tenant page lists the jobs of a tenant.'],
  node_not_found: [404, 'Check the node id; nodes are registered by automation.'],
  template_not_found: [404, 'Check the template; the library lists all there are.'],
  provisioning_not_found: [404, 'Check the provisioning id; one that was deleted stands in the history only.'],
  conflict: [409, 'Read the thing again and repeat what you want of it.'],
  tenant_changed: [409, 'A living tenant keeps its tier and region: return it first, or send what it has.'],
  slug_taken: [409, 'Choose another subdomain slug.'],
  job_active: [409, 'Wait for the job that the message names, or cancel it.'],
  move_refused: [409, 'Read the job: it is in a status from which this is not possible.'],
  attempt_ended: [409, 'This attempt is over; nothing more is taken for it.'],
  run_mismatch: [403, 'The workflow run is not the one that was dispatched for this job.'],
  lease_held: [409, 'Another run holds the stack. It is dispatched when that one is done.'],
  node_in_use: [409, 'Return or move the tenants of the node first.'],
  node_retired: [410, 'Delete its server if it is still there: nothing is taken from it any more.'],
  host_key_known: [409, 'If the server was rebuilt, an operator sets the new key; else find out who sent it.'],
  node_mismatch: [409, 'The node is known with another job, region or server: retire it or use its own job.'],
  name_mismatch: [422, 'Type the name exactly as it is shown.'],
  inputs_refused: [422, 'Correct the fields that the message names; the pre-flight says the same of each.'],
  log_gone: [410, 'A log is kept for 15 days: download what is to be kept for longer.'],
  idempotency_mismatch: [422, 'The key was used with another body: use a new key.'],
  no_seat: [503, 'Every seat was taken while deciding. Send the request again.'],
  dispatch_paused: [409, 'Dispatching is paused; the console says why.'],
  payload_too_large: [413, 'Send less at once.'],
  rate_limited: [429, 'Wait as long as the Retry-After header says.'],
  unavailable: [503, 'Send the request again in a moment.'],
  internal_error: [500, 'Tell support the request_id.'],
} as const satisfies Record<string, readonly [status: number, remedy: string]>;

export type ApiErrorCode = keyof typeof API_ERRORS;
export const API_ERROR_CODES = Object.keys(API_ERRORS) as [ApiErrorCode, ...ApiErrorCode[]];

/** The body of every answer that is no success. */
export const ErrorBody = z.object({
  error: z.object({
    code: z.enum(API_ERROR_CODES),
    /** What is wrong, by the field's name where a field is; then the remedy. */
    message: z.string(),
    /** The path of its page: `docs/errors/api/<code>.md`. */
    docs: z.string(),
    request_id: z.string(),
  }),
});
export type ErrorBody = z.infer<typeof ErrorBody>;

export const docsOf = (code: ApiErrorCode): string => `docs/errors/api/${code}.md`;
