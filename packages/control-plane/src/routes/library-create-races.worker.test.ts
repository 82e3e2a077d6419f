import { beforeEach, describe, expect, test } from '@jest/globals';
import { codeOf } from '../testing/fleet.ts';
import { libraryBench } from '../testing/library-bench.ts';
import { reportOf } from '../testing/library-rows.ts';
import { bodyOf, ONE, VALUES, WISH, wish, written } from '../testing/library-wish.ts';
import { makeKey } from '../testing/operator-keys.ts';

const bench = libraryBench();
const create = (inputs: object = {}, key?: string) => wish(bench.cp, inputs, key);
beforeEach(() => bench.reportInventory());

describe('sent again', () => {
  test('with its key it is the same one, in the status of now', async () => {
    const first = await create({}, 'k-1');
    const again = async () => {
      const { status, body } = await create({}, 'k-1');
      expect([status, { ...body, status: first.body.status }]).toEqual([202, first.body]);
      return body.status;
    };
    expect(await again()).toBe('provisioning');
    await bench.claimed(first.body.job_id);
    await bench.ends(first.body.job_id, { status: 'failed' });
    expect(await again()).toBe('provision_failed');
    await bench.ends(await bench.returning(first.body), { status: 'completed', library: reportOf([]) });
    expect(await again()).toBe('returned');
    await bench.askDelete(first.body.provisioning_id, 'Orders');
    expect(await again()).toBe('returned');
    expect(await written(bench.cp)).toMatchObject({ provisionings: 1, jobs: 2 });
  });

  test("with another's key it is another's: each has their own", async () => {
    await create({}, 'k-1');
    const { key } = await makeKey(bench.cp, 'anna');
    const body = bodyOf({ name: 'Hers', server_prefix: 'hers' });
    const hers = () => bench.post('/provisionings', body, { token: key }, { 'idempotency-key': 'k-1' });
    const [one, two] = [await hers(), await hers()];
    expect([one.status, two.status, two.body]).toEqual([202, 202, one.body]);
    expect(await bench.row(one.body.provisioning_id)).toMatchObject({ name: 'Hers', created_by: 'operator anna' });
    expect(await written(bench.cp)).toMatchObject({ provisionings: 2, jobs: 2 });
  });

  test('with its key and another body it is refused', async () => {
    await create({}, 'k-1');
    for (const inputs of [{ name: 'Other' }, { values: { ...VALUES, database: 'other' } }]) {
      expect(codeOf(await create(inputs, 'k-1'))).toBe('idempotency_mismatch');
    }
    expect(await written(bench.cp)).toEqual(ONE);
  });

  test('twenty times at once with one key it is one provisioning', async () => {
    const answers = await Promise.all(Array.from({ length: 20 }, () => create({}, 'k-1')));
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([202]));
    expect(new Set(answers.map(({ body }) => body.provisioning_id)).size).toBe(1);
    expect(await written(bench.cp)).toEqual(ONE);
  });

  test('twenty times at once without a key, one is made and the others are told which field is taken', async () => {
    const answers = await Promise.all(Array.from({ length: 20 }, () => create()));
    expect(answers.filter(({ status }) => status === 202)).toHaveLength(1);
    const refused = answers.filter(({ status }) => status !== 202);
    expect(new Set(refused.map(codeOf))).toEqual(new Set(['inputs_refused']));
    for (const { body } of refused) expect(body.error.message).toMatch(/name_taken|server_name_taken/);
    expect(await written(bench.cp)).toEqual(ONE);
  });

  test('at once with names that differ in their letters only, one is told that the name is taken', async () => {
    const names = ['Orders', 'orders', 'ORDERS', 'oRDERS'];
    const answers = await Promise.all(names.map((name, i) => create({ name, server_prefix: `p${i}` })));
    expect(answers.filter(({ status }) => status === 202)).toHaveLength(1);
    for (const { status, body } of answers.filter((each) => each.status !== 202)) {
      expect([status, body.error.message.includes('name: name_taken')]).toEqual([422, true]);
    }
    expect(await written(bench.cp)).toEqual(ONE);
  });

  test('at once with one prefix and two names, one is told that the prefix is taken', async () => {
    const answers = await Promise.all(['A', 'B', 'C', 'D'].map((name) => create({ name })));
    expect(answers.filter(({ status }) => status === 202)).toHaveLength(1);
    for (const { status, body } of answers.filter((each) => each.status !== 202)) {
      expect([status, body.error.message.includes('server_prefix: server_name_taken')]).toEqual([422, true]);
    }
    expect(await written(bench.cp)).toEqual(ONE);
  });
});

describe('at once with another template, a server of which would have the same name', () => {
  test('one is told that the name is taken', async () => {
    for (let i = 0; i < 5; i++) {
      const trio = {
        ...WISH,
        name: `Trio ${i}`,
        server_prefix: `t${i}`,
        server_type: 'cx53',
        values: { database: 'app' },
      };
      const answers = await Promise.all([
        create({ name: `One ${i}`, server_prefix: `t${i}-db` }),
        bench.post('/provisionings', { template: 'dedicated-trio', inputs: trio }),
      ]);
      expect(answers.map(({ status }) => status).toSorted()).toEqual([202, 422]);
      const refused = answers.find(({ status }) => status === 422);
      expect(refused?.body.error.message).toContain('server_prefix: server_name_taken');
    }
  });
});
