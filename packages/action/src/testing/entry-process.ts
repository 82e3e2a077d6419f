import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

/** A runner as an entry of the action sees it: its files, and the state that goes from main to post. */
export class FakeRunner {
  readonly folder = mkdtempSync(join(tmpdir(), 'prego-runner-'));
  readonly #with: Readonly<Record<string, string>>;
  readonly #env: Readonly<Record<string, string>>;
  #steps = 0;

  /** @param given the step's `with:`; `env` is what the job's environment has besides */
  constructor(given: Readonly<Record<string, string>>, env: Readonly<Record<string, string>> = {}) {
    this.#with = given;
    this.#env = env;
  }

  /** Starts main.ts or post.ts; post is told what main has left. `step`: what of `with:` is of this step only. */
  start(entry: 'main' | 'post', main?: EntryProcess, step: Readonly<Record<string, string>> = {}): EntryProcess {
    const files = join(this.folder, String(++this.#steps));
    const inputs = Object.entries({ ...this.#with, ...step }).map(([name, value]) => [
      `INPUT_${name.toUpperCase()}`,
      value,
    ]);
    const state = Object.entries(main?.state ?? {}).map(([name, value]) => [`STATE_${name}`, value]);
    return new EntryProcess(entry, files, {
      ...this.#env,
      ...Object.fromEntries([...inputs, ...state]),
      PATH: process.env.PATH ?? '',
      RUNNER_TEMP: this.folder,
    });
  }

  /** Removes all that was written. */
  remove(): void {
    rmSync(this.folder, { recursive: true });
  }
}

/** A process of one of the action's entries, from its sources. */
export class EntryProcess {
  readonly process: ChildProcess;
  readonly #files: string;
  #printed = '';

  constructor(entry: 'main' | 'post', files: string, env: Record<string, string>) {
    this.#files = files;
    for (const name of ['output', 'state', 'summary']) writeFileSync(`${files}.${name}`, '');
    const given = {
      GITHUB_OUTPUT: `${files}.output`,
      GITHUB_STATE: `${files}.state`,
      GITHUB_STEP_SUMMARY: `${files}.summary`,
    };
    const path = fileURLToPath(new URL(`../${entry}.ts`, import.meta.url));
    this.process = spawn(process.execPath, [path], { env: { ...env, ...given }, stdio: ['ignore', 'pipe', 'pipe'] });
    for (const stream of [this.process.stdout, this.process.stderr]) {
      stream?.setEncoding('utf8').on('data', (text: string) => {
        this.#printed += text;
      });
    }
  }

  /** stdout and stderr. */
  get printed(): string {
    return this.#printed;
  }

  get outputs(): Record<string, string> {
    return entriesIn(readFileSync(`${this.#files}.output`, 'utf8'));
  }

  get state(): Record<string, string> {
    return entriesIn(readFileSync(`${this.#files}.state`, 'utf8'));
  }

  get summary(): string {
    return readFileSync(`${this.#files}.summary`, 'utf8');
  }

  /** Everything that the process has left behind. */
  everything(): string {
    return [this.printed, this.summary, ...Object.values(this.outputs), ...Object.values(this.state)].join('\n');
  }

  /** Its exit code; null where a signal ended it. */
  async ended(): Promise<number | null> {
    if (this.process.exitCode === null && this.process.signalCode === null) await once(this.process, 'exit');
    return this.process.exitCode;
  }

  /** Waits until `so` holds; throws once the process has ended, or after a while, without it. */
  async until(so: () => boolean): Promise<void> {
    for (const limit = performance.now() + 30_000; !so(); await sleep(20)) {
      const over = this.process.exitCode !== null || performance.now() > limit;
      if (over) throw new Error(`It did not come to that. Printed:\n${this.printed}`);
    }
  }
}

/** As the runner reads GITHUB_OUTPUT and GITHUB_STATE: the last of a name counts. */
function entriesIn(text: string): Record<string, string> {
  const entries = text.matchAll(/^(?<name>\w+)<<(?<end>\S+)\n(?<value>[\s\S]*?)\n\k<end>$/gm);
  return Object.fromEntries([...entries].map(({ groups }) => [groups?.name ?? '', groups?.value ?? '']));
}
