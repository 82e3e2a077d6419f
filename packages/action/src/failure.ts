import type { Failure } from './control-plane/attempt-session.ts';

/** A failure with its code, and what only the log tells of it. */
export interface KnownFailure extends Failure {
  readonly remedy: string;
  /** More for whoever looks closer: a vendor's own words, or where in our code it was. */
  readonly detail: string | undefined;
}

const CANCELLED_REMEDY = 'Retry the job when it is wanted after all: it goes on where this run has stopped.';
const INTERNAL_REMEDY = 'Retry the job. If it happens again, report it with the log of this step.';

/**
 * What a person is told about whatever was thrown. Errors of ours and of @prego/stacks (which comes from another bundle, so no
 * instanceof) bring their code, sentence and remedy; `cancelled` says that the run was to end, which explains any other error.
 */
export function asFailure(error: unknown, cancelled: boolean): KnownFailure {
  if (isCoded(error)) {
    const { code, remedy, detail } = error;
    return { code, message: error.what ?? error.message, remedy, detail };
  }
  const text = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  const detail = error instanceof Error ? error.stack : undefined;
  if (cancelled) return { code: 'cancelled', message: 'The run was cancelled.', remedy: CANCELLED_REMEDY, detail };
  return {
    code: 'internal',
    message: `Something went wrong that has no name yet: ${text}.`,
    remedy: INTERNAL_REMEDY,
    detail,
  };
}

interface Coded extends Error {
  readonly code: string;
  readonly remedy: string;
  /** StackError's sentence, without the remedy that its message ends with. */
  readonly what?: string;
  readonly detail: string | undefined;
}

/** A system's error has a code too, but no remedy. */
function isCoded(error: unknown): error is Coded {
  if (!(error instanceof Error)) return false;
  const { code, remedy } = error as Partial<Coded>;
  return typeof code === 'string' && typeof remedy === 'string';
}
