import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** How long any of these processes may take: a hang is to be seen. */
const ENDS_WITHIN_MS = 30_000;

export interface Launch {
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string>>;
}

/** Milliseconds from before the start of a process to its end. */
export async function untilExit(launch: Launch): Promise<number> {
  const started = performance.now();
  const child = start(launch);
  await once(child, 'exit');
  return performance.now() - started;
}

/** Milliseconds from before the start of a process to the first that it prints; it is killed then. */
export async function untilOutput(launch: Launch): Promise<number> {
  const started = performance.now();
  const child = start(launch);
  const printed = once(child.stdout as NodeJS.ReadableStream, 'data').then(() => performance.now() - started);
  return await before(child, printed, launch);
}

/** Stands for the control plane: it notes that somebody asks, and never answers. */
export class Listener {
  readonly #server = createServer(() => this.#asked(performance.now()));
  #asked: (at: number) => void = () => {};

  async start(): Promise<string> {
    this.#server.listen(0, '127.0.0.1');
    await once(this.#server, 'listening');
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  /** Milliseconds from before the start of a process to its first request; it is killed then. */
  async untilRequest(launch: Launch): Promise<number> {
    const started = performance.now();
    const asked = new Promise<number>((resolve) => {
      this.#asked = resolve;
    });
    return await before(
      start(launch),
      asked.then((at) => at - started),
      launch,
    );
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    this.#server.close();
    await once(this.#server, 'close');
  }
}

function start({ args, env }: Launch): ChildProcess {
  // Nothing of ours: options of Node that this process has would slow down the others.
  const own = { PATH: process.env.PATH ?? '', HOME: process.env.HOME ?? '', ...env };
  return spawn(process.execPath, args, { env: own, stdio: ['ignore', 'pipe', 'pipe'] });
}

/** What `mark` comes to, unless the process ends before. */
async function before(child: ChildProcess, mark: Promise<number>, { args }: Launch): Promise<number> {
  let said = '';
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (text: Buffer) => (said += text.toString()));
  const deadline = setTimeout(() => child.kill('SIGKILL'), ENDS_WITHIN_MS);
  const closed = once(child, 'close');
  const ended = closed.then(() => Promise.reject(new Error(`${args.join(' ')} ended before:\n${said}`)));
  try {
    return await Promise.race([mark, ended]);
  } finally {
    clearTimeout(deadline);
    child.kill('SIGKILL');
    await closed;
    await ended.catch(() => {});
  }
}
