import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
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
 * Starts act. It does not outlive this process where the system can see to that.
 * @throws {Error} where it can't be started
 */
export async function startAct({ act, args, cwd, env, onLines }: ActOptions): Promise<ActProcess> {
  const [command = act, ...before] = [...endingWithUs(), act];
  const child = spawn(command, [...before, ...args], { cwd, env, stdio: ['ignore', 'pipe', 'pipe'], detached: true });
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

/** A command that runs another which is killed when we die: util-linux has one. */
function endingWithUs(): string[] {
  for (const folder of (process.env.PATH ?? '').split(delimiter)) {
    const path = join(folder, 'setpriv');
    try {
      accessSync(path, constants.X_OK);
      return [path, '--pdeathsig', 'KILL', '--'];
    } catch {
      // Not there: the next one.
    }
  }
  return [];
}
