import { describe, expect, test } from '@jest/globals';
import { aServer, type TestCloud, testCloud } from './testing.ts';

async function running(cloud: TestCloud, name = 'web-1', fields: Record<string, unknown> = {}): Promise<number> {
  const { body } = await cloud.call('POST', '/servers', aServer(name, fields));
  await cloud.settled();
  return body.server.id;
}

const statusOf = async (cloud: TestCloud, id: number) => (await cloud.call('GET', `/servers/${id}`)).body.server.status;

describe('the life of a server', () => {
  test('it is created, starts, runs, and is gone when its deletion has ended', async () => {
    const cloud = testCloud();
    const created = await cloud.call('POST', '/servers', aServer('web-1'));
    const { id } = created.body.server;
    expect(created.status).toBe(201);
    expect(created.body.action).toMatchObject({
      command: 'create_server',
      status: 'running',
      resources: [{ id, type: 'server' }],
    });
    expect(created.body.next_actions.map(({ command }) => command)).toEqual(['start_server']);
    expect(created.body.server).toMatchObject({ status: 'initializing', locked: true });

    cloud.pass(600);
    expect(await statusOf(cloud, id)).toBe('starting');
    cloud.pass(300);
    const started = await cloud.call('GET', `/servers/${id}`);
    expect(started.body.server).toMatchObject({ status: 'running', locked: false });

    const deleted = await cloud.call('DELETE', `/servers/${id}`);
    expect(deleted.body.action).toMatchObject({ command: 'delete_server', status: 'running' });
    expect(await statusOf(cloud, id)).toBe('deleting');
    await cloud.settled();
    expect((await cloud.call('GET', `/servers/${id}`)).status).toBe(404);
    const action = await cloud.call('GET', `/actions/${deleted.body.action.id}`);
    expect(action.body.action.status).toBe('success');
  });

  test('it has the shape that real clients read', async () => {
    const cloud = testCloud();
    const id = await running(cloud, 'web-1', { labels: { role: 'web' } });
    const { server } = (await cloud.call('GET', `/servers/${id}`)).body;
    expect(server).toEqual({
      id,
      name: 'web-1',
      status: 'running',
      created: '2026-11-21T01:00:00+00:00',
      public_net: {
        ipv4: {
          id: expect.any(Number),
          ip: '127.80.1.1',
          blocked: false,
          dns_ptr: 'static.1.1.80.127.clients.your-server.de',
        },
        ipv6: { id: expect.any(Number), ip: '2001:db8:1:1::/64', blocked: false, dns_ptr: [] },
        floating_ips: [],
        firewalls: [],
      },
      private_net: [],
      server_type: expect.objectContaining({ name: 'cx23', cores: 2 }),
      location: expect.objectContaining({ name: 'fsn1', network_zone: 'eu-central' }),
      image: expect.objectContaining({ name: 'ubuntu-24.04', architecture: 'x86' }),
      iso: null,
      rescue_enabled: false,
      locked: false,
      backup_window: null,
      outgoing_traffic: 0,
      ingoing_traffic: 0,
      included_traffic: expect.any(Number),
      protection: { delete: false, rebuild: false },
      labels: { role: 'web' },
      volumes: [],
      load_balancers: [],
      primary_disk_size: 40,
      placement_group: null,
    });
  });

  test.each([
    ['poweroff', 'stop_server', 'running', 'stopping', 'off'],
    ['shutdown', 'shutdown_server', 'running', 'stopping', 'off'],
    ['poweron', 'start_server', 'off', 'starting', 'running'],
    ['reboot', 'reboot_server', 'running', 'running', 'running'],
    ['reset', 'reset_server', 'running', 'running', 'running'],
    ['poweron', 'start_server', 'running', 'running', 'running'],
    ['poweroff', 'stop_server', 'off', 'off', 'off'],
    ['reboot', 'reboot_server', 'off', 'off', 'off'],
  ])('%s is %s and takes a server that is %s over %s to %s', async (name, command, from, during, to) => {
    const cloud = testCloud();
    const id = await running(cloud, 'web-1', { start_after_create: from === 'running' });
    expect(await statusOf(cloud, id)).toBe(from);
    const { status, body } = await cloud.call('POST', `/servers/${id}/actions/${name}`);
    expect(status).toBe(201);
    expect(body.action.command).toBe(command);
    expect(await statusOf(cloud, id)).toBe(during);
    await cloud.settled();
    expect(await statusOf(cloud, id)).toBe(to);
  });

  test('every power-on is a boot, the first one included', async () => {
    const cloud = testCloud();
    const id = await running(cloud);
    const boots = () => cloud.hetzner.servers.get(cloud.project.id, id)?.boots;
    expect(boots()).toBe(1);
    for (const name of ['reboot', 'poweroff', 'poweron']) {
      await cloud.call('POST', `/servers/${id}/actions/${name}`);
      await cloud.settled();
    }
    expect(boots()).toBe(3);
  });

  test('its addresses resolve to the names that it gives them, and to no stranger', async () => {
    const cloud = testCloud({ actionTimeFactor: 0 });
    const id = await running(cloud);
    const publicNet = async () => (await cloud.call('GET', `/servers/${id}`)).body.server.public_net;
    const point = (ip: string, dns_ptr: string) =>
      cloud.call('POST', `/servers/${id}/actions/change_dns_ptr`, { ip, dns_ptr });
    const { ipv4, ipv6 } = await publicNet();
    const address = ipv6?.ip.replace('/64', '1') as string;
    await point(ipv4?.ip as string, 'four.example.com');
    await point(address, 'six.example.com');
    expect(await publicNet()).toMatchObject({
      ipv4: { dns_ptr: 'four.example.com' },
      ipv6: { dns_ptr: [{ ip: address, dns_ptr: 'six.example.com' }] },
    });
    expect((await point('127.80.9.9', 'no.example.com')).body.error.code).toBe('invalid_input');
  });

  test('its name and labels change, and it keeps what is not named', async () => {
    const cloud = testCloud();
    const id = await running(cloud, 'web-1', { labels: { a: '1' } });
    await running(cloud, 'web-2');
    expect((await cloud.call('PUT', `/servers/${id}`, { labels: { b: '2' } })).body.server).toMatchObject({
      name: 'web-1',
      labels: { b: '2' },
    });
    expect((await cloud.call('PUT', `/servers/${id}`, { name: 'web-3' })).body.server).toMatchObject({
      name: 'web-3',
      labels: { b: '2' },
    });
    expect((await cloud.call('PUT', `/servers/${id}`, { name: 'web-3' })).status).toBe(200);
    expect((await cloud.call('PUT', `/servers/${id}`, { name: 'web-2' })).body.error.code).toBe('uniqueness_error');
  });

  test('servers are listed by name, status and label', async () => {
    const cloud = testCloud();
    const one = await running(cloud, 'web-1', { labels: { tier: 'a' } });
    const two = await running(cloud, 'web-2', { start_after_create: false });
    const ids = async (query: string) =>
      (await cloud.call('GET', `/servers?${query}`)).body.servers.map(({ id }) => id);
    expect(await ids('')).toEqual([one, two]);
    expect(await ids('name=web-2')).toEqual([two]);
    expect(await ids(`name=${one}`)).toEqual([]);
    expect(await ids('status=running')).toEqual([one]);
    expect(await ids('label_selector=tier%3Da')).toEqual([one]);
  });
});

