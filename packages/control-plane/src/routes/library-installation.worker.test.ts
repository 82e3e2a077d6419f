import { describe, expect, test } from '@jest/globals';
import type { LibraryResource } from '@prego/contracts';
import { codeOf } from '../testing/fleet.ts';
import { moveClock } from '../testing/job-world.ts';
import { libraryBench } from '../testing/library-bench.ts';
import { MADE, PASSWORD } from '../testing/library-rows.ts';

const bench = libraryBench();
const infoOf = async (id: string) => (await bench.get(`/provisionings/${id}/installation-info`)).body;
const reveal = (id: string, name = 'admin_password') => bench.post(`/provisionings/${id}/secrets/${name}`, undefined);
const idsOf = (resources: { id: string }[]) => resources.map(({ id }) => id);

describe('the installation info', () => {
  test('has the outputs filled in, secrets by name only, and all resources', async () => {
    const { provisioning_id } = await bench.provisioned();
    const info = await infoOf(provisioning_id);
    expect(info.outputs.map(({ value }: { value: string }) => value)).toEqual([
      'https://shop.example/ at 192.0.2.7',
      'psql -h 10.0.1.8',
    ]);
    expect(info.secrets).toEqual([{ name: 'admin_password', label: { en: 'Password', ko: 'Password (ko)' } }]);
    expect(info.resources).toEqual(MADE);
    expect(info.left_behind).toEqual([]);
    expect(JSON.stringify(info)).not.toContain(PASSWORD);
  });

  test('has nothing filled in that is not known yet', async () => {
    const { provisioning_id } = await bench.seed();
    expect(await infoOf(provisioning_id)).toMatchObject({
      ...{ outputs: [], resources: [], resources_as_of: null, left_behind: [] },
    });
  });

  test('of what is returned has neither a way in nor a secret', async () => {
    const { provisioning_id } = await bench.returned();
    expect(await infoOf(provisioning_id)).toEqual({
      ...{ outputs: [], secrets: [], resources: [], left_behind: [] },
      resources_as_of: expect.any(Number),
    });
  });

  test('after a failed return lists what the run said is left, until a later look does not find it', async () => {
    const { provisioning_id } = await bench.returnFailed({}, [MADE[0], MADE[2], MADE[3]] as typeof MADE);
    expect(idsOf((await infoOf(provisioning_id)).left_behind)).toEqual(['101', '201', '301']);
    await bench.seen('servers', [], Date.now() - 3_600_000);
    expect(idsOf((await infoOf(provisioning_id)).left_behind)).toEqual(['101', '201', '301']);
    await bench.sql('DELETE FROM inventory');
    await bench.seen('servers', []);
    expect(idsOf((await infoOf(provisioning_id)).left_behind)).toEqual(['201', '301']);
  });

  test('after a failed return nothing is billed any more once a later look finds nothing of it', async () => {
    const { provisioning_id } = await bench.returnFailed({}, [MADE[0], MADE[3]] as typeof MADE);
    const read = async () => (await bench.get(`/provisionings/${provisioning_id}`)).body;
    expect((await read()).price.hourly).toBe(0.02);
    await bench.seen('volumes', [], Date.now() - 3_600_000);
    await bench.seen('servers', []);
    // Of its volumes nobody knows by then.
    expect((await read()).price.hourly).toBe(0.02);
    await bench.seen('volumes', []);
    const { price, cost_so_far } = await read();
    expect([price, cost_so_far]).toEqual([{ hourly: 0, monthly: 0 }, expect.any(Number)]);
    await moveClock(bench.cp, 30 * 86_400_000);
    expect(await read()).toMatchObject({ status: 'return_failed', price, cost_so_far });
  });

  test('after a failed return what a later look still finds is billed on, and what it does not is not', async () => {
    const left = [MADE[0], MADE[1]].map((server) => ({ ...server, hourly_cost: 0.01 })) as typeof MADE;
    const { provisioning_id } = await bench.returnFailed({}, left);
    const server = { name: 'shop-db', status: 'running', server_type: 'cx33', location: 'fsn1', stack: null };
    await bench.seen('volumes', []);
    await bench.seen('servers', [{ ...server, id: 102 }]);
    const { price } = (await bench.get(`/provisionings/${provisioning_id}`)).body;
    expect(price).toEqual({ hourly: 0.01, monthly: 6 });
  });

  test('after an execution that failed nothing is billed any more once later looks find nothing of it', async () => {
    const { provisioning_id, job_id } = await bench.failed();
    const read = async () => (await bench.get(`/provisionings/${provisioning_id}`)).body;
    const about = {
      name: 'shop-app',
      location: 'fsn1',
      labels: { 'managed-by': 'prego', 'job-id': job_id },
      stack: null,
    };
    const there = { ...about, id: 101, status: 'running', server_type: 'cx33', hourly_cost: 0.03 };
    // In the order of automation: what has no volume yet may have a server.
    await bench.seen('volumes', []);
    expect(await read()).toMatchObject({ price: { hourly: 0.04, monthly: 24 } });
    await bench.seen('servers', [there]);
    expect(await read()).toMatchObject({ price: { hourly: 0.03, monthly: 18 } });
    await bench.seen('servers', []);
    const { price, cost_so_far } = await read();
    expect([price, cost_so_far]).toEqual([{ hourly: 0, monthly: 0 }, 0.04]);
    await moveClock(bench.cp, 30 * 86_400_000);
    expect(await read()).toMatchObject({ status: 'provision_failed', price, cost_so_far });
  });

  test('after an execution that failed a look of before its end says nothing of its cost', async () => {
    const { provisioning_id, job_id } = await bench.seed();
    await bench.claimed(job_id);
    await moveClock(bench.cp, 2 * 3_600_000);
    await bench.ends(job_id, { status: 'cancelled' });
    await bench.seen('volumes', [], Date.now() + 3_600_000);
    await bench.seen('servers', [], Date.now() + 3_600_000);
    expect((await bench.get(`/provisionings/${provisioning_id}`)).body.price).toEqual({ hourly: 0.04, monthly: 24 });
  });

  test('after a return that died without a word lists all that is not seen to be gone', async () => {
    const { provisioning_id } = await bench.returnFailed();
    const server = { name: 'shop-db', status: 'running', server_type: 'cx33', location: 'fsn1', stack: null };
    await bench.seen('servers', [{ ...server, id: 102 }]);
    expect(idsOf((await infoOf(provisioning_id)).left_behind)).toEqual(['102', '201', '301']);
  });

  test('after a return lists what automation has seen of it, also where no run ever told of it', async () => {
    const { provisioning_id, job_id } = await bench.failed();
    await bench.ends(await bench.returning({ provisioning_id }), { status: 'failed' });
    expect((await infoOf(provisioning_id)).left_behind).toEqual([]);
    const labels = { 'managed-by': 'prego', 'job-id': job_id };
    const server = { name: 'shop-app', status: 'running', server_type: 'cx33', location: 'fsn1', stack: null };
    await bench.seen('servers', [
      { ...server, id: 109, labels },
      { ...server, id: 110, labels: {} },
    ]);
    expect((await infoOf(provisioning_id)).left_behind).toEqual([
      expect.objectContaining({ kind: 'server', id: '109', name: 'shop-app', server_type: 'cx33', hourly_cost: null }),
    ]);
  });

  test('after an execution that failed shows what it has made, as far as later looks find it, and what nobody told of', async () => {
    const address = { ...(MADE[3] as LibraryResource), kind: 'primary_ip' as const, id: '401' };
    const { provisioning_id, job_id } = await bench.failed({}, [...MADE.slice(0, 1), address]);
    const info = await infoOf(provisioning_id);
    expect([idsOf(info.resources), info.left_behind]).toEqual([['101', '401'], []]);
    const { resources_at } = await bench.row(provisioning_id);
    expect(info.resources_as_of).toBe(resources_at);
    const labels = { 'managed-by': 'prego', 'job-id': job_id };
    const about = { location: 'fsn1', labels, stack: null };
    await bench.seen('servers', [{ id: 102, name: 'shop-db', status: 'running', server_type: 'cx33', ...about }]);
    await bench.seen('volumes', [{ id: 201, name: 'shop-db', size_gb: 20, ...about }]);
    // Its first server is gone, for all that the inventory knows. Nobody looks at addresses: they stay.
    const seen = await infoOf(provisioning_id);
    expect(idsOf(seen.resources)).toEqual(['401', '102', '201']);
    expect(seen.resources_as_of).toBeGreaterThan(Number(resources_at));
  });

  test('after a return that was cancelled says of when it is', async () => {
    const seeded = await bench.provisioned();
    const { resources_at } = await bench.row(seeded.provisioning_id);
    const job_id = await bench.returning(seeded);
    await moveClock(bench.cp, 3_600_000);
    await bench.ends(job_id, { status: 'cancelled' });
    const info = await infoOf(seeded.provisioning_id);
    expect(info.resources_as_of).toBe(resources_at);
    expect(idsOf(info.left_behind)).toEqual(idsOf(MADE));
  });
});

