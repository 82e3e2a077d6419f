import { describe, expect, test } from '@jest/globals';
import { aServer, type TestCloud, testCloud } from './testing.ts';

async function aGroup(cloud: TestCloud, name = 'spread'): Promise<number> {
  return (await cloud.call('POST', '/placement_groups', { name, type: 'spread' })).body.placement_group.id;
}

const membersOf = async (cloud: TestCloud, id: number) =>
  (await cloud.call('GET', `/placement_groups/${id}`)).body.placement_group.servers;

describe('placement groups', () => {
  test('have the shape that real clients read', async () => {
    const cloud = testCloud();
    const created = await cloud.call('POST', '/placement_groups', {
      name: 'spread',
      type: 'spread',
      labels: { a: 'b' },
    });
    expect([created.status, created.body]).toEqual([
      201,
      {
        placement_group: {
          id: expect.any(Number),
          name: 'spread',
          labels: { a: 'b' },
          type: 'spread',
          created: '2026-11-21T01:00:00+00:00',
          servers: [],
        },
        action: null,
      },
    ]);
  });

  test('take in servers that are off, and let them go again', async () => {
    const cloud = testCloud();
    const group = await aGroup(cloud);
    const server = (await cloud.call('POST', '/servers', aServer('web-1'))).body.server.id;
    await cloud.settled();
    const add = () =>
      cloud.call('POST', `/servers/${server}/actions/add_to_placement_group`, { placement_group: group });
    expect((await add()).body.error.code).toBe('server_not_stopped');
    await cloud.call('POST', `/servers/${server}/actions/poweroff`);
    await cloud.settled();
    expect((await add()).body.action).toMatchObject({ command: 'add_to_placement_group', status: 'running' });
    await cloud.settled();
    expect(await membersOf(cloud, group)).toEqual([server]);
    expect((await cloud.call('DELETE', `/placement_groups/${group}`)).body.error.code).toBe('resource_in_use');
    await cloud.call('POST', `/servers/${server}/actions/remove_from_placement_group`);
    await cloud.settled();
    expect(await membersOf(cloud, group)).toEqual([]);
    expect((await cloud.call('DELETE', `/placement_groups/${group}`)).status).toBe(204);
  });

  test('give the place back when the addition fails', async () => {
    const cloud = testCloud();
    const group = await aGroup(cloud);
    const server = (await cloud.call('POST', '/servers', aServer('web-1', { start_after_create: false }))).body.server
      .id;
    await cloud.settled();
    cloud.hetzner.core.faults.add({ action: 'add_to_placement_group' });
    await cloud.call('POST', `/servers/${server}/actions/add_to_placement_group`, { placement_group: group });
    await cloud.settled();
    expect(await membersOf(cloud, group)).toEqual([]);
  });

  test('are of type spread, with a name of their own', async () => {
    const cloud = testCloud();
    const group = await aGroup(cloud);
    await aGroup(cloud, 'other');
    expect((await cloud.call('POST', '/placement_groups', { name: 'x', type: 'pack' })).body.error.code).toBe(
      'invalid_input',
    );
    expect((await cloud.call('POST', '/placement_groups', { name: 'other', type: 'spread' })).body.error.code).toBe(
      'uniqueness_error',
    );
    expect((await cloud.call('PUT', `/placement_groups/${group}`, { name: 'other' })).body.error.code).toBe(
      'uniqueness_error',
    );
    const renamed = await cloud.call('PUT', `/placement_groups/${group}`, { name: 'new', labels: { a: 'b' } });
    expect(renamed.body.placement_group).toMatchObject({ name: 'new', labels: { a: 'b' } });
    expect((await cloud.call('GET', '/placement_groups?name=new')).body.placement_groups.map(({ id }) => id)).toEqual([
      group,
    ]);
    expect((await cloud.call('GET', '/placement_groups?type=pack')).body.placement_groups).toEqual([]);
  });
});
