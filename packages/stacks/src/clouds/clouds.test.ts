import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { z } from 'zod';
import type { Credentials } from '../credentials.ts';
import { SandboxProcess } from '../testing/sandbox-process.ts';
import { type Clouds, connectClouds } from './clouds.ts';

let sandbox: SandboxProcess;
let clouds: Clouds;
beforeAll(async () => {
  sandbox = await SandboxProcess.start(['--action-time-factor', '0.1']);
});
afterAll(() => sandbox.stop());
beforeEach(async () => {
  await sandbox.control('POST', '/reset');
  clouds = connectClouds(sandbox.options.credentials);
});

/** The requests that reached the clouds since the last reset, method and path. */
async function requests(): Promise<string[]> {
  const Entries = z.object({ entries: z.array(z.object({ method: z.string(), path: z.string() })) });
  const { entries } = Entries.parse(await sandbox.control('GET', '/journal?limit=1000'));
  return entries.map(({ method, path }) => `${method} ${path}`);
}

const network = (name: string, labels = {}) =>
  sandbox.hetzner('POST', '/networks', { name, ip_range: '10.0.0.0/16', labels });

async function serverThatIsOff(name: string): Promise<string> {
  const order = { name, server_type: 'cx23', image: 'ubuntu-24.04', location: 'fsn1', start_after_create: false };
  const answer = await sandbox.hetzner('POST', '/servers', order);
  await ended(answer);
  return String(z.object({ server: z.object({ id: z.number() }) }).parse(answer).server.id);
}

/** Waits until the action that an answer tells of has ended. */
async function ended(answer: unknown): Promise<void> {
  await clouds.hetzner.waitFor(z.object({ action: z.object({ id: z.number() }) }).parse(answer).action.id);
}

const lostAnswer = (method: string, path: string) =>
  sandbox.control('POST', '/faults', { request: { method, path }, drop: 'after' });

describe('finding by name', () => {
  test('tells what there is with its labels, and leaves out what there is not', async () => {
    await network('ours', { 'managed-by': 'prego' });
    await network('theirs');
    await expect(clouds.byName('networks', ['ours', 'absent'])).resolves.toEqual([
      { id: expect.any(String), name: 'ours', labels: { 'managed-by': 'prego' } },
    ]);
  });

  test('tells where a server and a volume are, and the type of the server', async () => {
    await sandbox.hetzner('POST', '/volumes', { name: 'data', size: 10, location: 'hel1' });
    await serverThatIsOff('web');
    const [volume] = await clouds.byName('volumes', ['data']);
    const [server] = await clouds.byName('servers', ['web']);
    expect([volume?.location, volume?.serverType]).toEqual(['hel1', undefined]);
    expect([server?.location, server?.serverType]).toEqual(['fsn1', 'cx23']);
  });

  test('asks for a few names each, for many once', async () => {
    await network('n1');
    await clouds.byName('networks', ['n1', 'n2', 'n1']);
    expect((await requests()).filter((request) => request.startsWith('GET')).toSorted()).toEqual([
      'GET /v1/networks?name=n1&page=1&per_page=50',
      'GET /v1/networks?name=n2&page=1&per_page=50',
    ]);
    await expect(clouds.byName('networks', ['n1', 'n2', 'n3', 'n4'])).resolves.toHaveLength(1);
    expect(await requests()).toContain('GET /v1/networks?per_page=50');
    expect(await requests()).toHaveLength(1 + 2 + 1);
  });

  test('asks for each of many names where there is more than a page of the kind', async () => {
    const names = Array.from({ length: 51 }, (_, index) => `n${index}`);
    await Promise.all(names.map((name) => network(name)));
    const wanted = ['n50', 'n0', 'absent', 'n25'];
    const found = await clouds.byName('networks', wanted);
    expect(found.map(({ name }) => name).toSorted()).toEqual(['n0', 'n25', 'n50']);
    expect((await requests()).slice(51)).toHaveLength(1 + wanted.length);
  });

  test('a list goes on over all pages', async () => {
    const names = Array.from({ length: 51 }, (_, index) => `n${index}`);
    await Promise.all(names.map((name) => network(name, { 'managed-by': 'prego' })));
    await network('theirs');
    const found = await clouds.hetzner.list('networks', { labelSelector: 'managed-by=prego' });
    expect(found.map(({ name }) => name).toSorted()).toEqual(names.toSorted());
  });

  test('tells the address ranges of a network', async () => {
    const { network: made } = z.object({ network: z.object({ id: z.number() }) }).parse(
      await sandbox.hetzner('POST', '/networks', {
        name: 'n',
        ip_range: '10.0.0.0/16',
        subnets: [{ type: 'cloud', ip_range: '10.0.1.0/24', network_zone: 'eu-central' }],
      }),
    );
    await expect(clouds.subnetsOf(String(made.id))).resolves.toEqual(['10.0.1.0/24']);
  });
});

