import { describe, expect, test } from '@jest/globals';
import { jobBench } from '../testing/job-bench.ts';
import { deliver, moveClock, reaches, seedNode, seedOther, seedProvision } from '../testing/job-world.ts';

const NODE = 'sg-s-22222222';
const bench = jobBench();

describe('a retry', () => {
  test('begins the next attempt at the seat that was kept, and the attempt before stays to be read', async () => {
    const { job_id, node_id, tenant_id, report } = await bench.running('acme');
    await report({ status: 'failed', error: { code: 'update_failed', message: 'no' } });
    const retried = await bench.post(job_id, 'retry', {});
    expect(retried).toMatchObject({ status: 200, body: { attempt: 2, status: 'queued' } });
    await reaches(bench.cp, job_id, 'dispatched');
    expect(await bench.node(node_id)).toMatchObject({ status: 'provisioning' });
    expect(await bench.tenant({ tenant_id })).toMatchObject({ status: 'provisioning' });
    const { body } = await bench.cp.get(`/internal/provision-jobs/${job_id}`);
    expect(body).toMatchObject({ attempt: 2, error_code: null, seat_until: null, seat: { node_id } });
    expect(body.attempts).toMatchObject([
      { attempt: 1, status: 'failed', error_code: 'update_failed' },
      { attempt: 2, status: 'dispatched', error_code: null },
    ]);
    expect(body.stack_lease).toMatchObject({ job_id, fence: 2 });
    const [, run] = await bench.github.runs(job_id);
    expect(run?.inputs.attempt).toBe('2');
    expect((await report({ status: 'progress' })).body.error.code).toBe('attempt_ended');
  });

  test('of two at once begins one attempt', async () => {
    const { job_id } = await seedProvision(bench.cp, 'acme', { status: 'failed', stack: null });
    await bench.cp.env.DB.batch([
      bench.cp.env.DB.prepare("UPDATE tenants SET status = 'failed'"),
      bench.cp.env.DB.prepare('DELETE FROM outbox'),
    ]);
    const answers = await Promise.all([1, 2, 3, 4].map(() => bench.post(job_id, 'retry', {})));
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
    expect((await bench.job(job_id)).attempt).toBe(2);
  });

  test('goes back to waiting for a node that is still to come', async () => {
    await seedNode(bench.cp, NODE, { status: 'provisioning' });
    const { job_id } = await seedProvision(bench.cp, 'acme', { on: NODE, status: 'cancelled' });
    await bench.cp.env.DB.batch([
      bench.cp.env.DB.prepare("UPDATE tenants SET status = 'failed'"),
      bench.cp.env.DB.prepare('DELETE FROM outbox'),
    ]);
    expect((await bench.post(job_id, 'retry', {})).body).toMatchObject({ status: 'waiting' });
    expect(await bench.job(job_id)).toMatchObject({ waits_for: 'node', waits_for_node: NODE });
    expect(await bench.cp.rows('SELECT * FROM outbox')).toEqual([]);
  });

  test('is refused of what goes on, is completed, or whose tenant has another job or lives', async () => {
    const { job_id, tenant_id } = await seedProvision(bench.cp, 'acme');
    expect((await bench.post(job_id, 'retry', {})).body.error.code).toBe('move_refused');
    const old = await seedOther(bench.cp, 'old', { kind: 'provision', tenant_id, status: 'failed' });
    await bench.sql('UPDATE seats SET job_id = ?', old);
    expect((await bench.post(old, 'retry', {})).body.error.code).toBe('job_active');
    await bench.cp.env.DB.batch([
      bench.cp.env.DB.prepare("UPDATE provision_jobs SET status = 'failed', rev = rev + 1 WHERE job_id = ?").bind(
        job_id,
      ),
      bench.cp.env.DB.prepare("UPDATE tenants SET status = 'active'"),
    ]);
    expect((await bench.post(job_id, 'retry', {})).body.error.code).toBe('move_refused');
  });
});

