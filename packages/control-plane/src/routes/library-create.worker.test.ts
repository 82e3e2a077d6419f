import { beforeEach, describe, expect, test } from '@jest/globals';
import { libraryStackName } from '@prego/contracts/derived-ids';
import { openSecret } from '../auth/sealed-secret.ts';
import { TEST_VARS } from '../testing/control-plane.ts';
import { codeOf } from '../testing/fleet.ts';
import { libraryBench } from '../testing/library-bench.ts';
import { bodyOf, NOTHING, ONE, VALUES, wish, written } from '../testing/library-wish.ts';

const bench = libraryBench();
const create = (inputs: object = {}, key?: string) => wish(bench.cp, inputs, key);
beforeEach(() => bench.reportInventory());

describe('provisioning a template', () => {
  test('writes the provisioning, its job, its first event, and who asked', async () => {
    const { status, body } = await create();
    expect([status, body.status]).toEqual([202, 'provisioning']);
    const { provisioning_id, job_id, trace_id } = body;
    expect(await bench.row(provisioning_id)).toMatchObject({
      ...{ name: 'Orders', template: 'postgresql', status: 'provisioning', region: 'eu', server_prefix: 'orders' },
      ...{ job_id, provision_job_id: job_id, stack: libraryStackName(job_id), resources: '[]', created_by: 'operator' },
    });
    expect((await bench.jobs(provisioning_id))[0]).toMatchObject({
      ...{ job_id, trace_id, kind: 'library_provision', status: 'queued', infra_mode: 'create_new_server', attempt: 1 },
      ...{ stack: libraryStackName(job_id), tenant_id: null, node_id: null },
    });
    expect((await bench.events(provisioning_id))[0]).toMatchObject({
      ...{ kind: 'provisioning_executed', actor: 'operator', job_id, attempt: 1, name: 'Orders' },
    });
    const [audit] = await bench.cp.rows("SELECT * FROM audit WHERE action = 'job.created'");
    expect(JSON.parse(String(audit?.data))).toMatchObject({ provisioning_id, name: 'Orders', template: 'postgresql' });
    expect(await written(bench.cp)).toEqual(ONE);
  });

  test('keeps the template as it is now, and the quote of all that it makes', async () => {
    const { provisioning_id } = (await create()).body;
    const row = await bench.row(provisioning_id);
    const { manifest, cloud_init } = JSON.parse(String(row.template_as_run));
    expect(manifest).toMatchObject({ id: 'postgresql', version: row.template_version });
    expect(Object.values(cloud_init)[0]).toMatch(/^#cloud-config/);
    const { price, cost_so_far } = (await bench.get(`/provisionings/${provisioning_id}`)).body;
    expect(price).toEqual({ hourly: row.quoted_hourly, monthly: row.quoted_monthly });
    // At least the server and its address.
    expect(price.monthly).toBeGreaterThanOrEqual(6);
    expect(cost_so_far).toBe(0);
  });

  test('draws its own secrets, which only the key opens', async () => {
    const ids = [
      (await create()).body.provisioning_id,
      (await create({ name: 'Bills', server_prefix: 'bills' })).body.provisioning_id,
    ];
    const opened = [];
    for (const id of ids) {
      const { secrets, template_as_run } = await bench.row(id);
      const sealed = JSON.parse(String(secrets)) as Record<string, string>;
      const wanted = JSON.parse(String(template_as_run)).manifest.secrets as { name: string; length: number }[];
      expect(Object.keys(sealed)).toEqual(wanted.map(({ name }) => name));
      for (const { name, length } of wanted) {
        const text = await openSecret([TEST_VARS.LIBRARY_SECRETS_KEY], `${id}/${name}`, sealed[name] ?? '');
        expect(text).toMatch(new RegExp(`^[A-Za-z0-9]{${length}}$`));
        opened.push(text);
        expect((await bench.post(`/provisionings/${id}/secrets/${name}`, undefined)).body).toEqual({
          name,
          value: text,
        });
      }
    }
    expect(new Set(opened).size).toBe(opened.length);
    const logged = JSON.stringify(bench.cp.lines());
    for (const text of opened) expect(logged).not.toContain(text);
  });
});

describe('what can not be run is refused by field, and nothing is made', () => {
  test.each<[string, object, string[]]>([
    [
      'an empty form',
      { name: '', server_prefix: '', network_id: null, subnet: '', ssh_key_id: null },
      [...['name: missing', 'server_prefix: missing', 'network_id: missing', 'subnet: missing', 'ssh_key_id: missing']],
    ],
    ['a prefix that is no name of a server', { server_prefix: 'Orders_1' }, ['server_prefix: not_a_prefix']],
    ['a network that is not there', { network_id: 99 }, ['network_id: unknown_network']],
    ["a subnet of another network's", { subnet: '10.1.1.0/24' }, ['subnet: unknown_subnet']],
    ['a key that is not there', { ssh_key_id: 99 }, ['ssh_key_id: unknown_ssh_key']],
    ['a size that is not sold', { server_type: 'cx999' }, ['server_type: unknown_size']],
    ['a location of no region', { location: 'mars1' }, ['location: unknown_location']],
    ['a location of another zone', { location: 'sin' }, ['location: other_network_zone']],
    ['a value that breaks its rule', { values: { ...VALUES, database: 'DROP TABLE' } }, ['values.database: pattern']],
    ['a choice that is none', { values: { ...VALUES, locale: 'xx' } }, ['values.locale: not_an_option']],
    ['a value that nobody asked for', { values: { ...VALUES, runcmd: 'x' } }, ['values.runcmd: unknown_field']],
    ['values that are missing', { values: {} }, ['values.database: missing', 'values.locale: missing']],
  ])('%s', async (_, inputs, faults) => {
    const answer = await create(inputs);
    expect([answer.status, codeOf(answer)]).toEqual([422, 'inputs_refused']);
    for (const fault of faults) expect(answer.body.error.message).toContain(fault);
    expect(await written(bench.cp)).toEqual(NOTHING);
  });

  test('the name, or the name of a server, that is taken', async () => {
    await create();
    expect((await create({ server_prefix: 'other' })).body.error.message).toContain('name: name_taken (Orders)');
    expect((await create({ name: 'Other' })).body.error.message).toContain('server_prefix: server_name_taken (orders)');
    await bench.seen('servers', [
      { id: 5, name: 'there', status: 'running', server_type: 'cx23', location: 'fsn1', stack: null },
    ]);
    const there = await create({ name: 'Other', server_prefix: 'there' });
    expect(there.body.error.message).toContain('server_prefix: server_name_taken (there)');
    expect(await written(bench.cp)).toEqual(ONE);
  });

  test('bodies that say more, less or something else than they should', async () => {
    const { inputs } = bodyOf();
    const bodies = [
      ...[{}, { template: 'postgresql' }, { inputs }, null, [], { ...bodyOf(), status: 'provisioned' }],
      ...[
        { ...bodyOf(), template: '../x' },
        bodyOf({ secrets: {} }),
        bodyOf({ network_id: '1' }),
        bodyOf({ values: [] }),
      ],
      bodyOf({ name: 'x'.repeat(501) }),
    ];
    for (const body of bodies) expect(codeOf(await bench.post('/provisionings', body))).toBe('invalid_request');
    const missing = await bench.post('/provisionings', { ...bodyOf(), template: 'none-such' });
    expect(codeOf(missing)).toBe('template_not_found');
    const huge = bodyOf({ values: { database: 'x'.repeat(1_100_000) } });
    expect(codeOf(await bench.post('/provisionings', huge))).toBe('payload_too_large');
    expect(await written(bench.cp)).toEqual(NOTHING);
  });

  test('without an inventory nothing is known to be there', async () => {
    await bench.sql('DELETE FROM inventory');
    expect(codeOf(await create())).toBe('inputs_refused');
  });
});
