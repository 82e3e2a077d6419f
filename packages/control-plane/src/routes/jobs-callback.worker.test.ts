import { describe, expect, test } from '@jest/globals';
import { jobBench } from '../testing/job-bench.ts';
import { deliver, reaches, seedNode, seedOther, seedProvision } from '../testing/job-world.ts';

const NODE = 'sg-s-22222222';
const bench = jobBench();

describe('the life of a job', () => {
  test('a queued job is sent, its run claims it, reports and completes it', async () => {
    const { job_id, node_id, tenant_id, run, claim, report, ...rest } = await bench.running('acme');
    expect(run).toMatchObject({ workflow: 'provision-tenant.yml', status: 'queued' });
    const inputs = {
      ...{ job_id, tenant_id, region: 'sg', create_new_server: 'true', target_server_id: '', dedicated: 'false' },
      ...{ subdomain_slug: 'acme', canonical_hostname: 'acme.prego.test', trace_id: 'trace_acme', attempt: '1' },
    };
    expect(run.inputs).toEqual(inputs);
    expect(claim).toMatchObject({ kind: 'provision', attempt: 1, inputs, dns: null, remove_nodes: [] });
    expect(claim.stack_lease).toMatchObject({ stack: 'sg', fence: 1 });
    expect(claim.nodes).toEqual([{ node_id, role: 'shared', token: expect.stringMatching(/^node\./) }]);
    expect(claim.offers).toEqual([{ role: 'shared', server_type: 'cpx32', location: 'sin' }]);
    expect(rest).toBeDefined();

    const dns = { zone_id: 'z', record_id: 'r', content: '203.0.113.7' };
    expect((await report({ status: 'progress' })).body.lease_expires_at).toBeGreaterThan(Date.now());
    expect((await report({ status: 'progress', lease_released: true, dns })).body.lease_expires_at).toBeNull();
    expect(await report({ status: 'completed' })).toMatchObject({ status: 200, body: { status: 'completed' } });
    expect(await bench.seat({ tenant_id })).toMatchObject({ kind: 'tenant' });
    expect(await bench.tenant({ tenant_id })).toMatchObject({ status: 'active', dns_record_id: 'r' });
    expect(await bench.node(node_id)).toMatchObject({ tenants: 1, reservations: 0 });
    expect(await bench.cp.rows("SELECT stage FROM trace_events WHERE status = 'done' ORDER BY event_id")).toEqual([
      { stage: 'prego_ui_step_03' },
      { stage: 'prego_ui_step_10' },
    ]);
    expect(await bench.cp.rows('SELECT name FROM funnel_events ORDER BY name')).toEqual([
      { name: 'dispatched' },
      { name: 'opened' },
    ]);
    const actors = await bench.cp.rows('SELECT actor, action FROM audit WHERE job_id = ? ORDER BY audit_id', job_id);
    expect(actors).toEqual([
      { actor: 'system dispatch', action: 'job.dispatching' },
      { actor: 'system dispatch', action: 'job.dispatched' },
      { actor: `attempt ${job_id}/1`, action: 'job.claimed' },
      { actor: `attempt ${job_id}/1`, action: 'job.progress' },
      { actor: `attempt ${job_id}/1`, action: 'job.completed' },
    ]);
  });

  test('a lease that was given back goes to the next in line while the first still works', async () => {
    const first = await bench.running('first');
    const second = await seedProvision(bench.cp, 'second');
    await deliver(bench.cp, second.job_id);
    expect(await reaches(bench.cp, second.job_id, 'waiting')).toMatchObject({ waits_for: 'stack' });
    await first.report({ status: 'progress', lease_released: true });
    await reaches(bench.cp, second.job_id, 'dispatched');
    expect((await bench.job(first.job_id)).status).toBe('running');
    expect(await bench.claimBy(first.job_id, first.run)).toMatchObject({ status: 200, body: { stack_lease: null } });
    const claim = await bench.claimBy(second.job_id, await bench.github.runOf(second.job_id));
    expect(claim.body.stack_lease).toMatchObject({ stack: 'sg', fence: 2 });
  });
});

