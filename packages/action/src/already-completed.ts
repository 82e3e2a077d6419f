import type { Outcome } from './context.ts';
import { ActionError } from './errors.ts';
import type { Io } from './runner/io.ts';
import { escaped, section } from './summary.ts';

/**
 * How an attempt has ended of which the control plane says no more than that, by its words
 * "Attempt 1 of job_x has ended: completed."; undefined where they don't say.
 */
export function endOf(refusal: string): string | undefined {
  return / has ended: ([a-z]+)/.exec(refusal)?.[1];
}

/**
 * What a step of a run comes to that is run once more after its job was completed: nothing, and that is well. Throws the error
 * itself where it is any other.
 */
export function alreadyCompleted(io: Io, error: unknown): Outcome {
  const completed =
    error instanceof ActionError && error.code === 'attempt_ended' && endOf(error.message) === 'completed';
  if (!completed) throw error;
  io.notice(`There was nothing left to do: ${error.message}`, 'Already completed');
  return {
    outputs: { summary: { result: [error.message] } },
    summary: [section('Already completed', escaped(error.message))],
  };
}