describe('a cancel', () => {
  test.each(['queued', 'waiting', 'dispatching', 'dispatched'])(
    'of a %s job without a known run ends it at once',
    async (status) => {
      const { job_id, tenant_id } = await seedProvision(bench.cp, 'acme', { status });
      expect(await bench.post(job_id, 'cancel', {})).toMatchObject({ status: 200, body: { status: 'cancelled' } });
      expect(await bench.job(job_id)).toMatchObject({ status: 'cancelled', error_code: 'cancelled_by_operator' });
      expect(await bench.tenant({ tenant_id })).toMatchObject({ status: 'failed' });
      expect(await bench.cp.rows('SELECT * FROM outbox')).toEqual([]);
      expect(await bench.post(job_id, 'cancel', {})).toMatchObject({ status: 200, body: { status: 'cancelled' } });
    },
  );

  test('of a running job asks GitHub, and the job ends when the run has', async () => {
    const { job_id, run } = await bench.running('acme');
    expect(await bench.post(job_id, 'cancel', {})).toMatchObject({ status: 202, body: { status: 'running' } });
    expect((await bench.github.runOf(job_id)).cancel_requested_at).not.toBeNull();
    expect((await bench.github.runOf(job_id)).id).toBe(run.id);
    await moveClock(bench.cp, 5 * 60_000);
    await bench.cp.sweep();
    expect(await bench.job(job_id)).toMatchObject({ status: 'cancelled', error_code: 'run_cancelled' });
  });

  test('of a run that GitHub can not be asked to end is no success', async () => {
    const { job_id } = await bench.running('acme');
    await bench.github.dispatchFault({ status: 500 });
    expect((await bench.post(job_id, 'cancel', {})).body.error.code).toBe('unavailable');
    expect((await bench.job(job_id)).status).toBe('running');
  });

  test('of an ended job is refused', async () => {
    const { job_id } = await seedProvision(bench.cp, 'acme', { status: 'completed' });
    expect((await bench.post(job_id, 'cancel', {})).body.error.code).toBe('move_refused');
  });
});

describe('the list', () => {
  test('has every job once, page by page, failures first where that is asked for', async () => {
    for (let i = 0; i < 9; i++) {
      const status = i % 3 === 0 ? 'failed' : i % 3 === 1 ? 'completed' : 'queued';
      await seedProvision(bench.cp, `t${i}`, { status, region: i < 5 ? 'sg' : 'eu' });
    }
    const read = async (query: string) => {
      const seen: string[] = [];
      for (let cursor = ''; ; ) {
        const { body } = await bench.cp.get(
          `/internal/provision-jobs?limit=2&${query}${cursor && `&cursor=${cursor}`}`,
        );
        seen.push(...body.items.map(({ tenant_id }: { tenant_id: string }) => tenant_id));
        if (body.next_cursor === null) return seen.join(' ');
        cursor = body.next_cursor;
      }
    };
    expect(await read('')).toBe('t8 t7 t6 t5 t4 t3 t2 t1 t0');
    expect(await read('order=failures_first')).toBe('t6 t3 t0 t8 t7 t5 t4 t2 t1');
    expect(await read('order=failures_first&status=completed')).toBe('t7 t4 t1');
    expect(await read('status=failed,queued&region=sg')).toBe('t3 t2 t0');
    expect(await read('tenant_id=t4')).toBe('t4');
    expect(await read('kind=return')).toBe('');
    expect(await read('stack=sg&created_before=1')).toBe('');
    expect((await bench.cp.get('/internal/provision-jobs?cursor=x')).body.error.code).toBe('invalid_request');
    expect((await bench.cp.get('/internal/provision-jobs?status=lost')).body.error.message).toContain('status');
  });

  test('shows nothing that is ours alone', async () => {
    const { job_id } = await seedProvision(bench.cp, 'acme', { request_hash: 'h', idempotency_key: 'k' });
    const { body } = await bench.cp.get(`/internal/provision-jobs/${job_id}`);
    expect(body).toMatchObject({ dispatch: { tries: 0, dead: false }, seat: { kind: 'reservation' } });
    for (const name of ['rev', 'request_hash', 'idempotency_key', 'token_hash']) expect(body).not.toHaveProperty(name);
    expect((await bench.cp.get('/internal/provision-jobs/job_nobody')).status).toBe(404);
  });
});

test('dispatching is paused with a reason, and a reason only', async () => {
  const set = (body: unknown) => bench.cp.call('PUT', '/internal/dispatch', { body });
  expect((await set({ paused: true })).body.error.message).toContain('reason');
  expect((await set({ paused: true, reason: 'GitHub is down' })).body).toMatchObject({
    ...{ paused: true, reason: 'GitHub is down', changed_by: 'operator' },
  });
  const { job_id } = await seedProvision(bench.cp, 'acme');
  await deliver(bench.cp, job_id);
  expect((await bench.cp.get('/internal/dispatch')).body).toMatchObject({ paused: true, queued: 1, dead: 0 });
  expect((await set({ paused: false })).body).toMatchObject({ paused: false, reason: null });
  await reaches(bench.cp, job_id, 'dispatched');
});

test('a message that makes no sense holds nobody up', async () => {
  const { job_id } = await seedProvision(bench.cp, 'acme');
  await bench.cp.env.DISPATCH_QUEUE.send({ nonsense: true });
  await bench.cp.env.DISPATCH_QUEUE.send('nonsense');
  // As an older caller sends it: the job's whole message, without an attempt.
  await bench.cp.env.DISPATCH_QUEUE.send({ job_id, tenant_id: 'acme', region: 'sg', create_new_server: 'true' });
  await reaches(bench.cp, job_id, 'dispatched');
});
