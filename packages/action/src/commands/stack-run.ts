import { randomUUID } from 'node:crypto';
import type { Context } from '../context.ts';
import type { AttemptSession } from '../control-plane/attempt-session.ts';
import { prepareEngineTools } from '../runner/engine-tools.ts';
import type { Io } from '../runner/io.ts';
import type { ReleasedRun } from '../stack-work/index.ts';
import { loadStackWork } from '../stack-work/load.ts';
import type { StackInputs, StackSettings, Watch } from '../stack-work/settings.ts';
import { stackSettings } from '../stack-work/settings.ts';
import { stackTeller } from './stack-events.ts';

export type StackWork = Awaited<ReturnType<typeof loadStackWork>>;

/** What a run of a stack is made of; others only in tests. */
export interface StackParts {
  readonly prepareTools: typeof prepareEngineTools;
  readonly load: () => Promise<StackWork>;
}

export const STACK_PARTS: StackParts = { prepareTools: prepareEngineTools, load: loadStackWork };

type StackContext = Pick<Context, 'io' | 'signal'> & { readonly inputs: StackInputs };

/**
 * Fetches what is needed to run a stack, and does `use` with it, in a group of the log. Until that has gone well, `post` knows how to
 * clean up after it.
 */
export async function withStack<T>(
  { io, signal, inputs }: StackContext,
  { stack, attempt }: { readonly stack: string; readonly attempt: Pick<AttemptSession, 'event' | 'log'> | undefined },
  { prepareTools, load }: StackParts,
  use: (work: StackWork, settings: StackSettings, watch: Watch) => Promise<T>,
): Promise<T> {
  const [tools, work] = await Promise.all([prepareTools(io, signal), load()]);
  const settings = stackSettings(inputs, tools);
  const id = randomUUID();
  noteRun(io, { stack, id, since: io.now() });
  io.group(`Stack ${stack}`);
  try {
    const env = { ...settings.env, [MARK]: id };
    const done = await use(work, { ...settings, env }, { signal, onEvent: stackTeller(io, attempt) });
    noteRun(io, undefined);
    return done;
  } finally {
    // After a failure the note stays: an engine that had to be killed has left its lock.
    io.endGroup();
  }
}

/** In the environment of our engine's processes, and of nobody else's. */
const MARK = 'PREGO_RUN';
const STATE = 'stack_run';

interface NotedRun {
  readonly stack: string;
  readonly id: string;
  /** Milliseconds since 1970. */
  readonly since: number;
}

function noteRun(io: Pick<Io, 'saveState'>, run: NotedRun | undefined): void {
  io.saveState(STATE, run === undefined ? '' : JSON.stringify(run));
}

/** Longer than main's, as nobody waits: what the engine makes now is known by its state. */
const GRACE_MS = 30_000;

/**
 * For `post`, where main was killed while it ran a stack, or had to kill its engine: ends what is left of our engine and releases our own lock, never another
 * run's. Undefined where main left nothing.
 *
 * @param backend the input `pulumi_backend`
 */
export async function releaseLeftRun(
  io: Pick<Io, 'getState'>,
  backend: string,
  { load }: Pick<StackParts, 'load'> = STACK_PARTS,
): Promise<(ReleasedRun & { readonly stack: string }) | undefined> {
  const noted = io.getState(STATE);
  if (noted === '') return undefined;
  const { stack, id, since } = JSON.parse(noted) as NotedRun;
  const work = await load();
  const run = { backendUrl: backend, stack, mark: `${MARK}=${id}`, since };
  return { stack, ...(await work.releaseOwnLock(run, GRACE_MS)) };
}
