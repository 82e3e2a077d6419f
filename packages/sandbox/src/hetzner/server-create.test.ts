import { describe, expect, test } from '@jest/globals';
import { setUnavailable } from './catalog/server-types.ts';
import { aServer, type TestCloud, testCloud } from './testing.ts';

/** A project with one of everything that a server can be created with. */
async function furnished() {
  const cloud = testCloud({ actionTimeFactor: 0 });
  const make = async (path: string, body: Record<string, unknown>) => (await cloud.call('POST', path, body)).body;
  const networkIn = async (name: string, zone: string, range: string) =>
    (
      await make('/networks', {
        name,
        ip_range: range,
        subnets: [{ type: 'cloud', ip_range: range, network_zone: zone }],
      })
    ).network.id;
  const ids = {
    server: (await make('/servers', aServer('taken'))).server.id,
    elsewhere: (await make('/primary_ips', { name: 'sin', type: 'ipv4', location: 'sin' })).primary_ip.id,
    ipv6: (await make('/primary_ips', { name: 'six', type: 'ipv6', location: 'fsn1' })).primary_ip.id,
    volume: (await make('/volumes', { name: 'sin', size: 10, location: 'sin' })).volume.id,
    network: await networkIn('here', 'eu-central', '10.1.0.0/24'),
    overlapping: await networkIn('overlapping', 'eu-central', '10.1.0.0/24'),
    away: await networkIn('away', 'us-east', '10.2.0.0/24'),
  };
  const used = cloud.hetzner.servers.get(cloud.project.id, ids.server)?.primaryIps.ipv4;
  return { cloud, ids: { ...ids, used: used as number } };
}

type Ids = Awaited<ReturnType<typeof furnished>>['ids'];

const field = (name: string) => ({ fields: [expect.objectContaining({ name })] });

const REFUSALS: [why: string, fields: (ids: Ids) => Record<string, unknown>, status: number, error: object][] = [
  ['no name', () => ({ name: undefined }), 422, { code: 'invalid_input', details: field('name') }],
  ['an underscore', () => ({ name: 'a_b' }), 422, { code: 'invalid_input', details: field('name') }],
  ['a dash at the end', () => ({ name: 'a-' }), 422, { code: 'invalid_input', details: field('name') }],
  ['64 characters in a row', () => ({ name: 'a'.repeat(64) }), 422, { code: 'invalid_input', details: field('name') }],
  ['an empty host label', () => ({ name: 'a..b' }), 422, { code: 'invalid_input', details: field('name') }],
  [
    'a taken name',
    () => ({ name: 'taken' }),
    409,
    { code: 'uniqueness_error', message: 'server name is already used' },
  ],
  ['an unknown type', () => ({ server_type: 'xl' }), 422, { code: 'invalid_input', details: field('server_type') }],
  [
    'a type that the location does not sell',
    () => ({ location: 'sin' }),
    422,
    { code: 'invalid_input', message: 'unsupported location for server type' },
  ],
  [
    'a retired type',
    () => ({ server_type: 'cx22' }),
    422,
    { code: 'invalid_input', message: 'unsupported location for server type' },
  ],
  [
    'an unknown location',
    () => ({ location: 'mars' }),
    422,
    { code: 'invalid_input', message: "location 'mars' not found" },
  ],
  ['a datacenter', () => ({ location: undefined, datacenter: 'fsn1-dc14' }), 410, { code: 'deprecated_api_endpoint' }],
  ['an unknown image', () => ({ image: 'beos-5' }), 422, { code: 'invalid_input', details: field('image') }],
  ['an image for arm', () => ({ image: 161547270 }), 422, { code: 'invalid_input', details: field('image') }],
  ['an unknown SSH key', () => ({ ssh_keys: ['nobody'] }), 422, { code: 'invalid_input', details: field('ssh_keys') }],
  ['a bad label', () => ({ labels: { 'a b': 'c' } }), 422, { code: 'invalid_input', details: field('labels') }],
  [
    '32 KiB and one byte of user data',
    () => ({ user_data: `${'x'.repeat(32 * 1024 - 1)}é` }),
    422,
    { code: 'invalid_input', details: field('user_data') },
  ],
  ['an unknown firewall', () => ({ firewalls: [{ firewall: 999 }] }), 404, { code: 'not_found' }],
  ['an unknown network', () => ({ networks: [999] }), 422, { code: 'invalid_input', details: field('networks') }],
  ['a network of another zone', ({ away }) => ({ networks: [away] }), 422, { code: 'no_subnet_available' }],
  [
    'networks that overlap',
    ({ network, overlapping }) => ({ networks: [network, overlapping] }),
    422,
    { code: 'networks_overlap' },
  ],
  ['a network twice', ({ network }) => ({ networks: [network, network] }), 422, { code: 'server_already_attached' }],
  [
    'an unknown group',
    () => ({ placement_group: 999 }),
    422,
    { code: 'invalid_input', details: field('placement_group') },
  ],
  ['an unknown volume', () => ({ volumes: [999] }), 422, { code: 'invalid_input', details: field('volumes') }],
  [
    'a volume elsewhere',
    ({ volume }) => ({ volumes: [volume] }),
    422,
    { code: 'invalid_input', details: field('volumes') },
  ],
  [
    'an address in use',
    ({ used }) => ({ public_net: { enable_ipv4: true, enable_ipv6: true, ipv4: used } }),
    422,
    { code: 'primary_ip_assigned' },
  ],
  [
    'an address of the other version',
    ({ ipv6 }) => ({ public_net: { enable_ipv4: true, enable_ipv6: true, ipv4: ipv6 } }),
    422,
    { code: 'primary_ip_version_mismatch' },
  ],
  [
    'an address elsewhere',
    ({ elsewhere }) => ({ public_net: { enable_ipv4: true, enable_ipv6: true, ipv4: elsewhere } }),
    422,
    { code: 'primary_ip_datacenter_mismatch' },
  ],
  [
    'an address for what is switched off',
    ({ elsewhere }) => ({ public_net: { enable_ipv4: false, enable_ipv6: true, ipv4: elsewhere } }),
    422,
    { code: 'invalid_input', details: field('public_net.ipv4') },
  ],
];