describe('a callback', () => {
  test('that says the same again is answered the same, and anything else after the end is refused', async () => {
    const { job_id, report } = await bench.running('acme');
    const failure = {
      status: 'failed',
      failed_stage: 'prego_ui_step_05',
      error: { code: 'limit_exceeded', message: 'x' },
    };
    const first = await report(failure);
    expect(first).toMatchObject({ status: 200, body: { status: 'failed' } });
    expect((await report(failure)).body).toEqual(first.body);
    expect((await report({ status: 'completed' })).body.error.code).toBe('attempt_ended');
    expect((await report({ status: 'progress' })).body.error.code).toBe('attempt_ended');
    const failed = { status: 'failed', error_code: 'limit_exceeded', failed_stage: 'prego_ui_step_05' };
    expect(await bench.job(job_id)).toMatchObject(failed);
    expect(await bench.cp.rows('SELECT * FROM job_attempts')).toMatchObject([failed]);
    expect(await bench.cp.rows("SELECT COUNT(*) AS n FROM audit WHERE action = 'job.failed'")).toEqual([{ n: 1 }]);
  });

  test('shows nobody a secret that its error message quotes', async () => {
    const { job_id, report } = await bench.running('acme');
    const secret = `ghp_${'a1'.repeat(18)}`;
    await report({ status: 'failed', error: { code: 'update_failed', message: `git said ${secret}` } });
    expect(await bench.job(job_id)).toMatchObject({ error_message: 'git said ***' });
    expect(await bench.attempt(job_id)).toMatchObject({ error_message: 'git said ***' });
  });

  test('of another job’s token is refused', async () => {
    const first = await bench.running('first', { stack: null });
    const second = await bench.running('second', { stack: null });
    const crossed = await bench.post(first.job_id, 'callback', { status: 'failed' }, second.claim.token);
    expect(crossed.body.error.code).toBe('forbidden');
  });

  test('that failed keeps the seat for a day, frees the stack and gives up a node that was never heard of', async () => {
    const { job_id, node_id, tenant_id, report } = await bench.running('acme');
    await report({ status: 'failed', error: { code: 'update_failed', message: 'x'.repeat(10_000) } });
    const job = await bench.job(job_id);
    expect(job.seat_until).toBe((job.ended_at as number) + 86_400_000);
    expect(String(job.error_message)).toHaveLength(4000);
    expect(await bench.seat({ tenant_id })).toMatchObject({ kind: 'reservation', job_id });
    expect(await bench.tenant({ tenant_id })).toMatchObject({ status: 'failed' });
    expect(await bench.node(node_id)).toMatchObject({ status: 'failed', status_reason: `${job_id} has failed` });
    expect(await bench.cp.rows('SELECT job_id FROM stack_leases')).toEqual([{ job_id: null }]);
  });

  test('of a node that is known leaves it alone', async () => {
    const { node_id, report } = await bench.running('acme');
    await bench.sql('UPDATE nodes SET registered_at = 1');
    await report({ status: 'failed' });
    expect(await bench.node(node_id)).toMatchObject({ status: 'provisioning' });
  });

  test('of a return that completed gives seat, name and servers back', async () => {
    const { tenant_id } = await seedProvision(bench.cp, 'acme', { status: 'completed' });
    await bench.sql("UPDATE tenants SET status = 'returning', dns_record_id = 'r'");
    await seedNode(bench.cp, 'sg-d-22222222-app', { role: 'app', tenant_id, status: 'ready', stack: 'dedicated-acme' });
    const job_id = await seedOther(bench.cp, 'back', { kind: 'return', tenant_id, status: 'running' });
    expect((await bench.post(job_id, 'callback', { status: 'completed' })).status).toBe(200);
    expect(await bench.seat({ tenant_id })).toBeUndefined();
    expect(await bench.tenant({ tenant_id })).toMatchObject({ status: 'returned', dns_record_id: null });
    expect(await bench.node('sg-d-22222222-app')).toMatchObject({ status: 'retired' });
    expect(await bench.cp.rows("SELECT node_id FROM audit WHERE action = 'node.retired'")).toHaveLength(1);
  });

  test.each([
    ['never began leaves the tenant as it was', null, 'active'],
    ['had begun leaves a failed tenant', 1, 'failed'],
  ])('of a return that failed: one that %s', async (_name, claimed_at, status) => {
    const { tenant_id } = await seedProvision(bench.cp, 'acme', { status: 'completed' });
    await bench.cp.env.DB.batch([
      bench.cp.env.DB.prepare("UPDATE tenants SET status = 'returning'"),
      bench.cp.env.DB.prepare("UPDATE seats SET kind = 'tenant'"),
    ]);
    const job_id = await seedOther(bench.cp, 'back', { kind: 'return', tenant_id, status: 'running' });
    await bench.cp.insert('job_attempts', { job_id, attempt: 1, status: 'running', created_at: 1, claimed_at });
    await bench.post(job_id, 'callback', { status: 'failed' });
    expect(await bench.tenant({ tenant_id })).toMatchObject({ status });
    expect(await bench.seat({ tenant_id })).toMatchObject({ kind: 'tenant' });
  });

  test.each([
    ['completed', 'retired'],
    ['failed', 'draining'],
  ])('of a retirement that %s leaves the node %s', async (ended, status) => {
    await seedNode(bench.cp, NODE, { status: 'draining' });
    const job_id = await seedOther(bench.cp, 'gone', { kind: 'retire_node', node_id: NODE, status: 'running' });
    await bench.post(job_id, 'callback', { status: ended });
    expect(await bench.node(NODE)).toMatchObject({ status });
  });
});
