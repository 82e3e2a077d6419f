import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { killTree } from './processes.ts';

export interface ActOptions {
  /** Path of act's binary. */
  readonly act: string;
  readonly args: readonly string[];
  readonly cwd: string;
  readonly env: NodeJS.ProcessEnv;
  /** Told of what act says, in order, some lines at a time. */
  readonly onLines: (lines: readonly string[]) => void;
}

/** One run of act. */
export interface ActProcess {
  readonly pid: number;
  lives(): boolean;
  /** Resolves when act has ended, and with what it said last of itself. */
  readonly ended: Promise<{ readonly errors: string }>;
  /** Ends it and its steps at once. */
  kill(): void;
}

/** What act says of itself is a few lines; more than its end nobody needs. */
const KEPT_ERRORS = 4_000;

/**
 * Starts act, in a process group of its own: a terminal's Ctrl-C is not for it.
 * @throws {Error} where it can't be started
 */
export async function startAct({ act, args, cwd, env, onLines }: ActOptions): Promise<ActProcess> {
  const child = spawn(act, args, { cwd, env, stdio: ['ignore', 'pipe', 'pipe'], detached: true });
  let errors = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    errors = (errors + text).slice(-KEPT_ERRORS);
  });
  let said: string[] = [];
  const tell = () => {
    const lines = said;
    said = [];
    if (lines.length > 0) onLines(lines);
  };
  const output = createInterface({ input: child.stdout }).on('line', (line) => {
    // Lines that come at once are kept at once.
    if (said.push(line) === 1) setImmediate(tell);
  });
  const ended = Promise.all([once(child, 'exit'), once(output, 'close')]).then(() => {
    tell();
    return { errors };
  });
  await once(child, 'spawn');
  const pid = child.pid as number;
  return {
    pid,
    lives: () => child.exitCode === null && child.signalCode === null,
    ended,
    kill: () => killTree(pid),
  };
}
