import { constants } from 'node:os';
import { types } from 'node:util';
import { classifyFailure } from './classify-failure.ts';
import { EngineFailure } from './engine-command.ts';
import { StackError } from './errors.ts';
import { cancelled, type Session } from './session.ts';

/**
 * Whatever a run fails with, as the StackError that its caller gets; the error itself is its cause. `errors` are the
 * messages that the engine reported before.
 */
export function asStackError(
  error: unknown,
  session?: Pick<Session, 'signal' | 'deadline'>,
  errors: readonly string[] = [],
): StackError {
  if (error instanceof StackError) return error;
  const printed = error instanceof EngineFailure ? printedBy(error) : messageOf(error);
  const stopped = session && cancelled(session, printed);
  if (stopped) return stopped;
  if (!(error instanceof EngineFailure) && errors.length === 0) return unknown(error);
  const { code, what, remedy, detail } = killed(error, printed) ?? classifyFailure(errors, printed);
  return new StackError(code, what, remedy, detail, error);
}

export const messageOf = (error: unknown): string => (types.isNativeError(error) ? error.message : String(error));

const printedBy = ({ result }: EngineFailure): string => `${result.stderr}\n${result.stdout}`;

/** The signal that ended the CLI, if one did. */
export function signalOf(error: unknown): string | undefined {
  if (!(error instanceof EngineFailure)) return undefined;
  return Object.entries(constants.signals).find(([, number]) => error.result.code === 128 + number)?.[0];
}

/** A CLI that was killed says nothing; what it reported before is not what it ended of. */
function killed(error: unknown, printed: string): StackError | undefined {
  const signal = signalOf(error);
  if (signal === undefined) return undefined;
  return new StackError(
    'update_failed',
    `The engine was killed in the middle of the run (${signal}).`,
    "Look whether memory ran out. Then run it again as the holder of the stack's lease (`holdsLease`): what it was making is looked up in the cloud.",
    printed,
  );
}

function unknown(error: unknown): StackError {
  const reason = messageOf(error).replace(/[.\s]+$/, '');
  const detail = types.isNativeError(error) ? error.stack : undefined;
  return new StackError('update_failed', `The run failed: ${reason}.`, 'Run it again.', detail, error);
}
