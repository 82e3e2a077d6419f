import { type ChildProcess, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { constants } from 'node:os';

export interface CommandResult {
  readonly stdout: string;
  readonly stderr: string;
  readonly code: number;
}

export interface Listeners {
  readonly onOutput?: ((text: string) => void) | undefined;
  readonly onError?: ((text: string) => void) | undefined;
}

/** Every process of a run has it in its environment, plugins too: it finds them when their parent is gone. */
const MARK = 'PREGO_ENGINE_RUN';

/**
 * One run of the CLI and the plugins that it starts. It has a process group of its own: a terminal's Ctrl-C must not
 * add to our interrupt, as a second SIGINT orphans resources. Its plugins have further groups of their own, and don't
 * notice that the CLI has gone.
 */
export class EngineProcesses {
  /** What it printed and the code it ended with, 128 and the signal's number for one that was killed. Rejects if it can't be started. */
  readonly ended: Promise<CommandResult>;
  readonly #mark = randomUUID();
  readonly #cli: ChildProcess;
  #killing: NodeJS.Timeout | undefined;

  constructor(command: string, args: readonly string[], cwd: string, env: NodeJS.ProcessEnv, listeners: Listeners) {
    this.#cli = spawn(command, args, {
      cwd,
      env: { ...env, [MARK]: this.#mark },
      detached: true,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    this.ended = collect(this.#cli, listeners).finally(() => clearTimeout(this.#killing));
    // Only a CLI that was killed leaves plugins behind, which may hold its output open: then it would never close.
    this.#cli.once('exit', (_code, signal) => signal !== null && this.kill());
  }

  /** Asks the CLI to end, which it does after the calls in flight; with `graceMs`, kills it if it has not by then. */
  interrupt(graceMs?: number): void {
    this.#cli.kill('SIGINT');
    if (graceMs !== undefined) this.#killing ??= setTimeout(() => this.kill(), graceMs);
  }

  /** Kills the CLI and its plugins. Where there is no /proc (Linux has it), plugins may stay. */
  kill(): void {
    this.#cli.kill('SIGKILL');
    killMarked(`${MARK}=${this.#mark}`);
  }
}

/** Kills all processes with this in their environment (`NAME=value`). Where there is no /proc none is found. */
export function killMarked(mark: string): void {
  for (const pid of marked(mark)) {
    try {
      process.kill(pid, 'SIGKILL');
    } catch {
      // It has ended by itself.
    }
  }
}

function collect(child: ChildProcess, { onOutput, onError }: Listeners): Promise<CommandResult> {
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
    child.once('close', (code, signal) => {
      resolve({ stdout, stderr, code: code ?? 128 + (signal === null ? 0 : constants.signals[signal]) });
    });
  });
}

/** The processes with this in their environment (`NAME=value`), but for ourselves. */
export function marked(mark: string): number[] {
  return processIds().filter((pid) => {
    if (pid === process.pid) return false;
    try {
      return readFileSync(`/proc/${pid}/environ`, 'latin1').split('\0').includes(mark);
    } catch {
      // It has ended, or is somebody else's.
      return false;
    }
  });
}

function processIds(): number[] {
  try {
    return readdirSync('/proc').map(Number).filter(Number.isInteger);
  } catch {
    return [];
  }
}
