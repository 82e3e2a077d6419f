import { isStillOurs } from './attempt-owner.ts';
import { ActionError } from './errors.ts';
import { asFailure } from './failure.ts';
import { readInputs } from './inputs/read-inputs.ts';
import type { Inputs } from './inputs/schema.ts';
import { secretsIn } from './inputs/secrets.ts';
import { endOfKilled, found } from './left-for-post.ts';
import type { OpenAttempt } from './own-attempt.ts';
import type { Io } from './runner/io.ts';

/** For each of the three: the job is over, and somebody waits for it to be shown as such. */
const STEP_MS = 60_000;
const CLOSE_MS = 5_000;

export interface PostRun {
  readonly io: Io;
  /** Aborted by SIGINT and SIGTERM. */
  readonly signal: AbortSignal;
  /** Resolves after so many milliseconds. */
  readonly after: (milliseconds: number) => Promise<void>;
  /** Tells by itself what it could not send. */
  readonly sendLeftBehind: (io: Io, inputs: Inputs) => Promise<unknown>;
  /** What became of the stack that main was at work on; undefined where it was at none. */
  readonly releaseLeftRun: (
    io: Io,
    backend: string,
  ) => Promise<{ stack: string; ended: number; lock: string } | undefined>;
  readonly openAttempt: OpenAttempt;
}

/**
 * What is left to do when a step is over, whatever became of it: main's engine and lock, if main was killed at work; what main could
 * not send; and how the attempt has ended, if main was killed before it could say so. In this order: the end gives the stack to
 * the next run. Never throws and never fails the job.
 */
export async function runPost(post: PostRun): Promise<void> {
  const { io } = post;
  for (const secret of secretsIn(io.env)) io.mask(secret);
  const inputs = inputsOf(io);
  // Then main has done nothing, and said why.
  if (inputs === undefined) return;
  await attempted(post, 'What was left of the stack could not be cleared up', () => releaseRun(post, inputs));
  await attempted(post, 'What was left of the trace could not be sent', () => post.sendLeftBehind(io, inputs));
  await attempted(post, 'The control plane could not be told how this ended', () => tellEnd(post, inputs));
}

function inputsOf(io: Io): Inputs | undefined {
  try {
    return readInputs(io.env).inputs;
  } catch {
    return undefined;
  }
}

async function attempted({ io, after }: PostRun, otherwise: string, act: () => Promise<unknown>): Promise<void> {
  try {
    const late = after(STEP_MS).then(() => {
      throw new Error(`it took longer than ${STEP_MS / 1_000} s`);
    });
    await Promise.race([act(), late]);
  } catch (error) {
    const { code, message } = asFailure(error, false);
    const why = code === 'internal' && error instanceof Error ? error.message : message;
    io.warning(`${otherwise}: ${why}`, 'Post');
  }
}

async function releaseRun({ io, releaseLeftRun }: PostRun, inputs: Inputs): Promise<void> {
  if (!('pulumi_backend' in inputs) || inputs.pulumi_backend === undefined) return;
  const released = await releaseLeftRun(io, inputs.pulumi_backend);
  if (released === undefined) return;
  const { stack, ended, lock } = released;
  const killed = endOfKilled(found(io).main) !== undefined;
  if (!killed && ended === 0 && lock !== 'released') return;
  const locks = {
    released: 'its lock was released',
    none: 'it held no lock',
    not_here: 'the next run releases its lock',
  };
  io.notice(
    `The ${killed ? 'step' : 'engine'} was killed at work on stack ${stack}: ${ended} of its processes were ended, and ${locks[lock as keyof typeof locks]}.`,
    'Post',
  );
}

async function tellEnd({ io, signal, openAttempt }: PostRun, inputs: Inputs): Promise<void> {
  const left = found(io);
  const end = endOfKilled(left.main);
  if (end === undefined || !('job_id' in inputs) || inputs.job_id === undefined) return;
  if (!isStillOurs(io, inputs.job_id, left.claim)) return;
  try {
    const session = await openAttempt({ io, inputs, signal, onLost: () => {} });
    await session.end(end);
    await session.close(CLOSE_MS);
    io.notice(`The attempt was told as ${end.status}: ${end.error.message}`, 'Post');
  } catch (error) {
    // An operator who cancels it, or the sweep, may have been first.
    if (!(error instanceof ActionError) || error.code !== 'attempt_ended') throw error;
    io.info(error.message);
  }
}
