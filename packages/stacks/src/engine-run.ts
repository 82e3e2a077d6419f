import { RunError } from '@pulumi/pulumi';
import { LocalWorkspace, Stack } from '@pulumi/pulumi/automation/index.js';
import { messageOf } from './as-stack-error.ts';
import { EngineLog } from './engine-log.ts';
import type { ResourceEvent } from './events.ts';
import type { StackState } from './exported-state.ts';
import { createStack, isMissing, onThrowawayBackend, saysNoStack } from './new-stack.ts';
import { noteOutputs } from './note-outputs.ts';
import { readState } from './read-state.ts';
import { type Session, throwIfStopped } from './session.ts';
import { keepState, stateFileOf } from './state-file.ts';

/** One update, preview or destruction, as the engine is asked for it. */
export interface EngineTask {
  readonly operation: 'up' | 'preview' | 'destroy';
  /** Registers what is to be there. Runs inside the update, under Pulumi's lock. */
  readonly declare: (readState: () => Promise<StackState>) => Promise<Record<string, unknown>>;
  /** Asked where there is no such stack: whether one is to be made. If not, nothing is done. */
  readonly mayMakeStack: () => Promise<boolean>;
}

export interface EngineRun {
  readonly steps: readonly ResourceEvent[];
  /** What the program reported, as plain values. */
  readonly outputs: Readonly<Record<string, unknown>>;
}

/** How long the Automation API may take to notice that the CLI has ended. It waits for ever if a program never does. */
const SETTLE_MS = 2_000;

/**
 * Runs the engine once, with no more CLI runs than needed; a stack that does not exist is made on the way. Throws
 * StackError (EngineRunFailure where the engine failed), or what `declare` threw if that is one of `passedOn`.
 */
export async function runEngine(
  session: Session,
  task: EngineTask,
  passedOn: readonly (new (...args: never[]) => Error)[] = [],
): Promise<EngineRun> {
  let noted = (): Record<string, unknown> => ({});
  const log = new EngineLog(session);

  const program = async (on: Session): Promise<Record<string, unknown>> => {
    try {
      const stateFile = stateFileOf(on);
      if (task.operation !== 'preview' && stateFile !== undefined) await keepState(stateFile);
      const { registered, read } = noteOutputs(await task.declare(() => meetState(on)));
      noted = read;
      return registered;
    } catch (error) {
      log.programThrew(error);
      // The engine would print the stack trace of any other error than its own; the cause is in ours.
      throw new RunError(messageOf(error));
    }
  };
  const attempt = async (on: Session, makesStack = false): Promise<void> => {
    throwIfStopped(on);
    const workspace = await LocalWorkspace.create({
      pulumiCommand: on.command.asPulumiCommand(),
      program: () => program(on),
      projectSettings: { name: on.project, runtime: 'nodejs' },
      envVars: on.env,
      workDir: on.workDir,
    });
    const stack = await Stack.createOrSelect(on.stack, workspace);
    // Not before: the CLI wants the project's file, which the workspace has written.
    if (makesStack) await createStack(on);
    await on.command.guard(operate(on, task, stack, log.onEvent), SETTLE_MS);
  };

  try {
    if ((await isMissing(session)) || !(await attempt(session).then(() => true, unlessNoStack))) {
      await onNewStack(session, task, (on) => attempt(on, true));
    }
  } catch (error) {
    throw log.failure(error, passedOn);
  }
  return { steps: log.steps, outputs: noted() };
}

async function meetState(session: Session): Promise<StackState> {
  const state = await readState(session);
  session.met.state ??= state;
  return state;
}

function unlessNoStack(error: unknown): false {
  if (saysNoStack(error)) return false;
  throw error;
}

async function onNewStack(session: Session, task: EngineTask, use: (on: Session) => Promise<void>): Promise<void> {
  throwIfStopped(session);
  if (!(await task.mayMakeStack())) return;
  await (task.operation === 'preview' ? onThrowawayBackend(session, use) : use(session));
}

async function operate(session: Session, task: EngineTask, stack: Stack, onEvent: EngineLog['onEvent']): Promise<void> {
  const options = { onEvent, signal: session.signal };
  switch (task.operation) {
    case 'up':
      await stack.up(options);
      return;
    case 'preview':
      await stack.preview(options);
      return;
    case 'destroy':
      await stack.destroy({ ...options, runProgram: true });
  }
}
