import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import type { Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import type { NodeUnderTest } from './node-under-test.ts';
import { passOn } from './pass-on.ts';

const INSIDE = fileURLToPath(new URL('./pass-on-inside.ts', import.meta.url));

/** What a network would be to a node: leads this machine's connections into the node's own. */
export class WayIn {
  readonly #folder: string;
  readonly #inside: ChildProcess;
  readonly #servers: Server[] = [];

  private constructor(folder: string, inside: ChildProcess) {
    this.#folder = folder;
    this.#inside = inside;
  }

  /** For these ports of the node at its address. */
  static async to(node: NodeUnderTest, address: string, ports: readonly number[]): Promise<WayIn> {
    const folder = await mkdtemp(join(tmpdir(), 'prego-way-'));
    // A network namespace has loopback addresses of its own, but a socket in a folder is there for both.
    const [command, ...prefix] = node.network;
    const passOnInside = [process.execPath, INSIDE, address, ...ports.map((port) => join(folder, String(port)))];
    const inside = spawn(command, [...prefix, ...passOnInside], { stdio: ['pipe', 'pipe', 'inherit'] });
    const way = new WayIn(folder, inside);
    await Promise.race([
      once(createInterface({ input: inside.stdout }), 'line'),
      once(inside, 'close').then(([code]) => Promise.reject(new Error(`the way into the node ended with ${code}`))),
    ]);
    return way;
  }

  /** Where connections to this port of the node begin: for whoever stands before it. */
  socket(port: number): string {
    return join(this.#folder, String(port));
  }

  /** Has this machine answer on the node's address at this port. */
  async open(address: string, port: number): Promise<void> {
    this.#servers.push(await passOn({ host: address, port }, { path: this.socket(port) }));
  }

  async close(): Promise<void> {
    for (const server of this.#servers) server.close();
    this.#inside.stdin?.end();
    if (this.#inside.exitCode === null && this.#inside.signalCode === null) await once(this.#inside, 'close');
    await rm(this.#folder, { recursive: true });
  }
}