describe('a secret', () => {
  /** Without those of claims, which are by the operator's key here. */
  const looksByHand = () =>
    bench.cp.rows("SELECT * FROM audit WHERE action = 'library.secret_shown' AND data ->> '$.attempt' IS NULL");

  test('is shown as often as it is asked for, and each look is written down without it', async () => {
    const { provisioning_id, job_id } = await bench.provisioned();
    for (let i = 0; i < 3; i++) {
      const { status, body, headers } = await reveal(provisioning_id);
      expect([status, body]).toEqual([200, { name: 'admin_password', value: PASSWORD }]);
      expect(headers.get('cache-control')).toContain('no-store');
    }
    const looks = await looksByHand();
    expect(looks).toHaveLength(3);
    expect(looks[0]).toMatchObject({ actor: 'operator', job_id });
    expect(JSON.parse(String(looks[0]?.data))).toEqual({ provisioning_id, name: 'My shop', secret: 'admin_password' });
    expect(JSON.stringify(await bench.cp.rows('SELECT * FROM audit'))).not.toContain(PASSWORD);
    expect(JSON.stringify(bench.cp.lines())).not.toContain(PASSWORD);
  });

  test.each(['other', 'constructor', '__proto__', 'ADMIN_PASSWORD', 'admin_password%20', 'admin_password%00', '%ff'])(
    'of the name %s is none, and nobody has looked',
    async (name) => {
      const { provisioning_id } = await bench.provisioned();
      expect(['not_found', 'invalid_request']).toContain(codeOf(await reveal(provisioning_id, name)));
      expect(await looksByHand()).toEqual([]);
    },
  );

  test("of another provisioning is not shown, even if it is put in one's place", async () => {
    const one = await bench.provisioned();
    const two = await bench.provisioned({ name: 'Other', server_prefix: 'other' });
    const { secrets } = await bench.row(two.provisioning_id);
    await bench.sql(
      'UPDATE library_provisionings SET secrets = ? WHERE provisioning_id = ?',
      secrets,
      one.provisioning_id,
    );
    expect(codeOf(await reveal(one.provisioning_id))).toBe('unavailable');
    expect((await reveal(two.provisioning_id)).status).toBe(200);
  });

  test('is erased when it is returned, and the answer says why', async () => {
    const { provisioning_id } = await bench.returned();
    expect(await bench.row(provisioning_id)).toMatchObject({ secrets: '{}' });
    const answer = await reveal(provisioning_id);
    expect(codeOf(answer)).toBe('not_found');
    expect(answer.body.error.message).toContain('My shop has been returned: its secrets were erased then.');
  });

  test('is still there after a failed return, and gone with the deletion', async () => {
    const { provisioning_id } = await bench.returnFailed({}, MADE);
    expect((await reveal(provisioning_id)).status).toBe(200);
    await bench.askDelete(provisioning_id, 'My shop');
    expect(codeOf(await reveal(provisioning_id))).toBe('provisioning_not_found');
  });

  test('does not lie in the database as it is', async () => {
    await bench.provisioned();
    const tables = ['library_provisionings', 'library_events', 'provision_jobs', 'audit', 'trace_events'];
    for (const table of tables)
      expect(JSON.stringify(await bench.cp.rows(`SELECT * FROM ${table}`))).not.toContain(PASSWORD);
  });
});
