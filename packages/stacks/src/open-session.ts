import { asStackError } from './as-stack-error.ts';
import { connectClouds } from './clouds/clouds.ts';
import { EngineCommand } from './engine-command.ts';
import { engineEnv } from './engine-env.ts';
import { StackError } from './errors.ts';
import { labelValue, sharedStackName } from './names.ts';
import { STACK_MARK, stackMark } from './orphaned-processes.ts';
import type { RunOptions } from './run-options.ts';
import { PROJECT, type Session } from './session.ts';
import { stateIdOf } from './state-id.ts';

/** Throws `invalid_input` for options that can't be. */
export function checkOptions(options: RunOptions): void {
  const { deadlineMs, graceMs, lockWaitMs } = options;
  for (const [name, value] of Object.entries({ deadlineMs, graceMs, lockWaitMs })) {
    // A timer of Node's holds no more than 31 bits.
    if (value === undefined || (value >= 0 && value < 2 ** 31)) continue;
    throw new StackError('invalid_input', `${name} is ${value}.`, 'Give it in milliseconds, not less than 0.');
  }
  // It becomes part of paths, of commands and of the selector by which a destruction finds what is left.
  const stack = stackOf(options);
  if (stack !== '' && labelValue(stack) === stack) return;
  throw new StackError(
    'invalid_input',
    `"${stack}" is not the name of a stack.`,
    'Give one like sg or dedicated-acme: at most 63 letters, digits, hyphens, underscores and dots.',
  );
}

/** What is of one run: its folder, what ends it, its clock. */
type Own = Pick<Session, 'workDir' | 'signal' | 'deadline' | 'now'>;

/** Everything that one `runStack` works with. Nothing is asked yet. Throws StackError where something needed is missing. */
export function openSession(options: RunOptions, own: Own, stateId = stateIdOf(options.backend.url)): Session {
  const stack = stackOf(options);
  const env = { ...engineEnv(options), [STACK_MARK]: stackMark(options.backend.url, stack) };
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
    stateId,
    holdsLease: options.holdsLease ?? false,
    lockWaitMs: options.lockWaitMs ?? 0,
    met: {},
    clouds: connectClouds(options.credentials, own.signal),
    emit: (event) => options.onEvent?.(event),
    pulumi: async (args) => {
      try {
        return await command.run(args, own.workDir, env, undefined, undefined, own.signal);
      } catch (error) {
        throw asStackError(error, own);
      }
    },
    in: (workDir, backend) => openSession({ ...options, backend }, { ...own, workDir }, stateId),
  };
}

function stackOf(options: RunOptions): string {
  if (options.operation === 'destroy' || options.operation === 'drift') return options.stack;
  return options.operation === 'remove' ? sharedStackName(options.region) : options.program.stack;
}