describe('a server that is locked or protected', () => {
  test.each([
    ['DELETE', ''],
    ['POST', '/actions/poweroff'],
    ['POST', '/actions/change_protection'],
    ['POST', '/actions/attach_to_network'],
    ['POST', '/actions/remove_from_placement_group'],
  ])('%s %s is refused while an action runs on it', async (method, path) => {
    const cloud = testCloud();
    const { body } = await cloud.call('POST', '/servers', aServer('web-1'));
    cloud.pass(600 + 299);
    const refused = await cloud.call(method, `/servers/${body.server.id}${path}`, method === 'POST' ? {} : undefined);
    expect([refused.status, refused.body.error.code]).toEqual([423, 'locked']);
    cloud.pass(1);
    expect((await cloud.call('GET', `/servers/${body.server.id}`)).body.server.locked).toBe(false);
  });

  test('protection refuses the deletion until it is lifted', async () => {
    const cloud = testCloud();
    const id = await running(cloud);
    await cloud.call('POST', `/servers/${id}/actions/change_protection`, { delete: true, rebuild: true });
    await cloud.settled();
    const refused = await cloud.call('DELETE', `/servers/${id}`);
    expect([refused.status, refused.body.error.code]).toEqual([423, 'protected']);
    await cloud.call('POST', `/servers/${id}/actions/change_protection`, { delete: false, rebuild: false });
    await cloud.settled();
    expect((await cloud.call('DELETE', `/servers/${id}`)).status).toBe(200);
  });

  test('delete and rebuild are protected together or not at all', async () => {
    const cloud = testCloud();
    const id = await running(cloud);
    const refused = await cloud.call('POST', `/servers/${id}/actions/change_protection`, { delete: true });
    expect(refused.body.error).toMatchObject({ code: 'invalid_input', details: { fields: [{ name: 'rebuild' }] } });
  });
});