describe('a server that cannot be created', () => {
  test.each(REFUSALS)('for %s is refused, and nothing exists or is billed', async (_why, fields, status, error) => {
    const { cloud, ids } = await furnished();
    const kept = () => [
      cloud.hetzner.servers.list(cloud.project.id),
      cloud.hetzner.primaryIps.list(cloud.project.id),
      cloud.hetzner.actions.list(cloud.project.id),
      cloud.hetzner.core.ledger.entries(),
    ];
    const before = kept();
    const refused = await cloud.call('POST', '/servers', { ...aServer('web-1'), ...fields(ids) });
    expect(refused.status).toBe(status);
    expect(refused.body.error).toMatchObject(error);
    expect(kept()).toEqual(before);
  });

  test('because another request has its volume or its address already, it is refused with 423', async () => {
    const cloud = testCloud();
    const made = async (path: string, body: Record<string, unknown>) => (await cloud.call('POST', path, body)).body;
    const volume = (await made('/volumes', { name: 'data', size: 10, location: 'fsn1' })).volume.id;
    const ipv4 = (await made('/primary_ips', { name: 'four', type: 'ipv4', location: 'fsn1' })).primary_ip.id;
    const bare = { start_after_create: false, public_net: { enable_ipv4: false, enable_ipv6: false } };
    const first = (await made('/servers', aServer('first', bare))).server.id;
    await cloud.settled();
    await made('/servers', aServer('second', { volumes: [volume] }));
    await made(`/primary_ips/${ipv4}/actions/assign`, { assignee_id: first, assignee_type: 'server' });

    for (const wish of [{ volumes: [volume] }, { public_net: { ipv4 } }]) {
      const refused = await cloud.call('POST', '/servers', aServer('late', wish));
      expect([refused.status, refused.body.error.code]).toEqual([423, 'locked']);
    }
    await cloud.settled();
    const { servers } = (await cloud.call('GET', '/servers')).body;
    expect(servers.map((server) => server.volumes)).toEqual([[], [volume]]);
    expect(servers[0]?.public_net.ipv4?.id).toBe(ipv4);
  });

  test('because the type is sold out where it is wanted, it is refused with 412', async () => {
    const { cloud } = await furnished();
    setUnavailable(cloud.hetzner, [{ serverType: 'cx23', location: 'fsn1' }]);
    const refused = await cloud.call('POST', '/servers', aServer('web-1'));
    expect([refused.status, refused.body.error]).toEqual([
      412,
      { code: 'resource_unavailable', message: 'error during placement', details: null },
    ]);
    const elsewhere = await cloud.call('POST', '/servers', aServer('web-1', { location: undefined }));
    expect(elsewhere.body.server).toMatchObject({ location: { name: 'nbg1' } });
  });

  test.each([
    ['servers', { servers: 2 }, 'server limit exceeded'],
    ['cores', { cores: 5 }, 'core limit exceeded'],
  ])('beyond the limit of %s it is refused with 403', async (_what, limits, message) => {
    const cloud = testCloud({ limits });
    expect((await cloud.call('POST', '/servers', aServer('one'))).status).toBe(201);
    expect((await cloud.call('POST', '/servers', aServer('two'))).status).toBe(201);
    const refused = await cloud.call('POST', '/servers', aServer('three'));
    expect([refused.status, refused.body.error]).toEqual([
      403,
      { code: 'resource_limit_exceeded', message, details: null },
    ]);
  });

  test('because ten servers are in its spread group, it is refused; a place that becomes free is given again', async () => {
    const cloud = testCloud();
    const group = (await cloud.call('POST', '/placement_groups', { name: 'g', type: 'spread' })).body.placement_group
      .id;
    const create = (n: number) => cloud.call('POST', '/servers', aServer(`web-${n}`, { placement_group: group }));
    const answers = await Promise.all(Array.from({ length: 11 }, (_, n) => create(n)));
    expect(answers.map(({ status }) => status)).toEqual([...Array(10).fill(201), 422]);
    expect(answers[10]?.body.error.code).toBe('placement_error');
    await cloud.settled();
    await cloud.call('DELETE', `/servers/${answers[0]?.body.server.id}`);
    await cloud.settled();
    expect((await create(11)).status).toBe(201);
  });

  test('with a sixth firewall it is refused', async () => {
    const cloud = testCloud({ actionTimeFactor: 0 });
    const firewalls: { firewall: number }[] = [];
    for (let n = 0; n < 6; n++) {
      const { body } = await cloud.call('POST', '/firewalls', { name: `wall-${n}`, rules: [] });
      firewalls.push({ firewall: body.firewall.id });
    }
    expect((await cloud.call('POST', '/servers', aServer('five', { firewalls: firewalls.slice(1) }))).status).toBe(201);
    const refused = await cloud.call('POST', '/servers', aServer('six', { firewalls }));
    expect(refused.body.error.code).toBe('resource_limit_exceeded');
    expect(cloud.hetzner.servers.byName(cloud.project.id, 'six')).toBeUndefined();
  });
});

