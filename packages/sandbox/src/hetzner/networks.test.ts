import { describe, expect, test } from '@jest/globals';
import { aServer, type TestCloud, testCloud } from './testing.ts';

interface ShownNetwork {
  id: number;
  ip_range: string;
  subnets: { ip_range: string }[];
  routes: unknown[];
  servers: number[];
  protection: { delete: boolean };
}

const SUBNET = { type: 'cloud', ip_range: '10.0.1.0/24', network_zone: 'eu-central' };

async function aNetwork({ call }: TestCloud, fields: Record<string, unknown> = {}): Promise<ShownNetwork> {
  const made = await call('POST', '/networks', { name: 'net', ip_range: '10.0.0.0/16', ...fields });
  expect(made.status).toBe(201);
  return made.body.network as unknown as ShownNetwork;
}

async function read({ call }: TestCloud, id: number): Promise<ShownNetwork> {
  return (await call('GET', `/networks/${id}`)).body.network as unknown as ShownNetwork;
}

describe('a network', () => {
  test('is shown with every field that clients read', async () => {
    const network = await aNetwork(testCloud(), { subnets: [SUBNET], labels: { a: '1' } });
    expect(network).toEqual({
      id: network.id,
      name: 'net',
      ip_range: '10.0.0.0/16',
      subnets: [{ ...SUBNET, gateway: '10.0.0.1' }],
      routes: [],
      servers: [],
      load_balancers: [],
      protection: { delete: false },
      labels: { a: '1' },
      created: '2026-11-21T01:00:00+00:00',
      expose_routes_to_vswitch: false,
    });
  });

  test('has a new subnet once the action has ended, and answers conflict until then', async () => {
    const cloud = testCloud();
    const { id } = await aNetwork(cloud);
    const added = await cloud.call('POST', `/networks/${id}/actions/add_subnet`, SUBNET);
    expect([added.status, added.body.action.command, added.body.action.status]).toEqual([201, 'add_subnet', 'running']);
    expect(added.body.action.resources).toEqual([{ id, type: 'network' }]);
    expect((await read(cloud, id)).subnets).toEqual([]);
    for (const [method, path] of [
      ['POST', `/networks/${id}/actions/add_subnet`],
      ['PUT', `/networks/${id}`],
      ['DELETE', `/networks/${id}`],
    ] as const) {
      expect((await cloud.call(method, path, SUBNET)).body.error.code).toBe('conflict');
    }
    await cloud.settled();
    expect((await read(cloud, id)).subnets).toEqual([{ ...SUBNET, gateway: '10.0.0.1' }]);
  });

  test('stays as it was when the action fails', async () => {
    const cloud = testCloud();
    const { id } = await aNetwork(cloud);
    cloud.hetzner.core.faults.add({ action: 'add_subnet', count: 1 });
    await cloud.call('POST', `/networks/${id}/actions/add_subnet`, SUBNET);
    await cloud.settled();
    expect((await read(cloud, id)).subnets).toEqual([]);
  });

  test('gains and loses routes, grows, and is protected', async () => {
    const cloud = testCloud({ actionTimeFactor: 0 });
    const { id } = await aNetwork(cloud, { subnets: [SUBNET] });
    const route = { destination: '192.168.0.0/24', gateway: '10.0.1.2' };
    const act = (action: string, body: unknown) => cloud.call('POST', `/networks/${id}/actions/${action}`, body);
    await act('add_route', route);
    expect((await read(cloud, id)).routes).toEqual([route]);
    await act('delete_route', route);
    await act('change_ip_range', { ip_range: '10.0.0.0/15' });
    await act('delete_subnet', { ip_range: SUBNET.ip_range });
    await act('change_protection', { delete: true });
    expect(await read(cloud, id)).toMatchObject({
      ip_range: '10.0.0.0/15',
      subnets: [],
      routes: [],
      protection: { delete: true },
    });
    const refused = await cloud.call('DELETE', `/networks/${id}`);
    expect([refused.status, refused.body.error.code]).toEqual([423, 'protected']);
    expect((await act('delete_subnet', { ip_range: SUBNET.ip_range })).body.error.code).toBe('not_found');
    expect((await act('delete_route', route)).body.error.code).toBe('not_found');
    await act('change_protection', { delete: false });
    expect((await cloud.call('DELETE', `/networks/${id}`)).status).toBe(204);
  });

  test('keeps a subnet that servers are in, and lets them go when it is deleted itself', async () => {
    const cloud = testCloud({ actionTimeFactor: 0 });
    const { id } = await aNetwork(cloud, { subnets: [SUBNET] });
    const server = (await cloud.call('POST', '/servers', aServer('a', { networks: [id] }))).body.server.id;
    expect((await read(cloud, id)).servers).toEqual([server]);
    const refused = await cloud.call('POST', `/networks/${id}/actions/delete_subnet`, { ip_range: SUBNET.ip_range });
    expect(refused.body.error).toMatchObject({
      code: 'service_error',
      message: expect.stringContaining('servers are attached'),
    });
    expect((await cloud.call('DELETE', `/networks/${id}`)).status).toBe(204);
    expect((await cloud.call('GET', `/servers/${server}`)).body.server.private_net).toEqual([]);
  });

  test('keeps name and labels that a PUT leaves out, and its name is its own', async () => {
    const cloud = testCloud();
    const { id } = await aNetwork(cloud, { labels: { a: '1' } });
    await cloud.call('PUT', `/networks/${id}`, { name: 'other' });
    await cloud.call('PUT', `/networks/${id}`, { expose_routes_to_vswitch: true });
    expect(await read(cloud, id)).toMatchObject({ name: 'other', labels: { a: '1' }, expose_routes_to_vswitch: true });
    await aNetwork(cloud);
    const refused = await cloud.call('PUT', `/networks/${id}`, { name: 'net' });
    expect([refused.status, refused.body.error.code]).toEqual([409, 'uniqueness_error']);
  });

  test('is not seen from another project', async () => {
    const cloud = testCloud();
    const { id } = await aNetwork(cloud);
    cloud.hetzner.core.projects.open({ hetznerToken: 'x'.repeat(64), cloudflareToken: 'x'.repeat(40) });
    const answer = await cloud.raw('GET', `/networks/${id}`, {
      headers: { authorization: `Bearer ${'x'.repeat(64)}` },
    });
    expect(answer.status).toBe(404);
  });
});
