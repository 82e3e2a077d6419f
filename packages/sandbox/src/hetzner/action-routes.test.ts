import { describe, expect, test } from '@jest/globals';
import { aServer, testCloud } from './testing.ts';

async function withActions() {
  const cloud = testCloud();
  const { server, action, next_actions } = (await cloud.call('POST', '/servers', aServer('web-1'))).body;
  const volume = (await cloud.call('POST', '/volumes', { name: 'data', size: 10, location: 'fsn1' })).body;
  const ids = async (path: string) => (await cloud.call('GET', path)).body.actions.map(({ id }) => id);
  return { cloud, ids, server: server.id, created: action.id, started: next_actions[0]?.id as number, volume };
}

describe('actions are looked up', () => {
  test('by many ids, as clients poll: sorted, without those that do not exist', async () => {
    const { cloud, ids, created, started } = await withActions();
    expect(await ids(`/actions?id=${started}&id=${created}&id=999&page=1&sort=status&sort=id`)).toEqual([
      created,
      started,
    ]);
    cloud.pass(600);
    const { actions } = (await cloud.call('GET', `/actions?id=${created}&id=${started}&sort=status&sort=id`)).body;
    expect(actions.map(({ command, status }) => [command, status])).toEqual([
      ['start_server', 'running'],
      ['create_server', 'success'],
    ]);
    expect(await ids(`/actions?id=${created}&id=${started}&status=success`)).toEqual([created]);
  });

  test('by id, with the fields that real clients read', async () => {
    const { cloud, created, server } = await withActions();
    cloud.pass(600);
    expect((await cloud.call('GET', `/actions/${created}`)).body).toEqual({
      action: {
        id: created,
        command: 'create_server',
        status: 'success',
        progress: 100,
        started: '2026-11-21T01:00:00+00:00',
        finished: '2026-11-21T01:00:00+00:00',
        resources: [{ id: server, type: 'server' }],
        error: null,
      },
    });
    expect((await cloud.call('GET', '/actions/999')).body.error.code).toBe('not_found');
  });

  test('by kind and by resource', async () => {
    const { cloud, ids, server, created, started, volume } = await withActions();
    expect(await ids('/servers/actions')).toEqual([created, started]);
    expect(await ids(`/servers/actions?id=${started}`)).toEqual([started]);
    expect(await ids('/volumes/actions')).toEqual([volume.action.id]);
    expect(await ids(`/servers/${server}/actions`)).toEqual([created, started]);
    expect(await ids(`/volumes/${volume.volume.id}/actions`)).toEqual([volume.action.id]);
    const status = async (path: string) => (await cloud.call('GET', path)).status;
    expect(await status(`/servers/actions/${created}`)).toBe(200);
    expect(await status(`/servers/actions/${volume.action.id}`)).toBe(404);
    expect(await status(`/servers/${server}/actions/${created}`)).toBe(200);
    expect(await status(`/servers/${server}/actions/${volume.action.id}`)).toBe(404);
    expect(await status('/servers/999/actions')).toBe(404);
  });

  test('while they last the next one begins where the one before it ends', async () => {
    const { cloud, created, started } = await withActions();
    const statuses = async () =>
      Promise.all([created, started].map(async (id) => (await cloud.call('GET', `/actions/${id}`)).body.action.status));
    cloud.pass(599);
    expect(await statuses()).toEqual(['running', 'running']);
    cloud.pass(1);
    expect(await statuses()).toEqual(['success', 'running']);
    cloud.pass(299);
    expect(await statuses()).toEqual(['success', 'running']);
    cloud.pass(1);
    expect(await statuses()).toEqual(['success', 'success']);
  });
});
