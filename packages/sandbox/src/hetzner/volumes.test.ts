import { describe, expect, test } from '@jest/globals';
import { aServer, type TestCloud, testCloud } from './testing.ts';

async function aVolume(cloud: TestCloud, fields: Record<string, unknown> = {}) {
  const { body } = await cloud.call('POST', '/volumes', { name: 'data', size: 10, location: 'fsn1', ...fields });
  await cloud.settled();
  return body.volume;
}

const volumeOf = async (cloud: TestCloud, id: number) => (await cloud.call('GET', `/volumes/${id}`)).body.volume;

describe('volumes', () => {
  test('have the shape that real clients read, and are available once created', async () => {
    const cloud = testCloud();
    const { status, body } = await cloud.call('POST', '/volumes', {
      name: 'data',
      size: 10,
      location: 'fsn1',
      format: 'ext4',
    });
    expect(status).toBe(201);
    expect(body.volume).toEqual({
      id: body.volume.id,
      name: 'data',
      labels: {},
      created: '2026-11-21T01:00:00+00:00',
      status: 'creating',
      size: 10,
      location: expect.objectContaining({ name: 'fsn1' }),
      server: null,
      format: 'ext4',
      protection: { delete: false },
      linux_device: `/dev/disk/by-id/scsi-0HC_Volume_${body.volume.id}`,
    });
    expect(body.action).toMatchObject({ command: 'create_volume', status: 'running' });
    expect(body.next_actions).toEqual([]);
    await cloud.settled();
    expect((await volumeOf(cloud, body.volume.id)).status).toBe('available');
  });

  test('created for a server are attached to it next', async () => {
    const cloud = testCloud();
    const server = (await cloud.call('POST', '/servers', aServer('web-1', { location: 'nbg1' }))).body.server.id;
    await cloud.settled();
    const { body } = await cloud.call('POST', '/volumes', { name: 'data', size: 10, server });
    expect(body.next_actions).toMatchObject([{ command: 'attach_volume', status: 'running' }]);
    expect(body.volume.server).toBeNull();
    await cloud.settled();
    expect((await volumeOf(cloud, body.volume.id)).server).toBe(server);
    expect((await cloud.call('GET', `/servers/${server}`)).body.server.volumes).toEqual([body.volume.id]);
  });

  test('are attached, detached, and deleted only when they are free', async () => {
    const cloud = testCloud();
    const volume = await aVolume(cloud);
    const server = (await cloud.call('POST', '/servers', aServer('web-1'))).body.server.id;
    await cloud.settled();
    await cloud.call('POST', `/volumes/${volume.id}/actions/attach`, { server });
    expect((await cloud.call('POST', `/volumes/${volume.id}/actions/detach`)).body.error.code).toBe('locked');
    await cloud.settled();
    expect((await cloud.call('DELETE', `/volumes/${volume.id}`)).body.error.code).toBe('resource_in_use');
    await cloud.call('POST', `/volumes/${volume.id}/actions/detach`);
    await cloud.settled();
    expect((await cloud.call('DELETE', `/volumes/${volume.id}`)).status).toBe(204);
    expect((await cloud.call('GET', `/volumes/${volume.id}`)).status).toBe(404);
  });

  test.each<[string, (ids: { volume: number; attached: number; server: number }) => [string, object], number, string]>([
    ['less than 10 GB', () => ['/volumes', { name: 'x', size: 9, location: 'fsn1' }], 422, 'invalid_input'],
    ['more than 10,240 GB', () => ['/volumes', { name: 'x', size: 10_241, location: 'fsn1' }], 422, 'invalid_input'],
    ['no place', () => ['/volumes', { name: 'x', size: 10 }], 422, 'invalid_input'],
    [
      'two places',
      ({ server }) => ['/volumes', { name: 'x', size: 10, location: 'fsn1', server }],
      422,
      'invalid_input',
    ],
    ['a taken name', () => ['/volumes', { name: 'data', size: 10, location: 'fsn1' }], 409, 'uniqueness_error'],
    [
      'a mount without a format',
      () => ['/volumes', { name: 'x', size: 10, location: 'fsn1', automount: true }],
      422,
      'invalid_input',
    ],
    ['an unknown server', ({ volume }) => [`/volumes/${volume}/actions/attach`, { server: 999 }], 404, 'not_found'],
    [
      'a second server',
      ({ attached, server }) => [`/volumes/${attached}/actions/attach`, { server }],
      422,
      'volume_already_attached',
    ],
    [
      'a server elsewhere',
      ({ volume, server }) => [`/volumes/${volume}/actions/attach`, { server }],
      422,
      'invalid_input',
    ],
    ['a detachment twice', ({ volume }) => [`/volumes/${volume}/actions/detach`, {}], 422, 'invalid_input'],
    ['the size it has', ({ volume }) => [`/volumes/${volume}/actions/resize`, { size: 10 }], 422, 'invalid_input'],
  ])('refuse %s', async (_what, request, status, code) => {
    const cloud = testCloud({ actionTimeFactor: 0 });
    const volume = (await aVolume(cloud)).id;
    const server = (await cloud.call('POST', '/servers', aServer('web-1', { location: 'hel1' }))).body.server.id;
    const attached = (await aVolume(cloud, { name: 'attached', location: undefined, server })).id;
    const [path, body] = request({ volume, attached, server });
    const refused = await cloud.call('POST', path, body);
    expect([refused.status, refused.body.error.code]).toEqual([status, code]);
  });

  test('are billed by their size: a new one closes the old bill', async () => {
    const cloud = testCloud({ actionTimeFactor: 0 });
    const from = cloud.hetzner.core.clock.now();
    const volume = await aVolume(cloud);
    cloud.pass(1000);
    await cloud.call('POST', `/volumes/${volume.id}/actions/resize`, { size: 20 });
    cloud.pass(1000);
    await cloud.call('DELETE', `/volumes/${volume.id}`);
    const entries = cloud.hetzner.core.ledger.entries();
    expect(entries).toMatchObject([
      { kind: 'volume', fromMs: from, toMs: from + 1000 },
      { kind: 'volume', fromMs: from + 1000, toMs: from + 2000 },
    ]);
    expect(Number(entries[1]?.monthlyEur)).toBeCloseTo(2 * Number(entries[0]?.monthlyEur));
  });

  test('whose creation failed are gone and cost nothing further', async () => {
    const cloud = testCloud();
    cloud.hetzner.core.faults.add({ action: 'create_volume' });
    const volume = await aVolume(cloud);
    expect((await cloud.call('GET', `/volumes/${volume.id}`)).status).toBe(404);
    expect(cloud.hetzner.core.ledger.entries().filter(({ toMs }) => toMs === null)).toEqual([]);
  });

  test('that are protected stay until the protection is lifted', async () => {
    const cloud = testCloud({ actionTimeFactor: 0 });
    const volume = await aVolume(cloud);
    await cloud.call('POST', `/volumes/${volume.id}/actions/change_protection`, { delete: true });
    const refused = await cloud.call('DELETE', `/volumes/${volume.id}`);
    expect([refused.status, refused.body.error.code]).toEqual([423, 'protected']);
    await cloud.call('POST', `/volumes/${volume.id}/actions/change_protection`, { delete: false });
    expect((await cloud.call('DELETE', `/volumes/${volume.id}`)).status).toBe(204);
  });

  test('are not more than sixteen on a server', async () => {
    const cloud = testCloud({ actionTimeFactor: 0 });
    const server = (await cloud.call('POST', '/servers', aServer('web-1'))).body.server.id;
    for (let n = 0; n < 16; n++) await aVolume(cloud, { name: `v-${n}`, location: undefined, server });
    const refused = await cloud.call('POST', '/volumes', { name: 'one-more', size: 10, server });
    expect(refused.body.error.code).toBe('resource_limit_exceeded');
  });
});
