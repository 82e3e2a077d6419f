import { RunError } from '@pulumi/pulumi';
import { LocalWorkspace, Stack } from '@pulumi/pulumi/automation/index.js';
import { classifyFailure } from './classify-failure.ts';
import { EngineFailure } from './engine-command.ts';
import { StackError } from './errors.ts';
import { eventMapper, type ResourceEvent, type StackEvent } from './events.ts';
import type { StackState } from './exported-state.ts';
import { noteOutputs } from './note-outputs.ts';
import { readState } from './read-state.ts';
import { cancelled, type Session, throwIfStopped } from './session.ts';
import { keepState, stateFileOf } from './state-file.ts';

/** One update, preview or destruction, as the engine is asked for it. */
export interface EngineTask {
  readonly operation: 'up' | 'preview' | 'destroy';
  /** Registers what is to be there. Runs inside the update, under Pulumi's lock. */
  readonly declare: (readState: () => Promise<StackState>) => Promise<Record<string, unknown>>;
  /** Reads every resource from the cloud first: what is gone there leaves the state. */
  readonly refresh?: boolean;
}

export interface EngineRun {
  readonly steps: readonly ResourceEvent[];
  /** What the program reported, as plain values. */
  readonly outputs: Readonly<Record<string, unknown>>;
}

/** The engine failed. */
export class EngineRunFailure extends StackError {
  /** What it said of each resource that failed, by the program's name of it. */
  readonly failed: ReadonlyMap<string, StackError>;
  /** What was done before. */
  readonly steps: readonly ResourceEvent[];

  constructor(error: StackError, failed: ReadonlyMap<string, StackError>, steps: readonly ResourceEvent[]) {
    super(error.code, error.what, error.remedy, error.detail);
    this.failed = failed;
    this.steps = steps;
  }
}

/** How long the Automation API may take to notice that the CLI has ended. It waits for ever if a program never does. */
const SETTLE_MS = 2_000;

/**
 * Runs the engine once, with no more CLI runs than needed. Throws StackError (EngineRunFailure where the
 * engine failed), or what `declare` threw if that is one of `passedOn`.
 */
export async function runEngine(
  session: Session,
  task: EngineTask,
  passedOn: readonly (new (...args: never[]) => Error)[] = [],
): Promise<EngineRun> {
  let noted = (): Record<string, unknown> => ({});
  let thrown: unknown;
  const stateFile = stateFileOf(session);
  const program = async (): Promise<Record<string, unknown>> => {
    try {
      if (task.operation !== 'preview' && stateFile !== undefined) await keepState(stateFile);
      const { registered, read } = noteOutputs(await task.declare(() => readState(session)));
      noted = read;
      return registered;
    } catch (error) {
      thrown = error;
      // The engine would print the stack trace of any other error than its own; the cause is in ours.
      throw new RunError(messageOf(error));
    }
  };

  const log = new EngineLog(session);
  try {
    throwIfStopped(session);
    const workspace = await LocalWorkspace.create({
      pulumiCommand: session.command.asPulumiCommand(),
      program,
      projectSettings: { name: session.project, runtime: 'nodejs' },
      envVars: session.env,
      workDir: session.workDir,
    });
    const stack = await Stack.createOrSelect(session.stack, workspace);
    const operation = operate(session, task, stack, log.onEvent);
    await session.command.guard(operation, SETTLE_MS);
  } catch (error) {
    if (passedOn.some((known) => thrown instanceof known)) throw thrown;
    throw log.failure(error, thrown, session);
  }
  return { steps: log.steps, outputs: noted() };
}

/** What the engine tells while it runs. */
class EngineLog {
  readonly steps: ResourceEvent[] = [];
  readonly #errors: { text: string; resource: string | undefined }[] = [];
  readonly onEvent: (event: Parameters<ReturnType<typeof eventMapper>>[0]) => void;

  constructor(session: Session) {
    const toEvent = eventMapper(session.now);
    this.onEvent = (engineEvent) => {
      const event = toEvent(engineEvent);
      if (event !== undefined) this.#note(event, session);
    };
  }

  #note(event: StackEvent, session: Session): void {
    if (event.type === 'message' && event.severity === 'error') {
      this.#errors.push({ text: event.text, resource: event.resource });
    }
    if (event.type === 'resource' && event.status === 'done') this.steps.push(event);
    session.emit(event);
  }

  failure(error: unknown, thrown: unknown, session: Session): StackError {
    if (error instanceof StackError) return error;
    const printed =
      error instanceof EngineFailure ? `${error.result.stderr}\n${error.result.stdout}` : messageOf(error);
    const stopped = cancelled(session, printed);
    if (stopped) return stopped;
    if (thrown instanceof StackError) return thrown;
    if (thrown !== undefined) {
      const message = `The program failed: ${messageOf(thrown)}.`;
      return new StackError('program_error', message, 'Mend the program, then run it again.', printed, thrown);
    }
    const texts = this.#errors.map(({ text }) => text);
    return new EngineRunFailure(classifyFailure(texts, printed), this.#failedResources(), this.steps);
  }

  #failedResources(): Map<string, StackError> {
    const failed = new Map<string, StackError>();
    for (const { text, resource } of this.#errors) {
      if (resource !== undefined && !failed.has(resource)) failed.set(resource, classifyFailure([text], ''));
    }
    return failed;
  }
}

type OnEvent = EngineLog['onEvent'];

/** Runs the operation; a stack that does not exist is made on the way, or is done already where it was to go. */
async function operate(session: Session, task: EngineTask, stack: Stack, onEvent: OnEvent): Promise<void> {
  try {
    await operateOnExisting(session, task, stack, onEvent);
  } catch (error) {
    if (!(error instanceof EngineFailure) || !NO_STACK.test(error.result.stderr)) throw error;
    if (task.operation === 'destroy') return;
    throwIfStopped(session);
    await createStack(session);
    await operateOnExisting(session, task, stack, onEvent);
    // A preview leaves nothing behind. This refuses a stack that another run has filled meanwhile.
    if (task.operation === 'preview') await stack.workspace.removeStack(stack.name);
  }
}

const NO_STACK = /no stack named/;

async function createStack(session: Session): Promise<void> {
  const { secretsProvider } = session.backend;
  const provider = secretsProvider === undefined ? [] : ['--secrets-provider', secretsProvider];
  try {
    await session.pulumi(['stack', 'init', session.stack, '--no-select', ...provider]);
  } catch (error) {
    const another = error instanceof EngineFailure && /already exists/.test(error.result.stderr);
    if (!another) throw error;
  }
}

async function operateOnExisting(session: Session, task: EngineTask, stack: Stack, onEvent: OnEvent): Promise<void> {
  const options = { onEvent, signal: session.signal, refresh: task.refresh ?? false };
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

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
