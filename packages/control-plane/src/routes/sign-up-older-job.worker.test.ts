import { beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { ControlPlane } from '../testing/control-plane.ts';
import { count, emptyWorld, putNode, runTo, signUp } from '../testing/placement-world.ts';

const NODE = 'sg-s-2222bbbb';

let cp: ControlPlane;
beforeAll(async () => {
  cp = await ControlPlane.start();
});
beforeEach(() => emptyWorld(cp));

const refusal = (status: number, code: string) => ({ status, body: { error: { code } } });
const giveBack = (id: string) => cp.post(`/internal/tenants/${id}/return`, { name: id });

/** A tenant whose first job is retried after its second has failed too; the answer that the first was made with. */
async function olderRetried() {
  const older = await signUp(cp, 'acme');
  await runTo(cp, older.body.job_id, 'failed');
  const newer = await signUp(cp, 'acme', {}, 'key-2');
  await runTo(cp, newer.body.job_id, 'failed');
  expect((await cp.post(`/internal/provision-jobs/${older.body.job_id}/retry`)).status).toBe(200);
  return older.body;
}

describe('of a tenant whose older job is retried', () => {
  test('a sign-up finds the job under way, and a return is refused for it', async () => {
    await putNode(cp, NODE);
    const older = await olderRetried();
    expect(await signUp(cp, 'acme')).toMatchObject({ status: 200, body: older });
    expect(await signUp(cp, 'acme', { checkout: { order: 8 } })).toMatchObject(refusal(409, 'job_active'));
    expect(await giveBack('acme')).toMatchObject(refusal(409, 'job_active'));
    expect(await count(cp, 'provision_jobs')).toBe(2);
  });

  test('a sign-up leaves it where that job has put it', async () => {
    await putNode(cp, NODE);
    const older = await olderRetried();
    await runTo(cp, older.job_id, 'completed');
    expect(await signUp(cp, 'acme')).toMatchObject({ status: 200, body: older });
    expect(await count(cp, 'provision_jobs')).toBe(2);
    expect(await cp.rows('SELECT job_id, kind FROM seats')).toEqual([{ job_id: older.job_id, kind: 'tenant' }]);
    expect(await cp.rows('SELECT status FROM tenants')).toEqual([{ status: 'active' }]);
  });
});

test('a key is answered as it was, also when its tenant was returned and lives under another name since', async () => {
  await putNode(cp, NODE);
  const first = await signUp(cp, 'acme', {}, 'key-1');
  await runTo(cp, first.body.job_id, 'completed');
  await runTo(cp, (await giveBack('acme')).body.job_id, 'completed');
  await signUp(cp, 'acme', { subdomain_slug: 'acme-2' }, 'key-2');
  expect((await signUp(cp, 'acme', {}, 'key-1')).body).toEqual(first.body);
});

test('a tenant of another region than the default is placed also where the database has lost a node of it', async () => {
  const { body } = await signUp(cp, 'acme', { region: 'us' });
  await runTo(cp, body.job_id, 'failed');
  await cp.rows('DELETE FROM seats');
  await putNode(cp, 'us-s-2222bbbb', { region: 'us', memory_pct: 60 });
  await putNode(cp, 'us-s-3333cccc', { region: 'us', capacity: 0 });
  const best = await cp.post('/internal/placement/compute', { region: 'us' });
  expect(best.body.selected_node_id).toBe('us-s-2222bbbb');
  await cp.rows("DELETE FROM nodes WHERE node_id = 'us-s-2222bbbb'");
  expect(await signUp(cp, 'acme')).toMatchObject({ status: 202, body: { placement: { create_new_server: true } } });
});
