import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

// The sandbox is reached as any client reaches it, over HTTP and in a process of its own: no source here imports it.
const SERVE = fileURLToPath(new URL('../../../sandbox/src/serve.ts', import.meta.url));

/** A sandbox in a process of its own, with what it says of how it is reached. */
export interface ServedSandbox {
  readonly connection: unknown;
  stop(): Promise<void>;
}

export async function serveSandbox(args: readonly string[] = []): Promise<ServedSandbox> {
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', SERVE, ...args], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, NODE_OPTIONS: '' },
  });
  const [line] = (await Promise.race([
    once(createInterface({ input: child.stdout }), 'line'),
    once(child, 'close').then(([code]) => Promise.reject(new Error(`the sandbox ended with ${code}`))),
  ])) as [string];
  return { connection: JSON.parse(line), stop: () => stop(child) };
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null) return;
  child.kill('SIGINT');
  await once(child, 'close');
}

/** What the address answers, as JSON. Throws where it refuses. */
export async function request(method: string, url: string, body?: unknown, token?: string): Promise<unknown> {
  const response = await fetch(url, {
    method,
    headers: { 'content-type': 'application/json', ...(token !== undefined && { authorization: `Bearer ${token}` }) },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  if (!response.ok) throw new Error(`${method} ${url} answered ${response.status}: ${text}`);
  return text === '' ? undefined : JSON.parse(text);
}
