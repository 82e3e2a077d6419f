/** What can go wrong with a stack, as callers tell it apart. Each has a page in docs/errors. */
export const STACK_ERROR_CODES = [
  'invalid_input',
  'invalid_credentials',
  'engine_missing',
  'plugin_missing',
  'stack_locked',
  'state_unreadable',
  'cloud_unreachable',
  'unauthorized',
  'capacity_unavailable',
  'limit_exceeded',
  'rate_limited',
  'name_taken',
  'delete_protected',
  'tenant_loss_refused',
  'program_error',
  'cancelled',
  'update_failed',
] as const;

export type StackErrorCode = (typeof STACK_ERROR_CODES)[number];

/** A failure with a stable code, what happened, and what to do about it. `detail` is the engine's own text. */
export class StackError extends Error {
  override readonly name = 'StackError';
  readonly code: StackErrorCode;
  readonly remedy: string;
  readonly detail: string | undefined;

  constructor(code: StackErrorCode, message: string, remedy: string, detail?: string, cause?: unknown) {
    super(`${message} ${remedy}`, cause === undefined ? undefined : { cause });
    this.code = code;
    this.remedy = remedy;
    this.detail = detail;
  }
}