describe('DNS records', () => {
  const zone = () => sandbox.connection.cloudflare_zone_id;
  const name = () => `web.${sandbox.connection.cloudflare_zone}`;

  test('are those of the name, with their type', async () => {
    await sandbox.addRecord({ type: 'A', name: name(), content: '192.0.2.1', ttl: 60 });
    await sandbox.addRecord({ type: 'AAAA', name: name(), content: '2001:db8::1', ttl: 60 });
    await sandbox.addRecord({ type: 'TXT', name: name(), content: '"x"', ttl: 60 });
    await sandbox.addRecord({ type: 'A', name: `other-${name()}`, content: '192.0.2.2', ttl: 60 });
    const found = await clouds.records(zone(), name());
    expect(found.map(({ type, content, comment }) => [type, content, comment]).toSorted()).toEqual([
      ['A', '192.0.2.1', ''],
      ['AAAA', '2001:db8::1', ''],
    ]);
  });

  test('go, also when they are gone already', async () => {
    await sandbox.addRecord({ type: 'A', name: name(), content: '192.0.2.1', ttl: 60 });
    const [record] = await clouds.records(zone(), name());
    const remove = () => clouds.cloudflare?.removeRecord(zone(), String(record?.id));
    await remove();
    await expect(clouds.records(zone(), name())).resolves.toEqual([]);
    await expect(remove()).resolves.toBeUndefined();
  });

  test('of a zone that is not there are an error', async () => {
    await expect(clouds.cloudflare?.removeRecord('0'.repeat(32), '0'.repeat(32))).rejects.toMatchObject({
      name: 'StackError',
    });
  });

  test("can't be read without a token", async () => {
    const { hcloudToken } = sandbox.options.credentials;
    await expect(connectClouds({ hcloudToken }).records('z', 'web.example')).rejects.toMatchObject({
      code: 'invalid_credentials',
      message: expect.stringContaining('CLOUDFLARE_API_TOKEN'),
    });
  });
});

describe('a server', () => {
  test('is turned on, and running when that has ended', async () => {
    const id = await serverThatIsOff('web');
    await expect(clouds.hetzner.serverStatus(id)).resolves.toBe('off');
    await clouds.hetzner.powerOn(id);
    await expect(clouds.hetzner.serverStatus(id)).resolves.toBe('running');
  });

  test('is turned on once when the answer is lost', async () => {
    const id = await serverThatIsOff('web');
    await lostAnswer('POST', '/v1/servers/*/actions/poweron');
    await clouds.hetzner.powerOn(id);
    expect((await requests()).filter((request) => request.endsWith('poweron'))).toHaveLength(1);
  });

  test('is ordered on again when the order was lost', async () => {
    const id = await serverThatIsOff('web');
    const request = { method: 'POST', path: '/v1/servers/*/actions/poweron' };
    await sandbox.control('POST', '/faults', { request, drop: 'before' });
    await clouds.hetzner.powerOn(id);
    await expect(clouds.hetzner.serverStatus(id)).resolves.toBe('running');
  });

  test('is gone when its removal has ended; a second removal is fine', async () => {
    const id = await serverThatIsOff('web');
    await clouds.hetzner.remove('servers', id);
    await expect(clouds.hetzner.serverStatus(id)).resolves.toBeUndefined();
    await expect(clouds.hetzner.remove('servers', id)).resolves.toBeUndefined();
  });

  test('is gone also when the answer to its removal was lost', async () => {
    const id = await serverThatIsOff('web');
    await lostAnswer('DELETE', '/v1/servers/*');
    await clouds.hetzner.remove('servers', id);
    await expect(clouds.hetzner.serverStatus(id)).resolves.toBeUndefined();
  });

  test('that is protected stays, and is not asked for again and again', async () => {
    const id = await serverThatIsOff('web');
    const path = `/servers/${id}/actions/change_protection`;
    await ended(await sandbox.hetzner('POST', path, { delete: true, rebuild: true }));
    await expect(clouds.hetzner.remove('servers', id)).rejects.toMatchObject({ code: 'delete_protected' });
    await expect(clouds.hetzner.serverStatus(id)).resolves.toBe('off');
    expect((await requests()).filter((request) => request.startsWith('DELETE'))).toHaveLength(1);
  });

  test('that an action holds is removed when that has ended', async () => {
    const id = await serverThatIsOff('web');
    await sandbox.hetzner('POST', `/servers/${id}/actions/poweron`);
    await clouds.hetzner.remove('servers', id);
    await expect(clouds.hetzner.serverStatus(id)).resolves.toBeUndefined();
  });

  test('whose action fails is an error that says which', async () => {
    const id = await serverThatIsOff('web');
    await sandbox.control('POST', '/faults', { action: 'delete_server', code: 'action_failed', message: 'no luck' });
    await expect(clouds.hetzner.remove('servers', id)).rejects.toMatchObject({
      code: 'update_failed',
      message: expect.stringMatching(/delete_server .*no luck \(action_failed\)/),
    });
  });
});

describe('a token', () => {
  const connect = (change: Partial<Credentials>) => connectClouds({ ...sandbox.options.credentials, ...change });

  test("that a vendor does not know is 'unauthorized' at once", async () => {
    const strange = connect({ hcloudToken: 'x'.repeat(64), cloudflareToken: 'x'.repeat(40) });
    await expect(strange.byName('servers', ['a'])).rejects.toMatchObject({ code: 'unauthorized' });
    await expect(strange.records(sandbox.connection.cloudflare_zone_id, 'a')).rejects.toMatchObject({
      code: 'unauthorized',
    });
    expect(await requests()).toHaveLength(2);
  });

  test('that can be none is refused before anything is asked', () => {
    expect(() => connect({ hcloudToken: 'short' })).toThrow(expect.objectContaining({ code: 'invalid_credentials' }));
  });
});
