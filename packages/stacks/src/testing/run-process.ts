import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import type { Changes, StackEvent } from '../events.ts';
import type { DedicatedSpec } from '../programs/dedicated.ts';
import type { LibrarySpec } from '../programs/library-spec.ts';
import type { SharedRegionSpec } from '../programs/shared-region.ts';
import type { CommonOptions, DestroyOptions, RemoveOptions } from '../run-options.ts';

export const RUN_MAIN = fileURLToPath(new URL('./run-main.ts', import.meta.url));

/** What the process prints once it takes signals. */
export const LISTENING = 'listening';

interface Program {
  readonly shared?: SharedRegionSpec;
  readonly trio?: DedicatedSpec;
  /** A set from the library. */
  readonly set?: LibrarySpec;
  /** A program that throws an error of its own with this message. */
  readonly broken?: string;
}

type What =
  | { readonly operation: 'up' | 'preview' }
  | Omit<DestroyOptions, keyof CommonOptions>
  | Omit<RemoveOptions, keyof CommonOptions>;

/** A `runStack` as JSON: a program is given by what it is made from. */
export type Call = What & Program & Omit<CommonOptions, 'signal' | 'onEvent' | 'now'>;

export interface Outcome {
  readonly changes?: Changes;
  readonly steps?: readonly string[];
  readonly code?: string;
  readonly message?: string;
  readonly detail?: string | undefined;
}

/** A `runStack` in a process of its own. */
export class RunProcess {
  /** What it answered or failed with; undefined if it was killed before. */
  readonly outcome: Promise<Outcome | undefined>;
  readonly events: StackEvent[] = [];
  /** Settles when it takes signals, which is before it begins. */
  readonly listening: Promise<void>;
  readonly #child: ChildProcess;

  constructor(call: Call) {
    const args = ['--disable-warning=ExperimentalWarning', RUN_MAIN, JSON.stringify(call)];
    const env = { ...process.env, NODE_OPTIONS: '' };
    this.#child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'pipe'], env });
    let printed = '';
    this.#child.stdout?.on('data', (text: Buffer) => {
      printed += text.toString();
    });
    const lines = createInterface({ input: this.#child.stderr as Readable });
    this.listening = new Promise((resolve) => {
      lines.on('line', (line) => {
        if (line === LISTENING) resolve();
        else if (line.startsWith('{')) this.events.push(JSON.parse(line) as StackEvent);
        else process.stderr.write(`${line}\n`);
      });
    });
    this.outcome = once(this.#child, 'close').then(() => (printed === '' ? undefined : JSON.parse(printed)));
  }

  /** The process itself; not its CLI, which has a group of its own. */
  signal(signal: NodeJS.Signals): void {
    this.#child.kill(signal);
  }

  /** SIGKILL for the run, for its CLI (which is the Pulumi engine), or for all at once as when a machine dies. */
  async kill(victim: 'run' | 'engine' | 'machine'): Promise<void> {
    const run = this.#child.pid as number;
    const engines = childrenOf(run);
    const plugins = engines.flatMap(childrenOf);
    const victims = { run: [run], engine: engines, machine: [run, ...engines, ...plugins] }[victim];
    for (const pid of victims) process.kill(pid, 'SIGKILL');
    await this.outcome;
    // A CLI whose run has gone ends by itself, at its next word.
    for (const pid of engines) await gone(pid);
  }
}

/** What `call` comes to, in a process of its own. */
export async function runApart(call: Call): Promise<Outcome> {
  const outcome = await new RunProcess(call).outcome;
  if (outcome === undefined) throw new Error('the run ended without an outcome');
  return outcome;
}

function childrenOf(pid: number): number[] {
  const threads = readdirSync(`/proc/${pid}/task`);
  const lists = threads.map((thread) => readFileSync(`/proc/${pid}/task/${thread}/children`, 'utf8'));
  return lists.flatMap((list) => list.split(' ').filter(Boolean).map(Number));
}

/** Waits until a process has ended; one that nobody waits for (a zombie) has. */
async function gone(pid: number): Promise<void> {
  const deadline = Date.now() + 20_000;
  for (;;) {
    try {
      if (/^\d+ \(.*\) Z/.test(readFileSync(`/proc/${pid}/stat`, 'utf8'))) return;
    } catch {
      return;
    }
    if (Date.now() > deadline) throw new Error(`process ${pid} does not end`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
