import { describe, expect, test } from '@jest/globals';
import { type Answer, aServer, type TestCloud, testCloud } from './testing.ts';

interface ShownFirewall {
  id: number;
  rules: { port: string | null }[];
  applied_to: unknown[];
}

const RULE = { direction: 'in', protocol: 'tcp', port: '22', source_ips: ['0.0.0.0/0'] };
const byLabel = (selector: string) => ({ type: 'label_selector', label_selector: { selector } });
const server = (id: number) => ({ type: 'server', server: { id } });

function instant(): TestCloud {
  return testCloud({ actionTimeFactor: 0 });
}

async function aFirewall(
  { call }: TestCloud,
  name: string,
  fields: Record<string, unknown> = {},
): Promise<ShownFirewall> {
  const made = await call('POST', '/firewalls', { name, ...fields });
  expect(made.status).toBe(201);
  return made.body.firewall as unknown as ShownFirewall;
}

async function serverId({ call }: TestCloud, name: string, fields: Record<string, unknown> = {}): Promise<number> {
  return (await call('POST', '/servers', aServer(name, fields))).body.server.id;
}

async function appliedTo({ call }: TestCloud, id: number): Promise<unknown[]> {
  return ((await call('GET', `/firewalls/${id}`)).body.firewall as unknown as ShownFirewall).applied_to;
}

function act({ call }: TestCloud, id: number, action: string, body: unknown): Promise<Answer> {
  return call('POST', `/firewalls/${id}/actions/${action}`, body);
}

async function firewallsOf({ call }: TestCloud, id: number): Promise<number[]> {
  return (await call('GET', `/servers/${id}`)).body.server.public_net.firewalls.map((firewall) => firewall.id);
}

