import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { z } from 'zod';
import { startGateway } from './api-budget/gateway.ts';
import { asStackError, messageOf } from './as-stack-error.ts';
import { ensureBackend } from './backend.ts';
import { HETZNER_ENDPOINT } from './clouds/hetzner-api.ts';
import { withCost } from './cost.ts';
import { destroy } from './destroy.ts';
import { lookForDrift } from './drift.ts';
import { engineEnv } from './engine-env.ts';
import { StackError } from './errors.ts';
import { countChanges, type ResourceEvent, toldOnce } from './events.ts';
import { checkOptions, openSession } from './open-session.ts';
import { PlannedOutputsSchema, StackOutputsSchema } from './outputs.ts';
import { powerOn } from './power-on.ts';
import { presentOutputs } from './present-outputs.ts';
import { withRecovery } from './recovery.ts';
import { removeNodes } from './remove-nodes.ts';
import { removeStack } from './remove-stack.ts';
import type {
  DestroyOptions,
  DestroyResult,
  DriftOptions,
  DriftResult,
  PreviewOptions,
  PreviewResult,
  RemoveOptions,
  RemoveResult,
  RunOptions,
  RunResult,
  UpOptions,
  UpResult,
} from './run-options.ts';
import { type Session, throwIfStopped } from './session.ts';
import { up } from './up.ts';

/** Twenty times what a trio takes; a run that hangs must not hold its lock for a night. */
const DEADLINE_MS = 30 * 60_000;

/**
 * Brings a stack to what its program says, shows what that would change, takes named nodes out of it, or destroys it.
 * Safe to repeat: the same program leaves everything `same`, and what is gone is destroyed already. Safe beside other
 * runs: one at a time holds the stack's lock, the others are refused with `stack_locked`. Always settles, also when
 * the engine does not. Throws StackError, with a code and a remedy, and nothing else.
 */
export async function runStack(options: UpOptions): Promise<UpResult>;
export async function runStack(options: PreviewOptions): Promise<PreviewResult>;
export async function runStack(options: DestroyOptions): Promise<DestroyResult>;
export async function runStack(options: RemoveOptions): Promise<RemoveResult>;
export async function runStack(options: DriftOptions): Promise<DriftResult>;
export async function runStack(options: RunOptions): Promise<RunResult> {
  try {
    return await run({ ...options, onEvent: heard(options.onEvent) });
  } catch (error) {
    throw asStackError(error);
  }
}

async function run(options: RunOptions): Promise<RunResult> {
  const now = options.now ?? (() => performance.now());
  const startedAt = now();
  checkOptions(options);
  engineEnv(options);
  await ensureBackend(options.backend.url);
  const deadline = AbortSignal.timeout(options.deadlineMs ?? DEADLINE_MS);
  const signal = options.signal === undefined ? deadline : AbortSignal.any([options.signal, deadline]);
  const workDir = options.workDir ?? (await mkdtemp(join(tmpdir(), 'prego-stack-')));
  try {
    return await withGateway(options, signal, now, async (hcloudEndpoint) => {
      const credentials = { ...options.credentials, hcloudEndpoint };
      const session = openSession({ ...options, credentials }, { workDir, signal, deadline, now });
      throwIfStopped(session);
      session.emit({ type: 'begun', operation: options.operation, stack: session.stack });
      const result = await perform({ ...options, credentials }, session);
      return { ...result, durationMs: now() - startedAt };
    });
  } finally {
    if (options.workDir === undefined) await rm(workDir, { recursive: true, force: true });
  }
}

/** Does `work` with the gateway that keeps the Hetzner project's budget, whose endpoint it is given. */
async function withGateway<T>(
  { credentials, onEvent }: RunOptions,
  signal: AbortSignal,
  now: () => number,
  work: (endpoint: string) => Promise<T>,
): Promise<T> {
  const tell = toldOnce(now, (ms) => onEvent?.({ type: 'waiting', reason: 'api_budget', ms }));
  const upstream = credentials.hcloudEndpoint ?? HETZNER_ENDPOINT;
  const gateway = await startGateway({ upstream, token: credentials.hcloudToken, signal, onWait: tell });
  try {
    return await work(gateway.url);
  } finally {
    await gateway.close();
  }
}

