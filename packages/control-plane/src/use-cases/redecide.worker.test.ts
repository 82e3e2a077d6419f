import { beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { sharedNodeId } from '@prego/contracts/derived-ids';
import { ControlPlane } from '../testing/control-plane.ts';
import { count, emptyWorld, jobOfTenant, putNode, runTo, signUp } from '../testing/placement-world.ts';
import { testDeps } from '../testing/test-deps.ts';
import { redecide } from './redecide.ts';

const NODE = 'sg-s-2222bbbb';

let cp: ControlPlane;
beforeAll(async () => {
  cp = await ControlPlane.start();
});
beforeEach(() => emptyWorld(cp));

const retry = (jobId: string) => cp.post(`/internal/provision-jobs/${jobId}/retry`);
const fail = (node: string) =>
  cp.call('PATCH', `/internal/nodes/${node}`, { body: { action: 'fail', reason: 'test' } });
const seats = () => cp.rows('SELECT tenant_id, node_id, job_id FROM seats ORDER BY tenant_id');

/** A failed job whose seat was given to nobody and taken away. */
async function lapsed(tenant: string, more = {}): Promise<string> {
  const { body } = await signUp(cp, tenant, more);
  await runTo(cp, body.job_id, 'failed');
  await cp.rows('DELETE FROM seats WHERE tenant_id = ?', tenant);
  return body.job_id;
}

describe('a retry without a seat', () => {
  test('is decided again, as the next attempt of the same job', async () => {
    const job_id = await lapsed('acme');
    await putNode(cp, NODE);
    expect(await retry(job_id)).toMatchObject({ status: 200, body: { job_id, attempt: 2, status: 'queued' } });
    expect(await jobOfTenant(cp, 'acme')).toMatchObject({
      ...{
        job_id,
        infra_mode: 'use_existing',
        target_server_id: NODE,
        stack: null,
        seat_until: null,
        error_code: null,
      },
    });
    expect(await seats()).toEqual([{ tenant_id: 'acme', node_id: NODE, job_id }]);
    expect(await cp.rows('SELECT attempt FROM outbox')).toEqual([{ attempt: 2 }]);
    expect(await cp.rows('SELECT status FROM tenants')).toEqual([{ status: 'provisioning' }]);
    expect(await count(cp, 'allocation_decisions', `job_id = '${job_id}'`)).toBe(2);
    expect(await count(cp, 'trace_events', `attempt = 2 AND stage LIKE 'prego_ui_step_0%'`)).toBe(4);
    expect(await count(cp, 'audit', "action = 'job.decided_again' AND actor = 'operator'")).toBe(1);
    // What the sign-up was answered stays what it was.
    expect((await signUp(cp, 'acme')).body.placement.create_new_server).toBe(true);
  });

  test('goes on with its own server where that is begun: nobody else finishes it', async () => {
    const { body } = await signUp(cp, 'acme');
    const node_id = sharedNodeId('sg', body.job_id);
    await cp.rows('UPDATE nodes SET registered_at = 1');
    await runTo(cp, body.job_id, 'failed');
    await cp.rows('DELETE FROM seats');
    await retry(body.job_id);
    expect(await jobOfTenant(cp, 'acme')).toMatchObject({
      ...{ status: 'queued', attempt: 2, infra_mode: 'create_new_server', stack: 'sg' },
      ...{ target_server_id: null, waits_for: null, waits_for_node: null },
    });
    expect(await seats()).toEqual([{ tenant_id: 'acme', node_id, job_id: body.job_id }]);
    expect(await cp.rows('SELECT attempt FROM outbox')).toEqual([{ attempt: 2 }]);
    expect(await cp.rows('SELECT node_id, reservations FROM nodes')).toEqual([{ node_id, reservations: 1 }]);
  });

  test('makes its own failed server again where there is no other place', async () => {
    const job_id = await lapsed('acme');
    const node_id = sharedNodeId('sg', job_id);
    expect(await cp.rows('SELECT node_id, status FROM nodes')).toEqual([{ node_id, status: 'failed' }]);
    await retry(job_id);
    expect(await cp.rows('SELECT node_id, status, reservations FROM nodes')).toEqual([
      { node_id, status: 'provisioning', reservations: 1 },
    ]);
    expect(await jobOfTenant(cp, 'acme')).toMatchObject({ infra_mode: 'create_new_server', stack: 'sg' });
  });

  test('of a dedicated tenant makes its three servers again', async () => {
    const job_id = await lapsed('big', { plan_tier: 'enterprise' });
    expect((await retry(job_id)).status).toBe(200);
    expect(await count(cp, 'nodes', "status = 'provisioning'")).toBe(3);
    expect(await count(cp, 'nodes')).toBe(3);
  });

  test('is refused where its own server lives and takes nobody: it could make no second one', async () => {
    const job_id = await lapsed('acme');
    await cp.rows("UPDATE nodes SET status = 'cordoned'");
    expect(await retry(job_id)).toMatchObject({ status: 409, body: { error: { code: 'move_refused' } } });
    expect(await jobOfTenant(cp, 'acme')).toMatchObject({ status: 'failed', attempt: 1 });
    expect(await seats()).toEqual([]);
  });

  test('by 20 at once is one attempt and one seat', async () => {
    const job_id = await lapsed('acme');
    const answers = await Promise.all(Array.from({ length: 20 }, () => retry(job_id)));
    expect(answers.filter(({ status }) => status === 200).length).toBeGreaterThan(0);
    expect(answers.filter(({ status }) => status >= 500)).toEqual([]);
    expect(await jobOfTenant(cp, 'acme')).toMatchObject({ attempt: 2, status: 'queued' });
    expect(await count(cp, 'seats')).toBe(1);
    expect(await cp.rows('SELECT attempt FROM outbox')).toEqual([{ attempt: 2 }]);
  });

  test('is refused where the tenant has another job under way', async () => {
    const job_id = await lapsed('acme');
    await signUp(cp, 'acme');
    expect(await retry(job_id)).toMatchObject({ status: 409, body: { error: { code: 'job_active' } } });
    expect(await count(cp, 'seats')).toBe(1);
  });

  test('is refused where a return has failed to take the tenant from where it lived', async () => {
    await putNode(cp, NODE);
    const job_id = await lapsed('acme');
    await runTo(cp, (await signUp(cp, 'acme')).body.job_id, 'completed');
    const back = await cp.post('/internal/tenants/acme/return', { name: 'acme' });
    await runTo(cp, back.body.job_id, 'failed');
    await cp.rows("UPDATE tenants SET status = 'failed'");
    expect(await retry(job_id)).toMatchObject({ status: 409, body: { error: { code: 'move_refused' } } });
    expect(await cp.rows('SELECT kind FROM seats')).toEqual([{ kind: 'tenant' }]);
  });

  test('is refused where the tenant has signed up anew for something else', async () => {
    const job_id = await lapsed('acme');
    await cp.rows("UPDATE tenants SET region = 'us' WHERE tenant_id = 'acme'");
    expect(await retry(job_id)).toMatchObject({ status: 409, body: { error: { code: 'move_refused' } } });
  });
});

describe('tenants who wait for a node that fails', () => {
  test('are decided again: one buys, the others wait for that', async () => {
    const first = await signUp(cp, 'first');
    const lost = sharedNodeId('sg', first.body.job_id);
    for (const name of ['a', 'b', 'c']) await signUp(cp, name);
    expect(await count(cp, 'provision_jobs', `waits_for_node = '${lost}'`)).toBe(3);
    expect((await fail(lost)).status).toBe(200);
    const a = await jobOfTenant(cp, 'a');
    const made = sharedNodeId('sg', String(a.job_id));
    expect(a).toMatchObject({
      status: 'queued',
      attempt: 1,
      infra_mode: 'create_new_server',
      stack: 'sg',
      waits_for: null,
    });
    for (const name of ['b', 'c']) {
      expect(await jobOfTenant(cp, name)).toMatchObject({ status: 'waiting', attempt: 1, waits_for_node: made });
    }
    expect(await cp.rows('SELECT node_id, reservations FROM nodes ORDER BY created_at')).toEqual([
      { node_id: lost, reservations: 1 },
      { node_id: made, reservations: 3 },
    ]);
    expect(await count(cp, 'outbox')).toBe(2);
  });

  test('go at once where a ready node has come up', async () => {
    const first = await signUp(cp, 'first');
    await signUp(cp, 'a');
    await putNode(cp, NODE);
    await fail(sharedNodeId('sg', first.body.job_id));
    expect(await jobOfTenant(cp, 'a')).toMatchObject({
      status: 'queued',
      target_server_id: NODE,
      waits_for_node: null,
    });
  });
});

describe('whoever comes second', () => {
  test.each([
    ['waits for a node that comes', ['first', 'a'], 'a'],
    ['is queued', ['first'], 'first'],
  ])('leaves a job as it is that %s', async (_, tenants, tenant) => {
    for (const name of tenants) await signUp(cp, name);
    const before = await jobOfTenant(cp, tenant);
    await redecide(await testDeps(cp, {}, Date.now()), String(before.job_id), 'system test');
    expect(await jobOfTenant(cp, tenant)).toEqual(before);
    expect(await count(cp, 'allocation_decisions')).toBe(tenants.length);
  });
});

describe('a job that waits', () => {
  test('is not written for a node that is no longer made: it would wait for ever', async () => {
    await putNode(cp, NODE);
    const job = {
      ...{ job_id: 'job_x', kind: 'provision', status: 'waiting', tenant_id: 'x', trace_id: 'trace_x', region: 'sg' },
      ...{ infra_mode: 'use_existing', waits_for: 'node', created_by: 'x', created_at: 1, updated_at: 1 },
    };
    await expect(cp.insert('provision_jobs', { ...job, waits_for_node: NODE })).rejects.toThrow(/node_moved/);
  });
});
