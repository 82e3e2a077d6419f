import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { type AddressInfo, createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { choosePort } from './port.ts';

let dir: string;
let file: string;
const taken: Server[] = [];
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'prego-port-'));
  file = join(dir, 'port');
});
afterEach(async () => {
  for (const server of taken.splice(0)) server.close();
  await rm(dir, { recursive: true });
});

async function take(port: number): Promise<number> {
  const server = createServer().listen(port, '127.0.0.1');
  taken.push(server);
  await once(server, 'listening');
  return (server.address() as AddressInfo).port;
}

test('a free port is taken, and the same the next time', async () => {
  const port = await choosePort(0, file);
  expect(port).toBeGreaterThan(0);
  expect(await choosePort(0, file)).toBe(port);
});

test('one that another program has meanwhile is given up for another', async () => {
  const before = await choosePort(0, file);
  await take(before);
  const now = await choosePort(0, file);
  expect(now).not.toBe(before);
  expect(await choosePort(0, file)).toBe(now);
});

test('a wish is met or refused', async () => {
  const port = await take(0);
  await expect(choosePort(port, file)).rejects.toMatchObject({ code: 'EADDRINUSE' });
  await new Promise((resolve) => taken.splice(0)[0]?.close(resolve));
  expect(await choosePort(port, file)).toBe(port);
});
