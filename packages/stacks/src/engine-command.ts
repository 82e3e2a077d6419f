import { existsSync } from 'node:fs';
import { dirname, isAbsolute } from 'node:path';
import type { PulumiCommand } from '@pulumi/pulumi/automation/index.js';
import { version as sdkVersion } from '@pulumi/pulumi/version.js';
import { type CommandResult, EngineProcesses } from './engine-processes.ts';
import { StackError } from './errors.ts';

export type { CommandResult };

/** The CLI ended with a failure. Its output is what the cause is found from. */
export class EngineFailure extends Error {
  override readonly name = 'EngineFailure';
  readonly result: CommandResult;

  constructor(args: readonly string[], result: CommandResult) {
    super(`pulumi ${args[0] ?? ''} ended with code ${result.code}`);
    this.result = result;
  }
}

/** The CLI has ended, but the Automation API waits on. */
export class EngineHang extends Error {
  override readonly name = 'EngineHang';

  constructor(afterMs: number) {
    super(`The engine ended ${afterMs} ms ago, and its operation has not.`);
  }
}

export interface EngineCommandOptions {
  /** Added to a subcommand, where the Automation API has no option for a flag of the CLI. */
  readonly extraArgs?: Readonly<Record<string, readonly string[]>>;
  /** How many milliseconds the CLI has to end after the interrupt. Then it is killed, and its plugins with it. */
  readonly graceMs?: number;
}

/** GitHub's runner waits 7,500 ms after its first signal: this leaves time to tell how it ended. */
const GRACE_MS = 5000;

/** Inputs and identity of an action never reach the CLI, which hands its whole environment to the plugins. */
const WITHHELD = /^(INPUT_|ACTIONS_)/;

/** What a shell shows for a command that Ctrl-C ended. */
const INTERRUPTED = 130;

/**
 * What the Automation API asks the CLI before and after an operation, 0.15 to 0.45 s each, and what it gets instead.
 * Every command names its stack itself, so none need be selected; outputs are noted inside the program; the summary
 * comes as an event, so nobody reads the history.
 */
const ANSWERED: Readonly<Record<string, string>> = { select: '', output: '{}', history: '[]' };

/**
 * The Pulumi CLI as the Automation API wants it (`PulumiCommand`), with what its own does not do: no runs that tell
 * nothing new, an environment without the action's inputs, an end in any case.
 */
export class EngineCommand {
  readonly command: string;
  /** Taken from the SDK: the two are pinned together, and asking the CLI takes 0.15 s of every run. */
  readonly version = { toString: () => sdkVersion };
  readonly #extraArgs: Readonly<Record<string, readonly string[]>>;
  readonly #graceMs: number;
  #running = 0;
  /** That of the last run which had one. */
  #signal: AbortSignal | undefined;
  /** Called whenever a run begins or ends, and at the abort. */
  readonly #watchers = new Set<() => void>();
  readonly #notify = (): void => {
    for (const watcher of this.#watchers) watcher();
  };

  constructor(command: string, { extraArgs = {}, graceMs = GRACE_MS }: EngineCommandOptions = {}) {
    this.command = command;
    this.#extraArgs = extraArgs;
    this.#graceMs = graceMs;
  }

  /** The Automation API's class has a private constructor; its workspace uses no more of it than is here. */
  asPulumiCommand(): PulumiCommand {
    return this as unknown as PulumiCommand;
  }

  /**
   * Runs the CLI to its end. An abort interrupts it, and kills it `graceMs` later; after the abort none is started.
   * Throws EngineFailure if it fails or is not started, StackError `engine_missing` if it can't be.
   */
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
    this.#begin(signal);
    try {
      if (signal?.aborted === true) {
        throw new EngineFailure(args, { stdout: '', stderr: 'It was cancelled before it began.', code: INTERRUPTED });
      }
      const all = [...args, ...(this.#extraArgs[args[0] ?? ''] ?? []), '--non-interactive', '--color', 'never'];
      const result = await this.#toItsEnd(
        new EngineProcesses(this.command, all, cwd, this.#environment(env), { onOutput, onError }),
        signal,
      );
      if (result.code !== 0) throw new EngineFailure(args, result);
      return result;
    } catch (error) {
      throw whyNotStarted(error, cwd) ?? error;
    } finally {
      this.#running--;
      this.#notify();
      this.#unlisten();
    }
  }

  /**
   * As `operation`, which runs this command. But once the signal of its runs is aborted and no CLI has run for
   * `afterMs`, it rejects with EngineHang: a throw inside `apply`, say, lets the Automation API wait for ever.
   */
  async guard<T>(operation: Promise<T>, afterMs: number): Promise<T> {
    let waiting: NodeJS.Timeout | undefined;
    let watch = (): void => {};
    const hang = new Promise<never>((_resolve, reject) => {
      watch = () => {
        clearTimeout(waiting);
        const over = this.#running === 0 && this.#signal?.aborted === true;
        if (over) waiting = setTimeout(() => reject(new EngineHang(afterMs)), afterMs);
      };
    });
    this.#watchers.add(watch);
    watch();
    try {
      return await Promise.race([operation, hang]);
    } finally {
      clearTimeout(waiting);
      this.#watchers.delete(watch);
      this.#unlisten();
    }
  }

  #begin(signal: AbortSignal | undefined): void {
    this.#running++;
    if (signal !== undefined && signal !== this.#signal) this.#listen(signal);
    this.#notify();
  }

  #listen(signal: AbortSignal | undefined): void {
    this.#signal?.removeEventListener('abort', this.#notify);
    this.#signal = signal;
    signal?.addEventListener('abort', this.#notify);
  }

  #unlisten(): void {
    if (this.#running === 0 && this.#watchers.size === 0) this.#listen(undefined);
  }

  async #toItsEnd(processes: EngineProcesses, signal: AbortSignal | undefined): Promise<CommandResult> {
    const interrupt = (): void => processes.interrupt(this.#graceMs);
    // A process of ours that ends without waiting must not leave the CLI and its plugins behind.
    const leave = (): void => (signal?.aborted === true ? processes.kill() : processes.interrupt());
    signal?.addEventListener('abort', interrupt, { once: true });
    process.once('exit', leave);
    try {
      return await processes.ended;
    } finally {
      process.off('exit', leave);
      signal?.removeEventListener('abort', interrupt);
    }
  }

  #environment(extra: Readonly<Record<string, string>>): NodeJS.ProcessEnv {
    const env: NodeJS.ProcessEnv = {};
    for (const [name, value] of Object.entries(process.env)) if (!WITHHELD.test(name)) env[name] = value;
    Object.assign(env, extra, { PULUMI_AUTOMATION_API: 'true' });
    // So that plugins beside the CLI are found, as the Automation API does it.
    if (isAbsolute(this.command)) env.PATH = `${dirname(this.command)}:${env.PATH ?? ''}`;
    return env;
  }
}

function whyNotStarted(error: unknown, cwd: string): StackError | undefined {
  const { code } = error as NodeJS.ErrnoException;
  if (code !== 'ENOENT' && code !== 'EACCES') return undefined;
  // Node tells a missing directory as a missing program.
  if (!existsSync(cwd)) {
    return new StackError('invalid_input', `There is no directory "${cwd}" to work in.`, 'Make it, or give another.');
  }
  return new StackError(
    'engine_missing',
    "The Pulumi CLI can't be started.",
    `Install Pulumi ${sdkVersion} or give the path of its CLI.`,
    String(error),
    error,
  );
}
