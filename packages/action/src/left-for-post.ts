import type { Failure } from './control-plane/attempt-session.ts';
import type { Io } from './runner/io.ts';

/** What main leaves for post, name by name. None of it is secret. What was to be told of an attempt lies in its journal. */
export interface LeftForPost {
  /** `running` where main was killed without a word, `cancelling` where it was told to end before that. */
  readonly main: 'running' | 'cancelling' | 'over';
  /** What tells this step's claim from a later step's of the same job; absent where none was made. */
  readonly claim: string;
}

export function leave(io: Io, left: Partial<LeftForPost>): void {
  for (const [name, value] of Object.entries(left)) io.saveState(name, value);
}

/** What main has left: `''` for what it has not. */
export function found(io: Io): Record<keyof LeftForPost, string> {
  return { main: io.getState('main'), claim: io.getState('claim') };
}

export interface AttemptEnd {
  readonly status: 'failed' | 'cancelled';
  readonly error: Failure;
}

/** How an attempt has ended whose step was killed in its middle; undefined where main could say so itself. */
export function endOfKilled(main: string): AttemptEnd | undefined {
  if (main === 'running') return { status: 'failed', error: KILLED };
  if (main === 'cancelling') return { status: 'cancelled', error: CANCELLED };
  return undefined;
}

const KILLED: Failure = {
  code: 'internal',
  message: 'The step was killed before it could say why.',
  remedy: 'Look at the runner (memory, disk, shut down), then retry the job: it goes on where this run has stopped.',
};
const CANCELLED: Failure = {
  code: 'cancelled',
  message: 'The run was cancelled, and killed before it had ended.',
  remedy: 'Retry the job when it is wanted after all: it goes on where this run has stopped.',
};
