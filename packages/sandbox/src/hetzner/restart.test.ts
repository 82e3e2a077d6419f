import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { aServer, testCloud } from './testing.ts';

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'prego-sandbox-'));
});

afterEach(() => rmSync(folder, { recursive: true }));

test('what was acknowledged is there when the same file is opened again, and actions under way end', async () => {
  const path = join(folder, 'state.sqlite');
  const before = testCloud({ path });
  const server = (await before.call('POST', '/servers', aServer('web-1', { labels: { a: 'b' } }))).body.server;
  const volume = (await before.call('POST', '/volumes', { name: 'data', size: 10, location: 'fsn1' })).body.volume;

  // Not closed: a process that is killed closes nothing either.
  const after = testCloud({ path });
  expect(after.project.id).toBe(before.project.id);
  expect((await after.call('GET', `/servers/${server.id}`)).body.server).toEqual(server);
  expect((await after.call('DELETE', `/servers/${server.id}`)).body.error.code).toBe('locked');
  await after.settled();
  expect((await after.call('GET', `/servers/${server.id}`)).body.server.status).toBe('running');
  expect((await after.call('GET', `/volumes/${volume.id}`)).body.volume.status).toBe('available');

  const next = (await after.call('POST', '/servers', aServer('web-2'))).body.server;
  expect(next.id).toBeGreaterThan(volume.id);
  expect(next.public_net.ipv4?.ip).not.toBe(server.public_net.ipv4?.ip);
  expect((await after.call('POST', '/servers', aServer('web-1'))).body.error.code).toBe('uniqueness_error');
  for (const cloud of [before, after]) cloud.hetzner.core.store.close();
});
