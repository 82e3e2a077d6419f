import { ActionError } from '../errors.ts';
import { isRefused } from './refusal.ts';

/**
 * Whether it is of no use to ask again: the attempt is over or is not ours, or this run can't prove which one it is. Anything else
 * may pass, also a refused credential, since a new one may be had.
 */
export const isFinal = (error: unknown): boolean =>
  isRefused(error, 'attempt_ended', 'forbidden', 'run_mismatch', 'job_not_found', 'move_refused') ||
  // With a cause it is GitHub that did not answer.
  (error instanceof ActionError && error.code === 'no_identity' && error.cause === undefined);