describe('actions that fail', () => {
  test('a failed creation leaves the server, off and billed, and fails what was to follow', async () => {
    const cloud = testCloud();
    cloud.hetzner.core.faults.add({ action: 'create_server', code: 'unknown_error', message: 'no luck' });
    const { body } = await cloud.call('POST', '/servers', aServer('web-1'));
    cloud.pass(600);
    expect(await statusOf(cloud, body.server.id)).toBe('off');
    await cloud.settled();
    const ids = [body.action.id, ...body.next_actions.map(({ id }) => id)];
    const { actions } = (await cloud.call('GET', `/actions?${ids.map((id) => `id=${id}`).join('&')}`)).body;
    expect(actions).toHaveLength(2);
    for (const action of actions) {
      expect(action).toMatchObject({ status: 'error', error: { code: 'unknown_error', message: 'no luck' } });
    }
    expect(await statusOf(cloud, body.server.id)).toBe('off');
    expect(cloud.hetzner.core.ledger.entries().every(({ toMs }) => toMs === null)).toBe(true);
    await cloud.call('POST', `/servers/${body.server.id}/actions/poweron`);
    await cloud.settled();
    expect(await statusOf(cloud, body.server.id)).toBe('running');
  });

  test.each([
    ['start_server', 'poweron', 'off'],
    ['stop_server', 'poweroff', 'running'],
    ['reboot_server', 'reboot', 'running'],
  ])('a failed %s leaves the server as it was', async (command, name, before) => {
    const cloud = testCloud();
    const id = await running(cloud, 'web-1', { start_after_create: before === 'running' });
    cloud.hetzner.core.faults.add({ action: command });
    await cloud.call('POST', `/servers/${id}/actions/${name}`);
    await cloud.settled();
    expect(await statusOf(cloud, id)).toBe(before);
  });

  test('a failed deletion leaves the server running', async () => {
    const cloud = testCloud();
    const id = await running(cloud);
    cloud.hetzner.core.faults.add({ action: 'delete_server' });
    await cloud.call('DELETE', `/servers/${id}`);
    await cloud.settled();
    expect(await statusOf(cloud, id)).toBe('running');
  });
});

describe('what a server costs', () => {
  test('it is billed from its creation to its deletion, also while it is off', async () => {
    const cloud = testCloud();
    const from = cloud.hetzner.core.clock.now();
    const id = await running(cloud);
    await cloud.call('POST', `/servers/${id}/actions/poweroff`);
    await cloud.settled();
    cloud.pass(3_600_000);
    const entries = () => cloud.hetzner.core.ledger.entries(cloud.project.id);
    expect(entries().map(({ kind, toMs }) => [kind, toMs])).toEqual([
      ['server', null],
      ['primary_ip', null],
    ]);
    expect(Number(entries()[0]?.monthlyEur)).toBeGreaterThan(0);
    await cloud.call('DELETE', `/servers/${id}`);
    const to = cloud.hetzner.core.clock.now() + 150;
    await cloud.settled();
    expect(entries().map(({ fromMs, toMs }) => [fromMs, toMs])).toEqual([
      [from, to],
      [from, to],
    ]);
  });

  test('its deletion releases everything that it held', async () => {
    const cloud = testCloud({ actionTimeFactor: 0 });
    const volume = (await cloud.call('POST', '/volumes', { name: 'data', size: 10, location: 'fsn1' })).body.volume;
    const kept = (await cloud.call('POST', '/primary_ips', { name: 'kept', type: 'ipv4', location: 'fsn1' })).body
      .primary_ip;
    const group = (await cloud.call('POST', '/placement_groups', { name: 'spread', type: 'spread' })).body
      .placement_group;
    const firewall = (await cloud.call('POST', '/firewalls', { name: 'wall', rules: [] })).body.firewall;
    const network = await aNetwork(cloud);
    const id = await running(cloud, 'web-1', {
      volumes: [volume.id],
      public_net: { enable_ipv4: true, ipv4: kept.id, enable_ipv6: true },
      placement_group: group.id,
      firewalls: [{ firewall: firewall.id }],
      networks: [network],
    });
    const { server } = (await cloud.call('GET', `/servers/${id}`)).body;
    expect(server).toMatchObject({
      volumes: [volume.id],
      placement_group: { id: group.id, servers: [id] },
      private_net: [
        { network, ip: '10.0.1.1', alias_ips: [], mac_address: expect.stringMatching(/^86:00:00(:[0-9a-f]{2}){3}$/) },
      ],
      public_net: { ipv4: { id: kept.id, ip: kept.ip }, firewalls: [{ id: firewall.id, status: 'applied' }] },
    });

    await cloud.call('DELETE', `/servers/${id}`);
    expect((await cloud.call('GET', `/volumes/${volume.id}`)).body.volume.server).toBeNull();
    expect((await cloud.call('GET', '/primary_ips')).body.primary_ips).toMatchObject([
      { id: kept.id, assignee_id: null },
    ]);
    for (const path of [
      `/placement_groups/${group.id}`,
      `/firewalls/${firewall.id}`,
      `/networks/${network}`,
      `/volumes/${volume.id}`,
      `/primary_ips/${kept.id}`,
    ]) {
      expect([path, (await cloud.call('DELETE', path)).status]).toEqual([path, 204]);
    }
    expect(cloud.hetzner.core.ledger.entries().filter(({ toMs }) => toMs === null)).toEqual([]);
  });
});

async function aNetwork(cloud: TestCloud): Promise<number> {
  const { body } = await cloud.call('POST', '/networks', {
    name: 'private',
    ip_range: '10.0.0.0/16',
    subnets: [{ type: 'cloud', ip_range: '10.0.1.0/24', network_zone: 'eu-central' }],
  });
  return body.network.id;
}
