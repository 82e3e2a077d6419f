import { failureText } from './annotate.ts';
import type { AttemptSession } from './control-plane/attempt-session.ts';
import { isFinal } from './control-plane/final-refusal.ts';
import { asFailure, type KnownFailure } from './failure.ts';
import { inTime, type Time } from './in-time.ts';
import type { CommandName } from './inputs/schema.ts';
import type { Io } from './runner/io.ts';
import { escapedLines, section } from './summary.ts';

/** Long enough for a control plane that is being deployed, short against what a person waits for a red step. */
const TELL_MS = 30_000;
/** For what is left of the story, once the end is told: post sends what does not get through. */
const CLOSE_MS = 3_000;
const AGAIN = 'The post step tries again.';

/**
 * The one place where failures end: told to whoever reads the run, then to the control plane. Never throws; nothing that goes wrong
 * here hides the failure itself. Returns the step's exit code.
 */
export async function reportFailure(
  io: Io,
  time: Time,
  failed: { error: unknown; command: CommandName | undefined; session: AttemptSession | undefined },
): Promise<0 | 1> {
  const cancelled = time.cancellation.signal.aborted;
  const failure = asFailure(failed.error, cancelled);
  say(io, failed.command, failure);
  // A trace is a line of the story: its loss is no reason to stop the story.
  if (failed.command === 'trace') return 0;
  const { session } = failed;
  if (!session) return 1;
  try {
    const told = session.ended || (await inTime(time, TELL_MS, tell(io, session, failure, cancelled)));
    if (!told) io.warning(`The control plane could not be told in time how this ended. ${AGAIN}`, 'Not told');
  } catch (error) {
    const why = `The control plane could not be told how this ended: ${asFailure(error, false).message}`;
    io.warning(isFinal(error) ? why : `${why} ${AGAIN}`, 'Not told');
  }
  // What goes wrong here is no news: the failure is told, and what is not sent lies in the journal.
  await inTime(time, CLOSE_MS, session.close(CLOSE_MS)).catch(() => false);
  return 1;
}

function say(io: Io, command: CommandName | undefined, failure: KnownFailure): void {
  io.endGroup();
  if (failure.detail !== undefined) {
    io.group(`Details of ${failure.code}`);
    io.info(failure.detail);
    io.endGroup();
  }
  const text = failureText(failure);
  if (command === 'trace') io.warning(text, 'A line of the trace is lost');
  else io.error(text, command === undefined ? 'Failed' : `${command} failed`);
  io.summary(
    section(`${command ?? 'command'}: ${failure.code}`, escapedLines(failure.message), escapedLines(failure.remedy)),
  );
}

/** What of this does not get through stays in the attempt's journal. */
async function tell(io: Io, session: AttemptSession, failure: KnownFailure, cancelled: boolean): Promise<void> {
  const { code } = failure;
  const error = { code, message: io.masked(failure.message), remedy: io.masked(failure.remedy) };
  const step = session.current;
  if (step !== undefined) session.fail(step, error);
  const status = cancelled ? 'cancelled' : 'failed';
  await session.end({ status, error, ...(step !== undefined && { failed_step: step }) });
}
