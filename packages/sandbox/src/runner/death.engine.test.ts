import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import type { Connection } from '../connection.ts';
import { endLeftovers, markedBelow } from './processes.ts';
import { until } from './testing.ts';

const SERVE = fileURLToPath(new URL('../serve.ts', import.meta.url));

let dir: string;
let children: ChildProcess[];
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'prego-sandbox-death-'));
  children = [];
});
afterEach(async () => {
  for (const child of children) await end(child);
  await endLeftovers(dir);
  await rm(dir, { recursive: true });
});

async function start(): Promise<{ child: ChildProcess; connection: Connection }> {
  const args = ['--disable-warning=ExperimentalWarning', SERVE, '--data-dir', dir, '--runner'];
  const child = spawn(process.execPath, args, {
    env: { ...process.env, NODE_OPTIONS: '' },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  children.push(child);
  const [line] = (await once(createInterface({ input: child.stdout }), 'line')) as [string];
  return { child, connection: JSON.parse(line) as Connection };
}

async function end(child: ChildProcess): Promise<void> {
  child.kill('SIGKILL');
  if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
}

// biome-ignore lint/suspicious/noExplicitAny: answers are read as a client without types would
async function control({ control_url }: Connection, method: string, path: string, body?: unknown): Promise<any> {
  const init = body === undefined ? { method } : { method, body: JSON.stringify(body) };
  return await (await fetch(`${control_url}/github${path}`, init)).json();
}

/** In a session of its own, as the engine's processes are: it does not end with its step. */
const SOURCE = `
on: push
jobs:
  wait:
    runs-on: ubuntu-24.04
    steps: [{ run: "setsid sleep 600 & sleep 601" }]
`;

test('a sandbox that is killed takes all of its jobs with it; the next one tells the run as failed', async () => {
  const { child, connection } = await start();
  await control(connection, 'PUT', '/workflows/wait.yml', { source: SOURCE });
  const { id } = await control(connection, 'POST', '/runs', { workflow: 'wait.yml', event: 'push' });
  // act, a shell, and two that sleep.
  await until(() => markedBelow(dir).length >= 4, 'the job does not run');
  await end(child);
  await until(() => markedBelow(dir).length === 0, 'its jobs go on without their sandbox');

  const next = await start();
  const run = await control(next.connection, 'GET', `/runs/${id}`);
  expect(run).toMatchObject({ status: 'completed', conclusion: 'failure', jobs: [{ conclusion: 'failure' }] });
});
