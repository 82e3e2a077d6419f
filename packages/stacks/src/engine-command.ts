import { type ChildProcess, spawn } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, isAbsolute } from 'node:path';
import type { PulumiCommand } from '@pulumi/pulumi/automation/index.js';
import { version as sdkVersion } from '@pulumi/pulumi/version.js';
import { StackError } from './errors.ts';

export interface CommandResult {
  readonly stdout: string;
  readonly stderr: string;
  readonly code: number;
}

/** The CLI ended with a failure. Its output is what the cause is found from. */
export class EngineFailure extends Error {
  override readonly name = 'EngineFailure';
  readonly result: CommandResult;

  constructor(args: readonly string[], result: CommandResult) {
    super(`pulumi ${args[0] ?? ''} ended with code ${result.code}`);
    this.result = result;
  }
}

/** Inputs and identity of an action never reach the CLI, which hands its whole environment to the plugins. */
const WITHHELD = /^(INPUT_|ACTIONS_)/;

/**
 * What the Automation API asks the CLI before and after an operation, 0.15 to 0.45 s each, and what it gets instead.
 * Every command names its stack itself, so none need be selected; outputs are noted inside the program; the summary
 * comes as an event, so nobody reads the history.
 */
const ANSWERED: Readonly<Record<string, string>> = { select: '', output: '{}', history: '[]' };

/**
 * The Pulumi CLI as the Automation API wants it (`PulumiCommand`), with what its own does not do: no runs that tell
 * nothing new, an environment without the action's inputs, and a process group of its own (a terminal's Ctrl-C must
 * not add to our abort: a second SIGINT orphans resources).
 */
export class EngineCommand {
  readonly command: string;
  /** Taken from the SDK: the two are pinned together, and asking the CLI takes 0.15 s of every run. */
  readonly version = { toString: () => sdkVersion };
  private readonly extraArgs: Readonly<Record<string, readonly string[]>>;

  /** `extraArgs` are added to a subcommand, where the Automation API has no option for a flag of the CLI. */
  constructor(command: string, extraArgs: Readonly<Record<string, readonly string[]>> = {}) {
    this.command = command;
    this.extraArgs = extraArgs;
  }

  /** The Automation API's class has a private constructor; its workspace uses no more of it than is here. */
  asPulumiCommand(): PulumiCommand {
    return this as unknown as PulumiCommand;
  }

  /** Runs the CLI to its end. Throws EngineFailure if it fails, StackError `engine_missing` if it can't be started. */
  async run(
    args: readonly string[],
    cwd: string,
    env: Readonly<Record<string, string>>,
    onOutput?: (text: string) => void,
    onError?: (text: string) => void,
    signal?: AbortSignal,
  ): Promise<CommandResult> {
    const answer = args[0] === 'stack' ? ANSWERED[args[1] ?? ''] : undefined;
    if (answer !== undefined) return { stdout: answer, stderr: '', code: 0 };
    const all = [...args, ...(this.extraArgs[args[0] ?? ''] ?? []), '--non-interactive', '--color', 'never'];
    const child = spawn(this.command, all, {
      cwd,
      env: this.environment(env),
      detached: true,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const interrupt = (): void => void child.kill('SIGINT');
    signal?.addEventListener('abort', interrupt, { once: true });
    // A process that ends without waiting must not leave the CLI and its plugins behind.
    const leave = (): void => (signal?.aborted === true ? killAll(child) : interrupt());
    process.once('exit', leave);
    try {
      const result = await collect(child, onOutput, onError);
      if (result.code !== 0) throw new EngineFailure(args, result);
      return result;
    } catch (error) {
      throw missingEngine(error) ?? error;
    } finally {
      process.off('exit', leave);
      signal?.removeEventListener('abort', interrupt);
    }
  }

  private environment(extra: Readonly<Record<string, string>>): NodeJS.ProcessEnv {
    const env: NodeJS.ProcessEnv = {};
    for (const [name, value] of Object.entries(process.env)) if (!WITHHELD.test(name)) env[name] = value;
    Object.assign(env, extra, { PULUMI_AUTOMATION_API: 'true' });
    // So that plugins beside the CLI are found, as the Automation API does it.
    if (isAbsolute(this.command)) env.PATH = `${dirname(this.command)}:${env.PATH ?? ''}`;
    return env;
  }
}

function collect(
  child: ChildProcess,
  onOutput?: (text: string) => void,
  onError?: (text: string) => void,
): Promise<CommandResult> {
  return new Promise((resolve, reject) => {
    let stdout = '';
    let stderr = '';
    child.stdout?.setEncoding('utf8').on('data', (text: string) => {
      stdout += text;
      onOutput?.(text);
    });
    child.stderr?.setEncoding('utf8').on('data', (text: string) => {
      stderr += text;
      onError?.(text);
    });
    child.once('error', reject);
    // A process that a signal ended has no code: shells show 128 and more for it.
    child.once('close', (code) => resolve({ stdout, stderr, code: code ?? 128 }));
  });
}

/** Kills the CLI and its plugins: those have process groups of their own, and don't notice that it has gone. */
function killAll({ pid }: ChildProcess): void {
  if (pid === undefined) return;
  for (const each of [pid, ...childrenOf(pid)]) {
    try {
      process.kill(each, 'SIGKILL');
    } catch {
      // It has ended by itself.
    }
  }
}

/** The children of a process as Linux tells them, thread by thread; none where there is no /proc. */
function childrenOf(pid: number): number[] {
  try {
    const threads = readdirSync(`/proc/${pid}/task`);
    const lists = threads.map((thread) => readFileSync(`/proc/${pid}/task/${thread}/children`, 'utf8'));
    return lists.flatMap((list) => list.split(' ').filter(Boolean).map(Number));
  } catch {
    return [];
  }
}

function missingEngine(error: unknown): StackError | undefined {
  const { code } = error as NodeJS.ErrnoException;
  if (code !== 'ENOENT' && code !== 'EACCES') return undefined;
  return new StackError(
    'engine_missing',
    "The Pulumi CLI can't be started.",
    `Install Pulumi ${sdkVersion} or give the path of its CLI.`,
    String(error),
    error,
  );
}