describe('a firewall', () => {
  test('is shown with every field that clients read', async () => {
    const firewall = await aFirewall(instant(), 'fw', { rules: [RULE], labels: { a: '1' } });
    expect(firewall).toEqual({
      id: firewall.id,
      name: 'fw',
      labels: { a: '1' },
      created: '2026-11-21T01:00:00+00:00',
      rules: [{ ...RULE, destination_ips: [], description: null }],
      applied_to: [],
    });
  });

  test('is applied once the action has ended, and answers conflict until then', async () => {
    const cloud = testCloud();
    const target = await serverId(cloud, 'a');
    await cloud.settled();
    const { id } = await aFirewall(cloud, 'fw');
    const applied = await act(cloud, id, 'apply_to_resources', { apply_to: [server(target)] });
    expect(applied.status).toBe(201);
    expect(applied.body.actions).toMatchObject([
      {
        command: 'apply_firewall',
        status: 'running',
        resources: [
          { id, type: 'firewall' },
          { id: target, type: 'server' },
        ],
      },
    ]);
    expect(await appliedTo(cloud, id)).toEqual([]);
    expect((await act(cloud, id, 'set_rules', { rules: [] })).body.error.code).toBe('conflict');
    await cloud.settled();
    expect(await appliedTo(cloud, id)).toEqual([server(target)]);
    expect(await firewallsOf(cloud, target)).toEqual([id]);
  });

  test('by label selector follows the labels of servers that come, change and go', async () => {
    const cloud = instant();
    const { id } = await aFirewall(cloud, 'fw', { apply_to: [byLabel('role=db')] });
    expect(await appliedTo(cloud, id)).toEqual([{ ...byLabel('role=db'), applied_to_resources: [] }]);
    const one = await serverId(cloud, 'a', { labels: { role: 'db' } });
    const two = await serverId(cloud, 'b', { labels: { role: 'app' } });
    expect(await appliedTo(cloud, id)).toEqual([{ ...byLabel('role=db'), applied_to_resources: [server(one)] }]);
    await cloud.call('PUT', `/servers/${two}`, { labels: { role: 'db' } });
    expect(await firewallsOf(cloud, two)).toEqual([id]);
    await cloud.call('DELETE', `/servers/${one}`);
    expect(await appliedTo(cloud, id)).toEqual([{ ...byLabel('role=db'), applied_to_resources: [server(two)] }]);
  });

  test('is let go by a server that is deleted', async () => {
    const cloud = instant();
    const { id } = await aFirewall(cloud, 'fw');
    const target = await serverId(cloud, 'a', { firewalls: [{ firewall: id }] });
    const inUse = await cloud.call('DELETE', `/firewalls/${id}`);
    expect([inUse.status, inUse.body.error.code]).toEqual([422, 'resource_in_use']);
    await cloud.call('DELETE', `/servers/${target}`);
    expect(await appliedTo(cloud, id)).toEqual([]);
    expect((await cloud.call('DELETE', `/firewalls/${id}`)).status).toBe(204);
  });

  test('replaces its rules', async () => {
    const cloud = instant();
    const { id } = await aFirewall(cloud, 'fw', { rules: [RULE] });
    const set = await act(cloud, id, 'set_rules', { rules: [{ ...RULE, port: '80-85' }] });
    expect(set.body.actions).toMatchObject([{ command: 'set_firewall_rules', resources: [{ id, type: 'firewall' }] }]);
    const shown = (await cloud.call('GET', `/firewalls/${id}`)).body.firewall as unknown as ShownFirewall;
    expect(shown.rules.map(({ port }) => port)).toEqual(['80-85']);
    const refused = await act(cloud, id, 'set_rules', { rules: Array(51).fill(RULE) });
    expect([refused.status, refused.body.error.code]).toEqual([422, 'invalid_input']);
  });

  test('refuses what cannot be applied or removed, with the code for it', async () => {
    const cloud = instant();
    const one = await serverId(cloud, 'a', { labels: { role: 'db' } });
    const hidden = await serverId(cloud, 'b', {
      public_net: { enable_ipv4: false, enable_ipv6: false },
      networks: [await aNetworkId(cloud)],
    });
    const { id } = await aFirewall(cloud, 'fw', { apply_to: [byLabel('role=db')] });
    const apply = async (...apply_to: unknown[]) =>
      (await act(cloud, id, 'apply_to_resources', { apply_to })).body.error?.code;
    const remove = async (...remove_from: unknown[]) =>
      (await act(cloud, id, 'remove_from_resources', { remove_from })).body.error?.code;
    expect(await apply(byLabel('role=db'))).toBe('firewall_already_applied');
    expect(await apply(byLabel('role in'))).toBe('invalid_input');
    expect(await apply(server(one), server(one))).toBe('server_already_added');
    expect(await apply(server(4711))).toBe('firewall_resource_not_found');
    expect(await apply(server(hidden))).toBe('private_net_only_server');
    expect(await remove(server(one))).toBe('firewall_managed_by_label_selector');
    expect(await remove(server(4711))).toBe('firewall_resource_not_found');
    expect(await remove(server(hidden))).toBeUndefined();
    expect(await apply(server(one))).toBeUndefined();
    expect(await remove(server(one), byLabel('role=db'))).toBeUndefined();
    expect(await appliedTo(cloud, id)).toEqual([]);
  });

  test('is at most the fifth of a server, those by label selector counted', async () => {
    const cloud = instant();
    await aFirewall(cloud, 'by label', { apply_to: [byLabel('role=db')] });
    const target = await serverId(cloud, 'a', { labels: { role: 'db' } });
    const ids: number[] = [];
    for (let n = 1; n <= 5; n++) ids.push((await aFirewall(cloud, `fw${n}`)).id);
    for (const id of ids.slice(0, 4)) {
      expect((await act(cloud, id, 'apply_to_resources', { apply_to: [server(target)] })).status).toBe(201);
    }
    const refused = await act(cloud, ids[4] as number, 'apply_to_resources', { apply_to: [server(target)] });
    expect([refused.status, refused.body.error.code]).toEqual([403, 'resource_limit_exceeded']);
    const more = aServer('b', { labels: { role: 'db' }, firewalls: ids.map((firewall) => ({ firewall })) });
    expect((await cloud.call('POST', '/servers', more)).status).toBeGreaterThanOrEqual(400);
    expect((await cloud.call('GET', '/servers?name=b')).body.servers).toEqual([]);
  });
});

async function aNetworkId({ call }: TestCloud): Promise<number> {
  const subnets = [{ type: 'cloud', network_zone: 'eu-central' }];
  return (await call('POST', '/networks', { name: 'net', ip_range: '10.0.0.0/16', subnets })).body.network.id;
}
