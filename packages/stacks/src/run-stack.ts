import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startGateway } from './api-budget/gateway.ts';
import { ensureBackend } from './backend.ts';
import { connectClouds } from './clouds/clouds.ts';
import { HETZNER_ENDPOINT } from './clouds/hetzner-api.ts';
import { askCost } from './cost.ts';
import { destroy } from './destroy.ts';
import { EngineCommand, EngineFailure } from './engine-command.ts';
import { engineEnv } from './engine-env.ts';
import { StackError } from './errors.ts';
import { countChanges, type ResourceEvent } from './events.ts';
import { sharedStackName } from './names.ts';
import { STACK_MARK, stackMark } from './orphaned-processes.ts';
import { PlannedOutputsSchema, StackOutputsSchema } from './outputs.ts';
import { powerOn } from './power-on.ts';
import { withRecovery } from './recovery.ts';
import { removeNodes } from './remove-nodes.ts';
import type {
  DestroyOptions,
  DestroyResult,
  PreviewOptions,
  PreviewResult,
  RemoveOptions,
  RemoveResult,
  RunOptions,
  RunResult,
  UpOptions,
  UpResult,
} from './run-options.ts';
import { PROJECT, type Session, throwIfStopped } from './session.ts';
import { stateIdOf } from './state-id.ts';
import { up } from './up.ts';

/** Twenty times what a trio takes; a run that hangs must not hold its lock for a night. */
const DEADLINE_MS = 30 * 60_000;

/**
 * Brings a stack to what its program says, shows what that would change, takes named nodes out of it, or destroys it.
 * Safe to repeat: the same program leaves everything `same`, and what is gone is destroyed already. Safe beside other
 * runs: one at a time holds the stack's lock, the others are refused with `stack_locked`. Always settles, also when
 * the engine does not. Throws StackError, with a code and a remedy.
 */
export async function runStack(options: UpOptions): Promise<UpResult>;
export async function runStack(options: PreviewOptions): Promise<PreviewResult>;
export async function runStack(options: DestroyOptions): Promise<DestroyResult>;
export async function runStack(options: RemoveOptions): Promise<RemoveResult>;
export async function runStack(options: RunOptions): Promise<RunResult> {
  const now = options.now ?? (() => performance.now());
  const startedAt = now();
  checkOptions(options);
  const env = engineEnv(options);
  await ensureBackend(options.backend.url);
  const workDir = options.workDir ?? (await mkdtemp(join(tmpdir(), 'prego-stack-')));
  const deadline = AbortSignal.timeout(options.deadlineMs ?? DEADLINE_MS);
  const signal = options.signal === undefined ? deadline : AbortSignal.any([options.signal, deadline]);
  const upstream = options.credentials.hcloudEndpoint ?? HETZNER_ENDPOINT;
  const gateway = await startGateway({
    upstream,
    token: options.credentials.hcloudToken,
    signal,
    onWait: (ms) => options.onEvent?.({ type: 'waiting', reason: 'api_budget', ms }),
  });
  try {
    const credentials = { ...options.credentials, hcloudEndpoint: gateway.url };
    const session = openSession({ ...options, credentials }, env, { workDir, signal, deadline, now });
    throwIfStopped(session);
    options.onEvent?.({ type: 'begun', operation: options.operation, stack: session.stack });
    const result = await perform({ ...options, credentials }, session);
    return { ...result, durationMs: now() - startedAt } as RunResult;
  } finally {
    await gateway.close();
    if (options.workDir === undefined) await rm(workDir, { recursive: true, force: true });
  }
}

function checkOptions({ deadlineMs, graceMs, lockWaitMs }: RunOptions): void {
  for (const [name, value] of Object.entries({ deadlineMs, graceMs, lockWaitMs })) {
    // A timer of Node's holds no more than 31 bits.
    if (value === undefined || (value >= 0 && value < 2 ** 31)) continue;
    throw new StackError('invalid_input', `${name} is ${value}.`, 'Give it in milliseconds, not less than 0.');
  }
}

function openSession(
  options: RunOptions,
  engineEnvironment: Readonly<Record<string, string>>,
  own: Pick<Session, 'workDir' | 'signal' | 'deadline' | 'now'>,
): Session {
  const stack = stackOf(options);
  const env = {
    ...engineEnvironment,
    // Not Hetzner's own: the run's gateway, which keeps the project's budget.
    HCLOUD_ENDPOINT: options.credentials.hcloudEndpoint ?? '',
    [STACK_MARK]: stackMark(options.backend.url, stack),
  };
  // Protection is decided by our guard, under the same lock: lifting it in a step of its own would leave it lifted
  // if we die in between.
  const command = new EngineCommand(options.engine?.pulumi ?? 'pulumi', {
    extraArgs: { destroy: ['--ignore-protect'] },
    ...(options.graceMs !== undefined && { graceMs: options.graceMs }),
  });
  return {
    ...own,
    stack,
    project: PROJECT,
    command,
    env,
    backend: options.backend,
    stateId: stateIdOf(options.backend.url),
    holdsLease: options.holdsLease ?? false,
    lockWaitMs: options.lockWaitMs ?? 0,
    clouds: connectClouds(options.credentials, own.signal),
    emit: (event) => options.onEvent?.(event),
    pulumi: (args) => command.run(args, own.workDir, env, undefined, undefined, own.signal),
  };
}

function stackOf(options: RunOptions): string {
  if (options.operation === 'destroy') return options.stack;
  return options.operation === 'remove' ? sharedStackName(options.region) : options.program.stack;
}

type Result = Omit<RunResult, 'durationMs'>;

async function perform(options: RunOptions, session: Session): Promise<Result> {
  const { operation } = options;
  const done = (steps: readonly ResourceEvent[]) => ({ stack: session.stack, changes: countChanges(steps), steps });
  if (operation === 'destroy') {
    const run = await withRecovery(session, (recovery) => destroy(session, options.release, recovery));
    if (options.removeStack === true) await removeStack(session);
    return { operation, ...done(run.steps) } as Result;
  }
  const query = askCost(session, options.credentials);
  try {
    const run = await withRecovery(session, (recovery) =>
      operation === 'remove'
        ? removeNodes(session, options, recovery)
        : up(session, options.program, operation, recovery),
    );
    const schema = operation === 'preview' ? PlannedOutputsSchema : StackOutputsSchema;
    const outputs = schema.parse(run.outputs);
    if (operation === 'up') {
      await powerOn(session, options.program.wants ?? outputs.nodes.map(({ node_id }) => node_id));
    }
    return { operation, ...done(run.steps), outputs, ...(await query.of(outputs)) } as Result;
  } finally {
    query.end();
  }
}

async function removeStack(session: Session): Promise<void> {
  try {
    await session.pulumi(['stack', 'rm', session.stack, '--yes']);
  } catch (error) {
    const gone = error instanceof EngineFailure && /no stack named/.test(error.result.stderr);
    if (!gone) throw error;
  }
}
