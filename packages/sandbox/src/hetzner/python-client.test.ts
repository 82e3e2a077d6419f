import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { type ServerType, serve } from '@hono/node-server';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { cacheEntry } from '@prego/engine';
import { openCore } from '../core/core.ts';
import { hetznerApp } from './app.ts';
import { type Hetzner, openHetzner } from './hetzner.ts';

const CONTRACT = fileURLToPath(new URL('../../contract/', import.meta.url));
const REQUIREMENTS = join(CONTRACT, 'requirements.txt');
const REMEDY = 'Install Python 3.10 or later with its venv module (Debian: apt-get install python3-venv).';
/** The first run fetches the client from the Python package index. */
const TIMEOUT_MS = 180_000;

const run = promisify(execFile);

let hetzner: Hetzner;
let server: ServerType;

beforeAll(async () => {
  let random = 0;
  const core = openCore({
    path: ':memory:',
    wall: () => performance.timeOrigin + performance.now(),
    randomHex: (bytes) => (++random).toString(16).padStart(bytes * 2, '0'),
  });
  hetzner = openHetzner(core, { actionTimeFactor: 1, addressBlock: '127.80' });
  const { fetch } = hetznerApp(hetzner);
  server = await new Promise((resolve) => {
    const made = serve({ fetch, hostname: '127.0.0.1', port: 0 }, () => resolve(made));
  });
});

afterAll(async () => {
  await new Promise((resolve) => server.close(resolve));
  hetzner.core.store.close();
});

describe("the vendor's Python client", () => {
  test(
    'finds no difference',
    async () => {
      const python = await pythonWithClient();
      const { hetznerToken } = hetzner.core.projects.open({
        hetznerToken: 'h'.repeat(64),
        cloudflareToken: 'c'.repeat(40),
      });
      const { port } = server.address() as AddressInfo;
      const env = { ...process.env, HCLOUD_TOKEN: hetznerToken, HCLOUD_ENDPOINT: `http://127.0.0.1:${port}/v1` };
      const printed = await run(python, ['-B', join(CONTRACT, 'check_hetzner.py')], { env }).catch(
        (error: { stdout: string; stderr: string }) => ({ stdout: `${error.stdout}${error.stderr}` }),
      );
      const lines = printed.stdout.trim().split('\n');
      expect(lines.filter((line) => !line.startsWith('ok '))).toEqual([]);
      expect(lines.at(-1)).toBe('ok an unknown token is refused as unauthorized');
      expect(hetzner.core.ledger.entries().filter((entry) => entry.toMs === null)).toEqual([]);
    },
    TIMEOUT_MS,
  );
});

/** A Python that has the client, made once for these requirements. */
async function pythonWithClient(): Promise<string> {
  const key = createHash('sha256')
    .update(await readFile(REQUIREMENTS))
    .digest('hex')
    .slice(0, 12);
  const folder = await cacheEntry(`sandbox/python-client-${key}`, async (draft) => {
    try {
      await run('python3', ['-m', 'venv', draft]);
    } catch (error) {
      throw new Error(`python3 -m venv failed: ${error instanceof Error ? error.message : error}\n${REMEDY}`);
    }
    const pip = ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', '--no-deps', '-r', REQUIREMENTS];
    await run(join(draft, 'bin', 'python'), pip);
  });
  return join(folder, 'bin', 'python');
}