describe('a server that is created', () => {
  const created = async (cloud: TestCloud, fields: Record<string, unknown>) =>
    (await cloud.call('POST', '/servers', aServer('web-1', fields))).body;

  test('with 32 KiB of user data keeps every byte of it', async () => {
    const cloud = testCloud();
    const userData = '#'.repeat(32 * 1024);
    const { server } = await created(cloud, { user_data: userData });
    expect(cloud.hetzner.servers.get(cloud.project.id, server.id)?.userData).toBe(userData);
  });

  test('has a root password only without SSH keys', async () => {
    const cloud = testCloud();
    const key = 'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIHUHPmt7DlZJ7OkLkPiN5Bzy4x3mBQ0X6rD7ZbcQ0H3V a';
    const { ssh_key } = (await cloud.call('POST', '/ssh_keys', { name: 'mine', public_key: key })).body;
    expect((await created(cloud, { name: 'a', ssh_keys: [ssh_key.id] })).root_password).toBeNull();
    expect((await created(cloud, { name: 'b', ssh_keys: ['mine'] })).root_password).toBeNull();
    expect((await created(cloud, { name: 'c' })).root_password).toMatch(/^[0-9a-f]{20}$/);
  });

  test('without public addresses has none, and none is billed', async () => {
    const cloud = testCloud();
    const { server, next_actions } = await created(cloud, {
      public_net: { enable_ipv4: false, enable_ipv6: false },
      start_after_create: false,
    });
    expect(server.public_net).toMatchObject({ ipv4: null, ipv6: null });
    expect(next_actions).toEqual([]);
    expect(cloud.hetzner.core.ledger.entries().map(({ kind }) => kind)).toEqual(['server']);
    await cloud.settled();
    expect((await cloud.call('GET', `/servers/${server.id}`)).body.server.status).toBe('off');
  });

  test('starts, then attaches networks and volumes as its next actions', async () => {
    const { cloud, ids } = await furnished();
    const volume = (await cloud.call('POST', '/volumes', { name: 'data', size: 10, location: 'nbg1' })).body.volume.id;
    const { server, next_actions } = await created(cloud, {
      location: undefined,
      networks: [ids.network],
      volumes: [volume],
    });
    expect(next_actions).toMatchObject([
      { command: 'start_server', status: 'success' },
      { command: 'attach_to_network', resources: [{ id: server.id }, { id: ids.network, type: 'network' }] },
      { command: 'attach_volume', resources: [{ id: server.id }, { id: volume, type: 'volume' }] },
    ]);
    expect(server).toMatchObject({ location: { name: 'nbg1' }, volumes: [volume], private_net: [{ ip: '10.1.0.2' }] });
  });

  test('keeps the private address that it was promised, and a failed attachment takes it back', async () => {
    const { cloud, ids } = await furnished();
    cloud.hetzner.core.faults.add({ action: 'attach_to_network' });
    const failed = (await cloud.call('POST', '/servers', aServer('a', { networks: [ids.network] }))).body.server;
    expect(failed.private_net).toEqual([]);
    const attached = (await cloud.call('POST', '/servers', aServer('b', { networks: [ids.network] }))).body.server;
    expect(attached.private_net.map(({ ip }) => ip)).toEqual(['10.1.0.2']);
  });
});
