import { beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { SignUpAnswer } from '@prego/contracts';
import { dedicatedStackName, sharedNodeId } from '@prego/contracts/derived-ids';
import { ControlPlane } from '../testing/control-plane.ts';
import { count, emptyWorld, jobOfTenant, launchWith, putNode, runTo, signUp } from '../testing/placement-world.ts';

const NODE = 'sg-s-2222bbbb';

let cp: ControlPlane;
beforeAll(async () => {
  cp = await ControlPlane.start();
});
beforeEach(() => emptyWorld(cp));

const refusal = (status: number, code: string) => ({ status, body: { error: { code } } });

describe('a sign-up', () => {
  test('into an empty region buys a server, and writes everything at once', async () => {
    const { status, body } = await signUp(cp, 'acme', { contact: { email: 'a@b.c' }, checkout: { order: 7 } });
    expect(status).toBe(202);
    expect(SignUpAnswer.parse(body)).toEqual(body);
    const node_id = sharedNodeId('sg', body.job_id);
    const { job_id, trace_id } = body;
    expect(body).toMatchObject({
      tenant_id: 'acme',
      canonical_hostname: 'acme.prego.test',
      placement: { region: 'sg', create_new_server: true, dedicated: false, target_server_id: null },
      decision_reason: 'no_eligible_node',
    });
    expect(await jobOfTenant(cp, 'acme')).toMatchObject({
      ...{ job_id, trace_id, kind: 'provision', status: 'queued', attempt: 1, created_by: 'gateway' },
      ...{ infra_mode: 'create_new_server', dedicated: null, target_server_id: null, stack: 'sg', region: 'sg' },
    });
    expect(await cp.rows('SELECT * FROM tenants')).toMatchObject([
      {
        tenant_id: 'acme',
        plan_tier: 'basic',
        status: 'provisioning',
        contact: '{"email":"a@b.c"}',
        checkout: '{"order":7}',
      },
    ]);
    expect(await cp.rows('SELECT * FROM nodes')).toMatchObject([
      {
        node_id,
        job_id,
        role: 'shared',
        stack: 'sg',
        status: 'provisioning',
        tenants: 0,
        reservations: 1,
        capacity: 20,
      },
    ]);
    expect(await cp.rows('SELECT * FROM seats')).toMatchObject([
      { tenant_id: 'acme', node_id, job_id, kind: 'reservation' },
    ]);
    expect(await cp.rows('SELECT job_id, attempt FROM outbox')).toEqual([{ job_id, attempt: 1 }]);
    expect(await cp.rows('SELECT stage, status FROM trace_events WHERE trace_id = ?', trace_id)).toEqual([
      { stage: 'prego_ui_step_01', status: 'started' },
      { stage: 'prego_ui_step_01', status: 'done' },
      { stage: 'prego_ui_step_02', status: 'started' },
      { stage: 'prego_ui_step_02', status: 'done' },
    ]);
    expect(await cp.rows('SELECT name FROM funnel_events WHERE trace_id = ? ORDER BY name', trace_id)).toEqual([
      { name: 'placed' },
      { name: 'signed_up' },
    ]);
    expect(await cp.rows("SELECT * FROM audit WHERE action = 'job.created'")).toMatchObject([
      { actor: 'gateway', job_id, tenant_id: 'acme', node_id },
    ]);
    expect(await cp.rows('SELECT * FROM allocation_decisions')).toMatchObject([
      { job_id, tenant_id: 'acme', algorithm: 'decidePlacement_unified_v1', decision_reason: 'no_eligible_node' },
    ]);
  });

  test('goes at once where a ready node has a place', async () => {
    await putNode(cp, NODE);
    const { body } = await signUp(cp, 'acme');
    expect(body.placement).toEqual({
      region: 'sg',
      create_new_server: false,
      dedicated: false,
      target_server_id: NODE,
    });
    expect(await jobOfTenant(cp, 'acme')).toMatchObject({
      ...{ status: 'queued', infra_mode: 'use_existing', target_server_id: NODE, stack: null, waits_for: null },
    });
    expect(await count(cp, 'outbox')).toBe(1);
  });

  test('waits where the node is still made: nothing is to be dispatched', async () => {
    const first = await signUp(cp, 'first');
    const node = sharedNodeId('sg', first.body.job_id);
    const { body } = await signUp(cp, 'second');
    expect(body.placement.target_server_id).toBe(node);
    expect(await jobOfTenant(cp, 'second')).toMatchObject({
      ...{ status: 'waiting', waits_for: 'node', waits_for_node: node, target_server_id: node, stack: null },
    });
    expect(await cp.rows('SELECT job_id FROM outbox')).toEqual([{ job_id: first.body.job_id }]);
  });

  test('of an enterprise makes three servers, whatever is free, and takes its seat on the first', async () => {
    await putNode(cp, NODE);
    const { body } = await signUp(cp, 'Big_Co', { subdomain_slug: 'big', plan_tier: 'enterprise', region: 'eu' });
    expect(body).toMatchObject({
      placement: { region: 'eu', create_new_server: true, dedicated: true, target_server_id: null },
      decision_reason: 'dedicated_tier',
    });
    const stack = dedicatedStackName('Big_Co');
    expect(await jobOfTenant(cp, 'Big_Co')).toMatchObject({ dedicated: 1, stack, target_server_id: null });
    const trio = await cp.rows(
      "SELECT role, tenant_id, stack, reservations FROM nodes WHERE role <> 'shared' ORDER BY role",
    );
    expect(trio).toEqual([
      { role: 'app', tenant_id: 'Big_Co', stack, reservations: 1 },
      { role: 'db', tenant_id: 'Big_Co', stack, reservations: 0 },
      { role: 'redis', tenant_id: 'Big_Co', stack, reservations: 0 },
    ]);
  });

  test('names what to try where an offer is known to be gone', async () => {
    await cp.insert('unavailable_offers', { server_type: 'cx33', location: 'fsn1', until: Date.now() + 60_000 });
    await signUp(cp, 'acme', { region: 'eu' });
    const [row] = await cp.rows<{ decision: string }>('SELECT decision FROM allocation_decisions');
    expect(JSON.parse(row?.decision ?? '{}').offers).toEqual([
      { server_type: 'cx33', location: 'nbg1' },
      { server_type: 'cx33', location: 'hel1' },
    ]);
  });

  test("by the operator's way in comes to the same", async () => {
    const { status, body } = await cp.post('/internal/tenants/acme/enqueue-provision', { subdomain_slug: 'acme' });
    expect([status, body.tenant_id]).toEqual([202, 'acme']);
    expect(await jobOfTenant(cp, 'acme')).toMatchObject({ job_id: body.job_id, created_by: 'operator' });
  });

  test("gives a link that opens this tenant's Launch view", async () => {
    const { body } = await signUp(cp, 'acme');
    expect(await launchWith(cp, body.launch_url)).toMatchObject({
      status: 200,
      body: { hostname: 'acme.prego.test', support_reference: body.trace_id },
    });
  });
});

describe('sent again', () => {
  test('with its key it is answered with the same bytes, however far the job is', async () => {
    const first = await signUp(cp, 'acme', { plan_tier: 'free' }, 'key-1');
    await runTo(cp, first.body.job_id, 'completed');
    const again = await cp.call('POST', '/v1/tenants', {
      as: 'gateway',
      body: { plan_tier: 'free', subdomain_slug: 'acme', tenant_id: 'acme' },
      headers: { 'idempotency-key': 'key-1' },
    });
    expect([again.status, JSON.stringify(again.body)]).toEqual([202, JSON.stringify(first.body)]);
    expect(await count(cp, 'provision_jobs')).toBe(1);
  });

  test('with its key and another body it is refused', async () => {
    await signUp(cp, 'acme', {}, 'key-1');
    expect(await signUp(cp, 'acme', { contact: { name: 'A' } }, 'key-1')).toMatchObject(
      refusal(422, 'idempotency_mismatch'),
    );
  });

  test('without a key it is answered with the job under way, and later with the one that is done', async () => {
    const first = await signUp(cp, 'acme');
    const again = await signUp(cp, 'acme');
    expect([again.status, again.body]).toEqual([200, first.body]);
    await runTo(cp, first.body.job_id, 'completed');
    expect(await signUp(cp, 'acme', { contact: { name: 'A' } })).toMatchObject({ status: 200, body: first.body });
    expect(await count(cp, 'provision_jobs')).toBe(1);
  });

  test('after it has failed, it makes another job, which has the only place', async () => {
    const first = await signUp(cp, 'acme', {}, 'key-1');
    await runTo(cp, first.body.job_id, 'failed');
    const again = await signUp(cp, 'acme', {}, 'key-2');
    expect(again.status).toBe(202);
    expect(again.body.job_id).not.toBe(first.body.job_id);
    expect(await cp.rows('SELECT job_id FROM seats')).toEqual([{ job_id: again.body.job_id }]);
    expect(await cp.rows('SELECT status FROM tenants')).toEqual([{ status: 'provisioning' }]);
    expect((await signUp(cp, 'acme', {}, 'key-1')).body.job_id).toBe(first.body.job_id);
  });

  test('by one who has the last place of a node already, it stays there', async () => {
    await putNode(cp, NODE, { capacity: 1 });
    const { body } = await signUp(cp, 'acme');
    await runTo(cp, body.job_id, 'failed');
    expect((await signUp(cp, 'acme')).body.placement.target_server_id).toBe(NODE);
    expect(await cp.rows('SELECT reservations FROM nodes')).toEqual([{ reservations: 1 }]);
  });

  test('by one who was returned, it may ask for anything else', async () => {
    const { body } = await signUp(cp, 'acme');
    await runTo(cp, body.job_id, 'completed');
    const back = await cp.post('/internal/tenants/acme/return', { name: 'acme' });
    await runTo(cp, back.body.job_id, 'completed');
    const again = await signUp(cp, 'acme', { subdomain_slug: 'acme-2', plan_tier: 'professional', region: 'us' });
    expect(again).toMatchObject({ status: 202, body: { canonical_hostname: 'acme-2.prego.test' } });
    expect(await cp.rows('SELECT region, plan_tier, status FROM tenants')).toEqual([
      { region: 'us', plan_tier: 'professional', status: 'provisioning' },
    ]);
  });
});
