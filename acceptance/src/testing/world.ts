import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface, type Interface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { processesOf } from './action-processes.ts';

// Reached as any client reaches it, in a process of its own, so that it can be killed.
const SERVE = fileURLToPath(new URL('../../../packages/sandbox/src/serve-world.ts', import.meta.url));

/** Part of what `.prego/sandbox.json` says of a running sandbox. */
export const Connection = z.object({
  hetzner_url: z.string(),
  hetzner_token: z.string(),
  cloudflare_url: z.string(),
  cloudflare_token: z.string(),
  cloudflare_zone_id: z.string(),
  cloudflare_zone: z.string(),
  github_url: z.string(),
  github_token: z.string(),
  github_repository: z.string(),
  control_url: z.string(),
  dns_address: z.string(),
  state_url: z.string(),
  state_passphrase: z.string(),
  control_plane_url: z.string(),
  internal_api_key: z.string(),
  pid: z.number(),
});
export type Connection = z.infer<typeof Connection>;

interface Served {
  readonly child: ChildProcess;
  readonly lines: Interface;
  readonly connection: Connection;
  /** What it has said beside its connections, line by line. */
  readonly said: string[];
}

/** Clouds, GitHub with its runner, and the control plane: all of it on one folder, in one process that has children. */
export class World {
  readonly dir: string;
  #served: Served;

  private constructor(dir: string, served: Served) {
    this.dir = dir;
    this.#served = served;
  }

  static async open(): Promise<World> {
    const dir = await mkdtemp(join(tmpdir(), 'prego-world-'));
    return new World(dir, await serve(dir));
  }

  get connection(): Connection {
    return this.#served.connection;
  }

  /** What the world has printed for people since it was opened last. */
  get printed(): string {
    return this.#served.said.join('\n');
  }

  /** The control plane dies without a word, and another takes its place on what it left. */
  async killControlPlane(): Promise<void> {
    const { child, lines } = this.#served;
    for (const pid of processesOf(join(this.dir, 'control-plane'), /workerd/)) process.kill(pid, 'SIGKILL');
    const back = once(lines, 'line');
    child.kill('SIGUSR2');
    await Promise.race([back, failure(child)]);
  }

  /** All of it dies without a word, and comes back on what it left. */
  async killAndReopen(): Promise<void> {
    this.#served.child.kill('SIGKILL');
    await ended(this.#served.child);
    this.#served = await serve(this.dir);
  }

  async close(): Promise<void> {
    this.#served.child.kill('SIGINT');
    await ended(this.#served.child);
    await rm(this.dir, { recursive: true, force: true });
  }
}

async function serve(dir: string): Promise<Served> {
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', SERVE, '--data-dir', dir], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, NODE_OPTIONS: '' },
  });
  const said: string[] = [];
  createInterface({ input: child.stderr }).on('line', (line) => {
    said.push(line);
    // That the engine is there is said by every world.
    if (!line.startsWith('✓')) process.stderr.write(`${line}\n`);
  });
  const lines = createInterface({ input: child.stdout });
  const [line] = (await Promise.race([once(lines, 'line'), failure(child)])) as [string];
  return { child, lines, said, connection: Connection.parse(JSON.parse(line)) };
}

async function failure(child: ChildProcess): Promise<never> {
  const [code] = await once(child, 'close');
  throw new Error(`the world ended with ${code}`);
}

async function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode === null && child.signalCode === null) await once(child, 'close');
}
