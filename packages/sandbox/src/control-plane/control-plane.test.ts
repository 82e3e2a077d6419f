import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, jest, test } from '@jest/globals';
import type { Connection } from '../connection.ts';
import { type ControlPlane, startControlPlane } from './control-plane.ts';
import { endOrphans, MARK, running } from './end-orphans.ts';
import { logOf, withLog } from './wrangler.ts';

jest.setTimeout(180_000);

let dataDir: string;
beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'prego-control-plane-'));
});
afterEach(async () => {
  await endOrphans(dataDir);
  await rm(dataDir, { recursive: true });
});

/** Clouds that nobody answers for: nothing is dispatched here. */
const clouds = {
  cloudflare_zone: 'prego.test',
  github_url: 'http://127.0.0.1:9/api/v3',
  github_repository: 'prego/provisioning',
  github_repository_id: 1,
  github_token: 'none',
  github_oidc_issuer: 'http://127.0.0.1:9',
} as Connection;

const start = (stop = new AbortController().signal) => startControlPlane({ dataDir, port: 0, clouds, stop });

const nodesOf = async ({ url, keys }: ControlPlane) =>
  await fetch(`${url}/internal/nodes`, { headers: { authorization: `Bearer ${keys.INTERNAL_API_KEY}` } });

async function untilRunning(): Promise<void> {
  while (running(dataDir).length === 0) await new Promise((resolve) => setTimeout(resolve, 5));
}

test('it answers, ends without a trace, and comes back where it was', async () => {
  const first = await start();
  expect((await nodesOf(first)).status).toBe(200);
  expect(running(dataDir).length).toBeGreaterThan(0);
  expect((await stat(logOf(dataDir))).mode & 0o777).toBe(0o600);
  await first.close();
  expect(running(dataDir)).toEqual([]);

  const again = await start();
  expect({ url: again.url, keys: again.keys }).toEqual({ url: first.url, keys: first.keys });
  expect((await nodesOf(again)).status).toBe(200);

  // Wrangler starts a workerd that dies again; when wrangler itself is gone, whoever goes on is told.
  process.kill(running(dataDir)[0] as number, 'SIGKILL');
  const { message } = await again.lost;
  await again.close();
  expect(message).toMatch(/^The control plane has ended by itself\. It said last:/);
  expect(running(dataDir)).toEqual([]);
});

test('a stop ends it while it starts', async () => {
  const stop = new AbortController();
  const started = start(stop.signal);
  const outcome = started.then(
    () => 'started',
    (error: Error) => error.name,
  );
  await Promise.race([outcome, untilRunning()]);
  stop.abort();
  expect(await outcome).toBe('AbortError');
  expect(running(dataDir)).toEqual([]);
});

test('what a dead sandbox left of the same folder is ended, and nothing of another', async () => {
  const sleeper = (mark: string) => spawn('sleep', ['600'], { env: { ...process.env, [MARK]: mark }, stdio: 'ignore' });
  const [orphan, stranger] = [sleeper(dataDir), sleeper(`${dataDir}-2`)];
  await Promise.all([once(orphan, 'spawn'), once(stranger, 'spawn')]);
  const ended = once(orphan, 'exit');
  await endOrphans(dataDir);
  expect(await ended).toEqual([null, 'SIGKILL']);
  expect(running(`${dataDir}-2`)).toEqual([stranger.pid]);
  stranger.kill('SIGKILL');
});

test('what wrangler said last is told without colours, frames and empty lines', async () => {
  const lines = Array.from({ length: 20 }, (_, index) => `line ${index}`);
  await writeFile(logOf(dataDir), [...lines, '', '\x1b[31mno such binary\x1b[0m', '    at main (a.js:1:2)'].join('\n'));
  const text = await withLog(dataDir, 'It failed.');
  expect(text.split('\n').slice(0, 2)).toEqual(['It failed. It said last:', '  line 9']);
  expect(text.split('\n').slice(-2)).toEqual(['  no such binary', `All of it: ${logOf(dataDir)}`]);
});
