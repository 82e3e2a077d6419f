import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { RunError } from '@pulumi/pulumi';
import { LocalWorkspace, Stack } from '@pulumi/pulumi/automation/index.js';
import { classifyFailure } from './classify-failure.ts';
import { EngineCommand, EngineFailure } from './engine-command.ts';
import { engineEnv, ensureBackend } from './engine-env.ts';
import { StackError } from './errors.ts';
import { countChanges, eventMapper, type ResourceEvent } from './events.ts';
import { parseExport, protectedNodes, type StateResource } from './exported-state.ts';
import { noteOutputs } from './note-outputs.ts';
import { PlannedOutputsSchema, StackOutputsSchema } from './outputs.ts';
import type {
  DestroyOptions,
  DestroyResult,
  Done,
  PreviewOptions,
  PreviewResult,
  RunOptions,
  RunResult,
  UpOptions,
  UpResult,
} from './run-options.ts';

/** Pulumi's project: part of every URN, so it never changes. */
const PROJECT = 'prego';

/**
 * Brings a stack to what its program says, shows what that would change, or destroys it. Safe to repeat: the same
 * program leaves everything `same`, and a stack that is gone is destroyed already. Throws StackError, always with a
 * code and a remedy.
 */
export async function runStack(options: UpOptions): Promise<UpResult>;
export async function runStack(options: PreviewOptions): Promise<PreviewResult>;
export async function runStack(options: DestroyOptions): Promise<DestroyResult>;
export async function runStack(options: RunOptions): Promise<RunResult> {
  const env = engineEnv(options);
  throwIfAborted(options.signal);
  await ensureBackend(options.backend.url);
  const workDir = options.workDir ?? (await mkdtemp(join(tmpdir(), 'prego-stack-')));
  try {
    return await run(options, env, workDir);
  } finally {
    if (options.workDir === undefined) await rm(workDir, { recursive: true, force: true });
  }
}

async function run(options: RunOptions, env: Record<string, string>, workDir: string): Promise<RunResult> {
  const now = options.now ?? (() => performance.now());
  const startedAt = now();
  const name = options.operation === 'destroy' ? options.stack : options.program.stack;
  // Protection is decided by our guard, under the same lock: lifting it in a step of its own would leave it lifted
  // if we die in between.
  const command = new EngineCommand(options.engine?.pulumi ?? 'pulumi', { destroy: ['--ignore-protect'] });
  const readState = async (): Promise<StateResource[]> =>
    parseExport((await command.run(['stack', 'export', '--stack', name], workDir, env)).stdout);

  let noted = (): Record<string, unknown> => ({});
  let thrown: unknown;
  const program = async (): Promise<Record<string, unknown>> => {
    try {
      if (options.operation === 'destroy') {
        refuseUnlessReleased(await readState(), options.release);
        return {};
      }
      const { registered, read } = noteOutputs(await options.program.declare({ readState }));
      noted = read;
      return registered;
    } catch (error) {
      thrown = error;
      // The engine would print the stack trace of any other error than its own; the cause is in ours.
      throw new RunError(messageOf(error));
    }
  };

  const errors: string[] = [];
  const steps: ResourceEvent[] = [];
  const toEvent = eventMapper(now);
  const onEvent = (engineEvent: Parameters<typeof toEvent>[0]): void => {
    const event = toEvent(engineEvent);
    if (event === undefined) return;
    if (event.type === 'message' && event.severity === 'error') errors.push(event.text);
    if (event.type === 'resource' && event.status === 'done') steps.push(event);
    options.onEvent?.(event);
  };

  options.onEvent?.({ type: 'begun', operation: options.operation, stack: name });
  const engine = { onEvent, ...(options.signal && { signal: options.signal }) };
  try {
    const workspace = await LocalWorkspace.create({
      pulumiCommand: command.asPulumiCommand(),
      program,
      projectSettings: { name: PROJECT, runtime: 'nodejs' },
      envVars: env,
      workDir,
    });
    const stack = await Stack.createOrSelect(name, workspace);
    await operate(options, stack, engine);
  } catch (error) {
    throw asStackError(error, thrown, errors, options.signal);
  }

  const done: Done = { stack: name, changes: countChanges(steps), steps, durationMs: now() - startedAt };
  if (options.operation === 'destroy') return { operation: 'destroy', ...done };
  if (options.operation === 'up') return { operation: 'up', ...done, outputs: StackOutputsSchema.parse(noted()) };
  return { operation: 'preview', ...done, outputs: PlannedOutputsSchema.parse(noted()) };
}

type EngineOptions = Parameters<Stack['up']>[0] & Parameters<Stack['preview']>[0] & Parameters<Stack['destroy']>[0];

/** Runs the operation; a stack that does not exist is made on the way, or is done already where it was to go. */
async function operate(options: RunOptions, stack: Stack, engine: EngineOptions): Promise<void> {
  try {
    await operateOnExisting(options, stack, engine);
  } catch (error) {
    if (!(error instanceof EngineFailure) || !NO_STACK.test(error.result.stderr)) throw error;
    if (options.operation === 'destroy') return;
    throwIfAborted(options.signal);
    await createStack(stack);
    await operateOnExisting(options, stack, engine);
    // A preview leaves nothing behind. This refuses a stack that another run has filled meanwhile.
    if (options.operation === 'preview') await stack.workspace.removeStack(stack.name);
  }
}

const NO_STACK = /no stack named/;

async function createStack(stack: Stack): Promise<void> {
  try {
    await stack.workspace.createStack(stack.name);
  } catch (error) {
    const another = error instanceof EngineFailure && /already exists/.test(error.result.stderr);
    if (!another) throw error;
  }
}

async function operateOnExisting(options: RunOptions, stack: Stack, engine: EngineOptions): Promise<void> {
  switch (options.operation) {
    case 'up':
      await stack.up(engine);
      return;
    case 'preview':
      await stack.preview(engine);
      return;
    case 'destroy':
      await stack.destroy({ ...engine, runProgram: true });
      if (options.removeStack === true) await stack.workspace.removeStack(stack.name);
  }
}

function refuseUnlessReleased(resources: readonly StateResource[], release: DestroyOptions['release']): void {
  if (release === 'all') return;
  const unnamed = protectedNodes(resources).filter((node) => !release.includes(node));
  if (unnamed.length === 0) return;
  throw new StackError(
    'tenant_loss_refused',
    `Destroying this stack would also take ${unnamed.join(', ')}.`,
    'Nothing was done. Name every node that is to go.',
  );
}

function throwIfAborted(signal: AbortSignal | undefined): void {
  if (signal?.aborted === true) throw cancelled();
}

function cancelled(detail?: string): StackError {
  return new StackError('cancelled', 'The run was cancelled.', 'Run it again: it goes on where it stopped.', detail);
}

function asStackError(error: unknown, thrown: unknown, errors: readonly string[], signal?: AbortSignal): StackError {
  if (error instanceof StackError) return error;
  const printed = error instanceof EngineFailure ? `${error.result.stderr}\n${error.result.stdout}` : messageOf(error);
  if (signal?.aborted === true) return cancelled(printed);
  if (thrown instanceof StackError) return thrown;
  if (thrown !== undefined) {
    const message = `The program failed: ${messageOf(thrown)}.`;
    return new StackError('program_error', message, 'Mend the program, then run it again.', printed, thrown);
  }
  return classifyFailure(errors, printed);
}

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
