import { isRefused } from './refusal.ts';

/**
 * Whether the control plane will answer the same however often it is asked: the attempt is over or is not ours. Anything else may
 * pass, also a refused credential, since a new one may be had.
 */
export const isFinal = (error: unknown): boolean =>
  isRefused(error, 'attempt_ended', 'forbidden', 'run_mismatch', 'job_not_found', 'move_refused');
