/** What can go wrong with a stack, as callers tell it apart. Each has a page in docs/errors. */
export const STACK_ERROR_CODES = [
  'invalid_input',
  'invalid_credentials',
  'engine_missing',
  'plugin_missing',
  'stack_locked',
  'stack_lock_left',
  'pending_operations',
  'state_unreadable',
  'state_unwritable',
  'cloud_unreachable',
  'unauthorized',
  'capacity_unavailable',
  'type_not_in_location',
  'limit_exceeded',
  'rate_limited',
  'name_taken',
  'delete_protected',
  'tenant_loss_refused',
  'program_error',
  'cancelled',
  'deadline_exceeded',
  'update_failed',
] as const;

export type StackErrorCode = (typeof STACK_ERROR_CODES)[number];

/** A failure with a stable code, what happened, and what to do about it. `detail` is the engine's own text. */
export class StackError extends Error {
  override readonly name = 'StackError';
  readonly code: StackErrorCode;
  /** What happened, in one sentence; `message` is this with the remedy. */
  readonly what: string;
  readonly remedy: string;
  readonly detail: string | undefined;

  constructor(code: StackErrorCode, what: string, remedy: string, detail?: string, cause?: unknown) {
    super(`${what} ${remedy}`, cause === undefined ? undefined : { cause });
    this.code = code;
    this.what = what;
    this.remedy = remedy;
    this.detail = detail;
  }
}
