import type { StackErrorCode } from './errors.ts';

/** A failure that is known by its text: the engine has no codes. */
export interface KnownFailure {
  readonly pattern: RegExp;
  readonly code: StackErrorCode;
  readonly what: (match: RegExpExecArray) => string;
  readonly remedy: string;
}