/** What throws while it listens must not stop the engine in the middle of a server. */
function heard(onEvent: RunOptions['onEvent']): NonNullable<RunOptions['onEvent']> {
  return (event) => {
    try {
      onEvent?.(event);
    } catch (error) {
      process.emitWarning(`onEvent threw: ${messageOf(error)}`);
    }
  };
}

type WithoutDuration<T> = T extends unknown ? Omit<T, 'durationMs'> : never;

function perform(options: RunOptions, session: Session): Promise<WithoutDuration<RunResult>> {
  switch (options.operation) {
    case 'up':
      return bringUp(options, session);
    case 'preview':
      return preview(options, session);
    case 'destroy':
      return takeDown(options, session);
    case 'remove':
      return takeOut(options, session);
    case 'drift':
      return look(session);
  }
}

function bringUp({ program, credentials }: UpOptions, session: Session): Promise<WithoutDuration<UpResult>> {
  return withCost(session, credentials, async (costOf) => {
    const run = await withRecovery(session, (recovery) => up(session, program, 'up', recovery));
    const outputs = parseOutputs(StackOutputsSchema, run.outputs);
    await powerOn(session, outputs.nodes, program.wants);
    return { operation: 'up', ...done(session, run.steps), outputs, ...(await costOf(outputs)) };
  });
}

/** Takes no lock and changes nothing, so there is nothing to wait for and nothing to clear up. */
function preview({ program, credentials }: PreviewOptions, session: Session): Promise<WithoutDuration<PreviewResult>> {
  return withCost(session, credentials, async (costOf) => {
    const run = await up(session, program, 'preview', 'none');
    const outputs = parseOutputs(PlannedOutputsSchema, run.outputs);
    const present = await presentOutputs(session);
    const { cost: costNow } = present ? await costOf(present) : {};
    const costs = { ...(await costOf(outputs)), ...(costNow && { costNow }) };
    return { operation: 'preview', ...done(session, run.steps), outputs, ...costs };
  });
}

async function look(session: Session): Promise<WithoutDuration<DriftResult>> {
  const { steps, drifted, inHand } = await lookForDrift(session);
  return { operation: 'drift', ...done(session, steps), drifted, inHand };
}

function takeOut(options: RemoveOptions, session: Session): Promise<WithoutDuration<RemoveResult>> {
  return withCost(session, options.credentials, async (costOf) => {
    const run = await withRecovery(session, (recovery) => removeNodes(session, options, recovery));
    const outputs = parseOutputs(StackOutputsSchema, run.outputs);
    const { removed } = run;
    return { operation: 'remove', ...done(session, run.steps), removed, outputs, ...(await costOf(outputs)) };
  });
}

async function takeDown(options: DestroyOptions, session: Session): Promise<WithoutDuration<DestroyResult>> {
  const run = await withRecovery(session, (recovery) => destroy(session, options, recovery));
  if (options.removeStack === true) await removeStack(session);
  return { operation: 'destroy', ...done(session, run.steps), removed: run.removed };
}

const done = ({ stack }: Session, steps: readonly ResourceEvent[]) => ({ stack, changes: countChanges(steps), steps });

function parseOutputs<T>(schema: z.ZodType<T>, outputs: unknown): T {
  const parsed = schema.safeParse(outputs);
  if (parsed.success) return parsed.data;
  const wrong = parsed.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`).join('; ');
  const what = `The program's outputs are not those of a stack: ${wrong.replace(/\.$/, '')}.`;
  throw new StackError('program_error', what, 'Mend the program, then run it again: what it made stays.');
}
