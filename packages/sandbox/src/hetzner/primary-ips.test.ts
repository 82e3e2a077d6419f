import { describe, expect, test } from '@jest/globals';
import { aServer, type TestCloud, testCloud } from './testing.ts';

const withoutAddresses = { public_net: { enable_ipv4: false, enable_ipv6: false }, start_after_create: false };

async function anIp(cloud: TestCloud, fields: Record<string, unknown> = {}) {
  const body = { name: 'ip', type: 'ipv4', location: 'fsn1', ...fields };
  return (await cloud.call('POST', '/primary_ips', body)).body.primary_ip;
}

async function aServerId(cloud: TestCloud, fields: Record<string, unknown> = {}) {
  const { body } = await cloud.call('POST', '/servers', aServer('web-1', fields));
  await cloud.settled();
  return body.server.id;
}

describe('primary IPs', () => {
  test('have the shape that real clients read', async () => {
    const cloud = testCloud();
    const { body, status } = await cloud.call('POST', '/primary_ips', { name: 'ip', type: 'ipv4', location: 'sin' });
    expect(status).toBe(201);
    expect(body).toEqual({
      primary_ip: {
        id: expect.any(Number),
        name: 'ip',
        type: 'ipv4',
        ip: '127.80.1.1',
        assignee_id: null,
        assignee_type: 'server',
        auto_delete: false,
        blocked: false,
        created: '2026-11-21T01:00:00+00:00',
        dns_ptr: [{ ip: '127.80.1.1', dns_ptr: 'static.1.1.80.127.clients.your-server.de' }],
        labels: {},
        location: expect.objectContaining({ name: 'sin' }),
        protection: { delete: false },
      },
      action: null,
    });
  });

  test('are assigned to a server that is off, and taken from it again', async () => {
    const cloud = testCloud();
    const ip = await anIp(cloud);
    const server = await aServerId(cloud, withoutAddresses);
    const assigned = await cloud.call('POST', `/primary_ips/${ip.id}/actions/assign`, {
      assignee_id: server,
      assignee_type: 'server',
    });
    expect(assigned.body.action).toMatchObject({ command: 'assign_primary_ip', status: 'running' });
    const locked = await cloud.call('POST', `/servers/${server}/actions/poweron`);
    expect(locked.body.error.code).toBe('locked');
    await cloud.settled();
    expect((await cloud.call('GET', `/servers/${server}`)).body.server.public_net.ipv4).toMatchObject({
      id: ip.id,
      ip: ip.ip,
    });
    expect((await cloud.call('GET', `/primary_ips/${ip.id}`)).body.primary_ip.assignee_id).toBe(server);
    const refused = await cloud.call('DELETE', `/primary_ips/${ip.id}`);
    expect([refused.status, refused.body.error.code]).toEqual([409, 'must_be_unassigned']);

    await cloud.call('POST', `/primary_ips/${ip.id}/actions/unassign`);
    await cloud.settled();
    expect((await cloud.call('GET', `/servers/${server}`)).body.server.public_net.ipv4).toBeNull();
    expect((await cloud.call('DELETE', `/primary_ips/${ip.id}`)).status).toBe(204);
  });

  test('created for a server live where it does and belong to it', async () => {
    const cloud = testCloud();
    const server = await aServerId(cloud, { ...withoutAddresses, location: 'hel1' });
    const { body } = await cloud.call('POST', '/primary_ips', {
      name: 'ip',
      type: 'ipv6',
      assignee_id: server,
      assignee_type: 'server',
      auto_delete: true,
    });
    expect(body.action.command).toBe('create_primary_ip');
    await cloud.settled();
    const shown = await cloud.call('GET', `/servers/${server}`);
    expect(shown.body.server.public_net.ipv6).toMatchObject({ id: body.primary_ip.id, ip: body.primary_ip.ip });
    await cloud.call('DELETE', `/servers/${server}`);
    await cloud.settled();
    expect((await cloud.call('GET', '/primary_ips')).body.primary_ips).toEqual([]);
  });

  test('that a server got by itself are called after themselves and go with it', async () => {
    const cloud = testCloud();
    const server = await aServerId(cloud);
    const { primary_ips } = (await cloud.call('GET', '/primary_ips')).body;
    expect(primary_ips.map(({ name, auto_delete }) => [name, auto_delete])).toEqual(
      primary_ips.map(({ id }) => [`primary_ip-${id}`, true]),
    );
    expect(primary_ips).toHaveLength(2);
    await cloud.call('DELETE', `/servers/${server}`);
    await cloud.settled();
    expect((await cloud.call('GET', '/primary_ips')).body.primary_ips).toEqual([]);
  });

  test.each<[string, (ids: { server: number; bare: number; ip: number }) => [string, object], number, string]>([
    [
      'a server that has one',
      ({ server, ip }) => [`/primary_ips/${ip}/actions/assign`, { assignee_id: server }],
      422,
      'server_has_ipv4',
    ],
    ['an unknown server', ({ ip }) => [`/primary_ips/${ip}/actions/assign`, { assignee_id: 999 }], 404, 'not_found'],
    [
      'a server elsewhere',
      ({ bare, ip }) => [`/primary_ips/${ip}/actions/assign`, { assignee_id: bare }],
      422,
      'primary_ip_datacenter_mismatch',
    ],
    ['being unassigned already', ({ ip }) => [`/primary_ips/${ip}/actions/unassign`, {}], 422, 'invalid_input'],
    [
      'a stranger address',
      ({ ip }) => [`/primary_ips/${ip}/actions/change_dns_ptr`, { ip: '127.1.1.1', dns_ptr: 'a.example' }],
      422,
      'invalid_input',
    ],
    [
      'a datacenter',
      () => ['/primary_ips', { name: 'x', type: 'ipv4', datacenter: 'fsn1-dc14' }],
      410,
      'deprecated_api_endpoint',
    ],
    ['no place to be', () => ['/primary_ips', { name: 'x', type: 'ipv4' }], 422, 'invalid_input'],
    [
      'two places to be',
      ({ bare }) => ['/primary_ips', { name: 'x', type: 'ipv4', location: 'sin', assignee_id: bare }],
      422,
      'invalid_input',
    ],
    ['a taken name', () => ['/primary_ips', { name: 'ip', type: 'ipv4', location: 'sin' }], 409, 'uniqueness_error'],
    ['another type', () => ['/primary_ips', { name: 'x', type: 'ipv5', location: 'sin' }], 422, 'invalid_input'],
  ])('refuse %s', async (_what, request, status, code) => {
    const cloud = testCloud({ actionTimeFactor: 0 });
    const ip = (await anIp(cloud)).id;
    const server = await aServerId(cloud);
    const bare = (await cloud.call('POST', '/servers', aServer('bare', { ...withoutAddresses, location: 'hel1' }))).body
      .server.id;
    const [path, body] = request({ server, bare, ip });
    const refused = await cloud.call('POST', path, body);
    expect([refused.status, refused.body.error.code]).toEqual([status, code]);
  });

  test('are taken only from a server that is off', async () => {
    const cloud = testCloud();
    const ip = await anIp(cloud);
    const server = await aServerId(cloud, { public_net: { enable_ipv4: true, ipv4: ip.id, enable_ipv6: false } });
    const refused = await cloud.call('POST', `/primary_ips/${ip.id}/actions/unassign`);
    expect(refused.body.error.code).toBe('server_not_stopped');
    await cloud.call('POST', `/servers/${server}/actions/poweroff`);
    await cloud.settled();
    expect((await cloud.call('POST', `/primary_ips/${ip.id}/actions/unassign`)).status).toBe(201);
  });

  test("resolve to the name they are given, and to the vendor's own again", async () => {
    const cloud = testCloud({ actionTimeFactor: 0 });
    const four = await anIp(cloud);
    const six = await anIp(cloud, { name: 'six', type: 'ipv6' });
    const point = (id: number, ip: string, dns_ptr: string | null) =>
      cloud.call('POST', `/primary_ips/${id}/actions/change_dns_ptr`, { ip, dns_ptr });
    const pointers = async (id: number) => (await cloud.call('GET', `/primary_ips/${id}`)).body.primary_ip.dns_ptr;
    await point(four.id, four.ip, 'mail.example.com');
    expect(await pointers(four.id)).toEqual([{ ip: four.ip, dns_ptr: 'mail.example.com' }]);
    await point(four.id, four.ip, null);
    expect(await pointers(four.id)).toEqual(four.dns_ptr);
    const address = six.ip.replace('/64', '1');
    await point(six.id, address, 'six.example.com');
    expect(await pointers(six.id)).toEqual([{ ip: address, dns_ptr: 'six.example.com' }]);
    await point(six.id, address, null);
    expect(await pointers(six.id)).toEqual([]);
  });

  test('that are protected stay', async () => {
    const cloud = testCloud({ actionTimeFactor: 0 });
    const ip = await anIp(cloud);
    await cloud.call('POST', `/primary_ips/${ip.id}/actions/change_protection`, { delete: true });
    expect((await cloud.call('DELETE', `/primary_ips/${ip.id}`)).body.error.code).toBe('protected');
  });

  test('cost something only as IPv4, from creation to deletion', async () => {
    const cloud = testCloud({ actionTimeFactor: 0 });
    const from = cloud.hetzner.core.clock.now();
    await anIp(cloud, { name: 'six', type: 'ipv6' });
    const four = await anIp(cloud);
    cloud.pass(1000);
    await cloud.call('DELETE', `/primary_ips/${four.id}`);
    expect(cloud.hetzner.core.ledger.entries()).toMatchObject([
      { kind: 'primary_ip', resource: String(four.id), fromMs: from, toMs: from + 1000 },
    ]);
  });

  test('are found by address, and their name, labels and auto_delete change', async () => {
    const cloud = testCloud({ actionTimeFactor: 0 });
    const ip = await anIp(cloud);
    await anIp(cloud, { name: 'other' });
    expect((await cloud.call('GET', `/primary_ips?ip=${ip.ip}`)).body.primary_ips.map(({ id }) => id)).toEqual([ip.id]);
    const { body } = await cloud.call('PUT', `/primary_ips/${ip.id}`, {
      name: 'new',
      labels: { a: 'b' },
      auto_delete: true,
    });
    expect(body.primary_ip).toMatchObject({ name: 'new', labels: { a: 'b' }, auto_delete: true, ip: ip.ip });
  });
});
