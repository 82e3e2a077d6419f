import type { ApiErrorCode } from '@prego/contracts';

/** What can go wrong in the action itself. Codes of stacks (StackError) and of the control plane stand beside them. */
export const ACTION_ERROR_CODES = [
  /** One or several inputs are missing or wrong; the message lists all of them. */
  'invalid_inputs',
  /** Neither an OIDC token nor `control_plane_token` can be had. */
  'no_identity',
  /** The control plane did not answer, or not in its own words. */
  'control_plane_unreachable',
  /** This attempt is over: nothing is done. */
  'attempt_ended',
  /** The node is not one that can take a tenant (any more). */
  'node_unusable',
  /** Nodes have not reported within the time that they have. */
  'nodes_not_ready',
  /** The CLI or its plugins can't be downloaded, or are not what their checksum says. */
  'engine_unavailable',
  /** The address is recorded for someone else. */
  'dns_taken',
  'dns_failed',
  /** Cloudflare's answer never came, and it can't be found out what it did. */
  'dns_unknown',
  /** The record or the workspace is not as it should be. */
  'check_failed',
  /** The workflow's Ansible step failed. */
  'install_failed',
  /** Other tenants live there, or it was not confirmed. */
  'return_refused',
  /** Something billed is still there after a return. */
  'leftovers',
  /** Whether a stack has drifted is not known. */
  'stack_not_looked_at',
  'cancelled',
  'internal',
] as const;
export type ActionErrorCode = (typeof ACTION_ERROR_CODES)[number];

/** What a user is told: a stable code, what is wrong in one sentence, and what to do about it. */
export class ActionError extends Error {
  override readonly name = 'ActionError';
  readonly code: string;
  readonly remedy: string;
  /** More for whoever looks closer: such as the vendor's own words. */
  readonly detail: string | undefined;

  constructor(
    code: ActionErrorCode | ApiErrorCode,
    message: string,
    remedy: string,
    options: { detail?: string; cause?: unknown } = {},
  ) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.code = code;
    this.remedy = remedy;
    this.detail = options.detail;
  }
}
