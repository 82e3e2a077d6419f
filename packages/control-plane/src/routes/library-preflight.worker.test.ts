import { afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { CATALOGUE } from '@prego/library';
import { ControlPlane } from '../testing/control-plane.ts';
import { MANIFEST, seedProvisioning } from '../testing/library-rows.ts';
import { INPUTS, WORLD } from '../testing/library-world.ts';
import { LIBRARY_KINDS, report, reportWorld, SEEN, serversOf } from '../testing/report-world.ts';

let cp: ControlPlane;
beforeAll(async () => {
  cp = await ControlPlane.start();
});
afterEach(() => cp.clear());

/** A template of one server that asks for no more than a small one, with the values that it begins with. */
const [template] = CATALOGUE.filter(({ manifest }) => manifest.id === 'postgresql');
const values = Object.fromEntries(
  (template?.manifest.fields ?? []).flatMap((field) => ('name' in field ? [[field.name, String(field.default)]] : [])),
);
const preflight = (inputs: Record<string, unknown> = {}) =>
  cp.post('/internal/library/templates/postgresql/preflight', { ...INPUTS, values, ...inputs });
const faultsOf = async (inputs: Record<string, unknown> = {}) => (await preflight(inputs)).body.faults;

describe('the pre-flight', () => {
  test('of what is in order tells what is made, for how much and where it is tried', async () => {
    await reportWorld(cp);
    await report(cp, 'unavailable_offers', [{ server_type: 'cx23', location: 'fsn1' }], Date.now());
    const { body } = await preflight();
    expect(body).toMatchObject({
      faults: [],
      price: { hourly: 0.0076, monthly: 4.88 },
      offers: [
        { server_type: 'cx23', location: 'nbg1', available: true },
        { server_type: 'cx23', location: 'hel1', available: true },
        { server_type: 'cx23', location: 'fsn1', available: false },
      ],
      limits: [{ what: 'servers_of_network', used: 3, more: 1, most: 100 }, { what: 'user_data_bytes' }],
      inventory_seen_at: SEEN,
    });
    expect(body.resources.map(({ kind, name }: { kind: string; name: string }) => [kind, name])).toEqual([
      ...[
        ['server', 'pg'],
        ['primary_ip', 'pg'],
        ['volume', 'pg'],
        ['firewall', 'pg'],
        ['network_attachment', 'pg'],
      ],
    ]);
  });

  test('writes nothing', async () => {
    await reportWorld(cp);
    const rows = async () => {
      const counts = ['provision_jobs', 'outbox', 'library_provisionings', 'library_events', 'audit'].map((table) =>
        cp.rows(`SELECT COUNT(*) n FROM ${table}`),
      );
      return await Promise.all(counts);
    };
    const before = await rows();
    await preflight();
    expect(await rows()).toEqual(before);
  });

  test('of an empty form says what is missing, by field, and what is known', async () => {
    await reportWorld(cp);
    const empty = {
      name: '',
      server_prefix: '',
      network_id: null,
      subnet: '',
      ssh_key_id: null,
      server_type: '',
      location: '',
    };
    const { status, body } = await preflight({ ...empty, values: {} });
    expect(status).toBe(200);
    expect(new Set(body.faults.map(({ fault }: { fault: string }) => fault))).toEqual(new Set(['missing']));
    expect(body).toMatchObject({ price: { hourly: null, monthly: null }, offers: [] });
  });

  test('finds no name free that another provisioning or a server at Hetzner has', async () => {
    await reportWorld(cp);
    await seedProvisioning(cp, { name: 'Taken', server_prefix: 'shop' });
    expect(await faultsOf({ name: 'Taken' })).toEqual([{ field: 'name', fault: 'name_taken', detail: 'Taken' }]);
    const [other] = MANIFEST.servers;
    for (const [server_prefix, detail] of [
      ['shop', 'shop'],
      [`shop-${other?.key}`, `shop-${other?.key}`],
      ['old-db', 'old-db'],
      ['kept', 'kept'],
    ]) {
      const expected = [{ field: 'server_prefix', fault: 'server_name_taken', detail }];
      expect(await faultsOf({ server_prefix })).toEqual(expected);
    }
    expect(await faultsOf({ server_prefix: 'shopping' })).toEqual([]);
  });

  test('finds them free once it is returned, though the list of servers is of before', async () => {
    await reportWorld(cp);
    const { job_id, provisioning_id } = await seedProvisioning(cp, { name: 'Before', server_prefix: 'before' });
    const labels = { 'managed-by': 'prego', 'job-id': job_id };
    await report(cp, 'servers', serversOf(['before-db'], { labels }), SEEN + 1);
    expect(await faultsOf({ server_prefix: 'before-db' })).toMatchObject([{ fault: 'server_name_taken' }]);
    for (const status of ['provisioned', 'returning', 'returned']) {
      await cp.env.DB.prepare('UPDATE library_provisionings SET status = ?').bind(status).run();
    }
    expect(await faultsOf({ server_prefix: 'before-db' })).toEqual([]);
    expect(await faultsOf({ server_prefix: 'before' })).toEqual([]);
    // It is still on the list, under its name.
    expect(await faultsOf({ name: 'Before' })).toMatchObject([{ fault: 'name_taken' }]);
    await cp.env.DB.prepare('UPDATE library_provisionings SET deleted_at = 1 WHERE provisioning_id = ?')
      .bind(provisioning_id)
      .run();
    expect(await faultsOf({ name: 'Before' })).toEqual([]);
  });

  test('keeps the servers of a failed return taken, also when that is off the list', async () => {
    await reportWorld(cp);
    const { job_id } = await seedProvisioning(cp, { server_prefix: 'left' });
    await report(
      cp,
      'servers',
      serversOf(['left-db'], { labels: { 'managed-by': 'prego', 'job-id': job_id } }),
      SEEN + 1,
    );
    for (const status of ['provision_failed', 'returning', 'return_failed']) {
      await cp.env.DB.prepare('UPDATE library_provisionings SET status = ?').bind(status).run();
    }
    await cp.env.DB.prepare('UPDATE library_provisionings SET deleted_at = 1').run();
    expect(await faultsOf({ server_prefix: 'left-db' })).toMatchObject([{ fault: 'server_name_taken' }]);
  });

  test('counts into a network what provisionings are still to attach, until it is seen there', async () => {
    await reportWorld(cp);
    const [network] = WORLD.networks;
    await report(cp, 'networks', [{ ...network, servers: 98 }], SEEN + 1);
    expect(await faultsOf()).toEqual([]);
    await seedProvisioning(cp);
    const full = [{ field: 'network_id', fault: 'network_full', detail: '100' }];
    expect(await faultsOf()).toEqual(full);
    expect((await preflight()).body.limits).toContainEqual({
      ...{ what: 'servers_of_network', used: 100, more: 1, most: 100 },
    });
    await report(cp, 'servers', serversOf(['shop-app', 'shop-db']), SEEN + 1);
    expect(await faultsOf()).toEqual([]);
  });

  test('expects no servers of an execution that failed and has nothing, until it is tried again', async () => {
    await reportWorld(cp);
    const [network] = WORLD.networks;
    await report(cp, 'networks', [{ ...network, servers: 98 }], SEEN + 1);
    await seedProvisioning(cp);
    const setStatus = (status: string, billed_from: number | null) =>
      cp.env.DB.prepare('UPDATE library_provisionings SET status = ?, billed_from = ?').bind(status, billed_from).run();
    await setStatus('provision_failed', null);
    expect(await faultsOf()).toEqual([]);
    await setStatus('provisioning', null);
    expect(await faultsOf()).toMatchObject([{ fault: 'network_full' }]);
    await setStatus('provision_failed', 1);
    expect(await faultsOf()).toMatchObject([{ fault: 'network_full' }]);
  });

  test('takes no network and no SSH key that the Hetzner project of the location does not have', async () => {
    await reportWorld(cp);
    const in_sg = { regions: ['sg'] };
    await report(cp, 'networks', [{ ...WORLD.networks[0], ...in_sg }], SEEN + 1);
    await report(cp, 'ssh_keys', [{ ...WORLD.ssh_keys[0], ...in_sg }], SEEN + 1);
    expect(await faultsOf()).toEqual([
      { field: 'network_id', fault: 'unknown_network', detail: 'eu' },
      { field: 'ssh_key_id', fault: 'unknown_ssh_key', detail: 'eu' },
    ]);
    // A report of before regions were told: one project for all.
    const { regions: _, ...key } = WORLD.ssh_keys[0] as (typeof WORLD.ssh_keys)[number];
    await report(cp, 'ssh_keys', [key], SEEN + 2);
    expect(await faultsOf()).toMatchObject([{ field: 'network_id' }]);
  });

  test('finds a name taken that looks the same, in whatever letters and code points', async () => {
    await reportWorld(cp);
    await seedProvisioning(cp, { name: '가게 École', server_prefix: 'shop' });
    for (const name of ['가게 École', '가게 École'.normalize('NFD'), '가게 ÉCOLE']) {
      expect(await faultsOf({ name })).toMatchObject([{ field: 'name', fault: 'name_taken' }]);
    }
    expect(await faultsOf({ name: '가게 Ecole' })).toEqual([]);
  });

  test('says that the inventory is old where nobody has looked for three hours', async () => {
    const isOld = async () => (await preflight()).body.inventory_is_old;
    expect(await isOld()).toBe(true);
    const HOUR = 3_600_000;
    for (const [ago, expected] of [
      [4 * HOUR, true],
      [2.9 * HOUR, false],
    ] as const) {
      for (const kind of LIBRARY_KINDS) {
        await report(cp, kind, [], Date.now() - ago);
      }
      expect(await isOld()).toBe(expected);
    }
  });

  test.each([
    ['a field that there is not', { more: 1 }],
    ['a network that is no number', { network_id: '1' }],
    ['no field at all', { name: undefined }],
    ['values that are no text', { values: { database: 1 } }],
  ])('refuses a body with %s', async (_, inputs) => {
    expect((await preflight(inputs)).body.error.code).toBe('invalid_request');
  });

  test('tells a value that the template has no field for', async () => {
    await reportWorld(cp);
    const more = { values: { ...values, PREGO_PROVISIONING: 'x', constructor: 'y' } };
    expect(await faultsOf(more)).toEqual([
      { field: 'values.PREGO_PROVISIONING', fault: 'unknown_field' },
      { field: 'values.constructor', fault: 'unknown_field' },
    ]);
  });
});

test('a server of the library is no orphan as long as it is on the list and not returned', async () => {
  const orphans = async () => (await cp.get('/internal/inventory?kind=orphans')).body.items;
  const { stack } = await seedProvisioning(cp, {}, { status: 'provisioned' });
  const labels = { 'managed-by': 'prego', 'job-id': 'job_other' };
  const servers = serversOf(['shop-db'], { labels, stack });
  await report(cp, 'servers', servers);
  expect(await orphans()).toEqual([]);
  for (const status of ['returning', 'return_failed']) {
    await cp.env.DB.prepare('UPDATE library_provisionings SET status = ?').bind(status).run();
  }
  await cp.env.DB.prepare('UPDATE library_provisionings SET deleted_at = 1').run();
  await report(cp, 'servers', servers, SEEN + 1);
  expect(await orphans()).toMatchObject([{ name: 'shop-db', reason: 'not_registered' }]);
});
