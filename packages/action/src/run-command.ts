import { alreadyCompleted } from './already-completed.ts';
import type { CommandTable } from './commands/index.ts';
import type { Command, Context, Outcome } from './context.ts';
import { aborted, inTime, type Time } from './in-time.ts';
import { commandOf, readInputs } from './inputs/read-inputs.ts';
import type { Inputs } from './inputs/schema.ts';
import { secretsIn } from './inputs/secrets.ts';
import { leave } from './left-for-post.ts';
import type { Outputs } from './outputs.ts';
import { type OpenAttempt, OwnAttempt } from './own-attempt.ts';
import { reportFailure } from './report-failure.ts';
import type { Io } from './runner/io.ts';

/** For what is left to send when the work is done: post sends what does not get through. */
const CLOSE_MS = 10_000;
/** What a command has to end in once its attempt is lost: the engine's 5 s of grace, and some. */
const LOST_MS = 7_000;

export interface Run extends Time {
  readonly io: Io;
  /** Rejects with what nobody has caught. */
  readonly crashed: Promise<never>;
  readonly commands: CommandTable;
  readonly openAttempt: OpenAttempt;
  /** A text of its own for each step. */
  readonly claim: string;
}

/** Runs the command of a step, from its inputs to its outputs. Never throws: returns the exit code, and everything is said. */
export async function runCommand(run: Run): Promise<0 | 1> {
  const { io } = run;
  const attempt = new OwnAttempt(run.openAttempt, run.claim);
  try {
    for (const secret of secretsIn(io.env)) io.mask(secret);
    leave(io, { main: 'running' });
    const outcome = await ended(run, work(run, attempt));
    leaveOutputs(io, outcome.outputs);
    for (const markdown of outcome.summary) io.summary(markdown);
    if (attempt.session) await inTime(run, CLOSE_MS, attempt.session.close(CLOSE_MS));
    leave(io, { main: 'over' });
    return 0;
  } catch (error) {
    const code = await reportFailure(io, run, { error, command: commandOf(io.env), session: attempt.session });
    leave(io, { main: 'over' });
    return code;
  }
}

async function work({ io, cancellation, commands, after }: Run, attempt: OwnAttempt): Promise<Outcome> {
  const inputs = checkedInputs(io);
  const lost = new AbortController();
  const signal = AbortSignal.any([cancellation.signal, lost.signal]);
  const onLost = (error: Error) => lost.abort(error);
  // The table has the command for each inputs' name, which the compiler can't follow through a union.
  const command = await (commands[inputs.command] as () => Promise<Command<Inputs>>)();
  const context: Context = { inputs, io, signal, attempt: () => attempt.open({ io, inputs, signal, onLost }) };
  const stopped = command(context).catch((error: unknown) => {
    if (lost.signal.aborted) throw lost.signal.reason;
    return alreadyCompleted(io, error);
  });
  const overdue = aborted(lost.signal).then(async () => {
    await after(LOST_MS);
    throw lost.signal.reason;
  });
  return await Promise.race([stopped, overdue]);
}

function checkedInputs(io: Io): Inputs {
  const { inputs, notices, warnings } = readInputs(io.env);
  for (const notice of notices) io.notice(notice, 'Inputs');
  for (const warning of warnings) io.warning(warning, 'Inputs');
  return inputs;
}

/** What the work comes to; or an error once it has to be given up, or once something has gone wrong that nobody caught. */
async function ended<T>({ cancellation, crashed }: Run, working: Promise<T>): Promise<T> {
  // What comes of it after it was given up is of no interest any more.
  working.catch(() => {});
  const givenUp = aborted(cancellation.giveUp).then(() => {
    throw new Error('the command was still at work when the time to end was over');
  });
  return await Promise.race([working, crashed, givenUp]);
}

function leaveOutputs(io: Io, { summary, ...outputs }: Outputs): void {
  for (const [name, value] of Object.entries(outputs)) if (value !== undefined) io.setOutput(name, String(value));
  io.setOutput('summary', JSON.stringify({ ...outputs, ...summary }));
}
