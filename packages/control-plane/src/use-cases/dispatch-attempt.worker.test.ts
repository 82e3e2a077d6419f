import { describe, expect, test } from '@jest/globals';
import { jobBench } from '../testing/job-bench.ts';
import { seedNode, seedOther, seedProvision, until } from '../testing/job-world.ts';
import { dispatchAttempt } from './dispatch-attempt.ts';
import { MOST_TRIES } from './record-outcome.ts';

const NODE = 'sg-s-22222222';
const MINUTE = 60_000;

const bench = jobBench();

async function seedOnNode(name: string): Promise<string> {
  if (!(await bench.node(NODE))) await seedNode(bench.cp, NODE, { status: 'ready' });
  return (await seedProvision(bench.cp, name, { on: NODE })).job_id;
}

describe('GitHub takes the run', () => {
  test('the job is dispatched with its run, its story says so, and the list is empty', async () => {
    const job_id = await seedOnNode('acme');
    await bench.send(job_id);
    const run = await bench.github.runOf(job_id);
    expect(await bench.job(job_id)).toMatchObject({ status: 'dispatched', attempt: 1 });
    expect(await bench.attempt(job_id)).toMatchObject({
      run_id: run.id,
      status: 'dispatched',
      dispatched_at: bench.begun,
    });
    expect((await bench.attempt(job_id))?.run_url).toMatch(new RegExp(`/actions/runs/${run.id}$`));
    expect(await bench.outbox(job_id)).toBeUndefined();
    expect(await bench.cp.rows('SELECT stage, status FROM trace_events ORDER BY event_id')).toEqual([
      { stage: 'prego_ui_step_03', status: 'started' },
      { stage: 'prego_ui_step_03', status: 'done' },
    ]);
    expect(await bench.cp.rows('SELECT name FROM funnel_events')).toEqual([{ name: 'dispatched' }]);
    expect(await bench.cp.rows('SELECT action FROM audit ORDER BY audit_id')).toEqual([
      { action: 'job.dispatching' },
      { action: 'job.dispatched' },
    ]);
  });

  test('it is written down before the request goes out', async () => {
    const job_id = await seedOnNode('acme');
    let seen: unknown;
    const real = (await bench.edges(0)).workflows;
    const dispatch: typeof real.dispatch = async (request) => {
      seen = [(await bench.job(job_id)).status, (await bench.outbox(job_id))?.sent_at];
      return await real.dispatch(request);
    };
    await dispatchAttempt(await bench.edges(0, { workflows: { ...real, dispatch } }), { job_id, attempt: 1 });
    expect(seen).toEqual(['dispatching', bench.begun]);
  });

  test('messages that come twice, late and out of order send one run each', async () => {
    const jobs = [await seedOnNode('a'), await seedOnNode('b'), await seedOnNode('c')];
    await Promise.all([...jobs, ...jobs.toReversed(), ...jobs].map((job_id) => bench.send(job_id)));
    for (const job_id of jobs) await bench.send(job_id, 20 * MINUTE);
    expect(await bench.github.dispatches()).toBe(3);
    for (const job_id of jobs) expect((await bench.job(job_id)).status).toBe('dispatched');
  });

  test('a return and a retirement go to their workflow with what it declares', async () => {
    const { tenant_id } = await seedProvision(bench.cp, 'acme', { status: 'completed' });
    await bench.sql('DELETE FROM outbox');
    await seedNode(bench.cp, NODE, { status: 'draining' });
    const back = await seedOther(bench.cp, 'back', { kind: 'return', tenant_id });
    const gone = await seedOther(bench.cp, 'gone', { kind: 'retire_node', node_id: NODE, stack: 'sg' });
    await bench.send(back);
    await bench.send(gone);
    expect(await bench.github.runOf(back)).toMatchObject({ workflow: 'return-resources.yml', inputs: { tenant_id } });
    expect(await bench.github.runOf(gone)).toMatchObject({
      workflow: 'return-resources.yml',
      inputs: { node_id: NODE },
    });
  });
});

describe('GitHub refuses', () => {
  test('a run that can never be: the job has failed, and the console has the reason', async () => {
    const { job_id, tenant_id } = await seedProvision(bench.cp, 'acme');
    await bench.github.dispatchFault({ status: 422, message: 'No ref found for: main' });
    await bench.send(job_id);
    expect(await bench.job(job_id)).toMatchObject({
      status: 'failed',
      error_code: 'dispatch_refused',
      failed_stage: 'prego_ui_step_03',
    });
    expect(await bench.outbox(job_id)).toMatchObject({ dead: 1, last_error: expect.stringContaining('No ref found') });
    expect(await bench.lease()).toMatchObject({ job_id: null, fence: 1 });
    expect(await bench.cp.rows('SELECT status FROM tenants WHERE tenant_id = ?', tenant_id)).toEqual([
      { status: 'failed' },
    ]);
    expect(await bench.cp.rows('SELECT kind FROM seats')).toEqual([{ kind: 'reservation' }]);
  });

  test('too many requests: nobody sends before the time that GitHub names', async () => {
    const first = await seedOnNode('a');
    const second = await seedOnNode('b');
    await bench.github.dispatchFault({
      status: 403,
      headers: { 'retry-after': '120' },
      message: 'secondary rate limit',
    });
    await bench.send(first);
    await bench.send(second);
    expect(await bench.github.dispatches()).toBe(1);
    expect(await bench.outbox(first)).toMatchObject({ due_at: bench.begun + 2 * MINUTE, sent_at: null, tries: 1 });
    expect(await bench.outbox(second)).toMatchObject({ due_at: bench.begun + 2 * MINUTE, tries: 0 });
    await bench.send(first, 119_000);
    expect(await bench.github.dispatches()).toBe(1);
    await bench.send(first, 120_000);
    await bench.send(second, 120_000);
    expect((await bench.job(first)).status).toBe('dispatched');
    expect((await bench.job(second)).status).toBe('dispatched');
  });

  test('again and again: after so many tries, further and further apart, the job has failed', async () => {
    const job_id = await seedOnNode('acme');
    await bench.github.dispatchFault({ status: 401, message: 'Bad credentials', count: 100 });
    let now = 0;
    for (let i = 1; i <= MOST_TRIES; i++) {
      await bench.send(job_id, now);
      now = Number((await bench.outbox(job_id))?.due_at) - bench.begun;
      expect((await bench.outbox(job_id))?.tries).toBe(i);
    }
    expect(await bench.github.dispatches()).toBe(MOST_TRIES);
    expect(await bench.job(job_id)).toMatchObject({ status: 'failed', error_code: 'dispatch_exhausted' });
    expect(await bench.outbox(job_id)).toMatchObject({ dead: 1 });
    expect(now).toBeGreaterThan(30 * MINUTE);
  });
});

describe('nobody knows what became of it', () => {
  test.each([
    ['the answer was lost', { drop: 'after' }],
    ['the answer came too late', { answer_delay_ms: 12_000 }],
  ])(
    '%s: the run is found and no second one is sent',
    async (_name, fault) => {
      const job_id = await seedOnNode('acme');
      await bench.github.dispatchFault(fault);
      await bench.send(job_id);
      expect(await bench.job(job_id)).toMatchObject({ status: 'dispatching' });
      await bench.send(job_id, MINUTE);
      const run = await bench.github.runOf(job_id);
      expect(await bench.job(job_id)).toMatchObject({ status: 'dispatched' });
      expect(await bench.attempt(job_id)).toMatchObject({ run_id: run.id });
      // The sandbox's journal has a request once it was answered.
      await until('the request is over', async () => (await bench.github.dispatches()) === 1);
    },
    30_000,
  );

  test('500, and GitHub lists the run only later: it is looked for until it is there', async () => {
    const job_id = await seedOnNode('acme');
    await bench.github.runFault({ run_delay_ms: 5_000 });
    await bench.github.dispatchFault({ drop: 'after' });
    await bench.send(job_id);
    await bench.send(job_id, 20_000);
    expect(await bench.job(job_id)).toMatchObject({ status: 'dispatching' });
    await new Promise((resolve) => setTimeout(resolve, 5_100));
    await bench.send(job_id, 40_000);
    expect(await bench.job(job_id)).toMatchObject({ status: 'dispatched' });
    expect(await bench.github.dispatches()).toBe(1);
  });

  test.each([
    ['500', { status: 500 }],
    ['a connection that dropped before', { drop: 'before' }],
  ])('%s and nothing began: it is sent again only when that is sure', async (_name, fault) => {
    const { job_id } = await seedProvision(bench.cp, 'acme');
    await bench.github.dispatchFault(fault);
    await bench.send(job_id);
    for (const ms of [20_000, MINUTE, 2 * MINUTE, 175_000]) {
      await bench.send(job_id, ms);
      expect(await bench.job(job_id)).toMatchObject({ status: 'dispatching' });
      expect(await bench.lease()).toMatchObject({ job_id });
    }
    expect(await bench.github.dispatches()).toBe(1);
    await bench.send(job_id, 4 * MINUTE);
    expect(await bench.job(job_id)).toMatchObject({ status: 'queued' });
    expect(await bench.lease()).toMatchObject({ job_id: null });
    await bench.send(job_id, 4 * MINUTE);
    expect(await bench.job(job_id)).toMatchObject({ status: 'dispatched', attempt: 1 });
    expect(await bench.github.dispatches()).toBe(2);
    expect(await bench.lease()).toMatchObject({ job_id, fence: 2 });
    await bench.github.runOf(job_id);
  });

  test('while GitHub can not be asked nothing is sent, and after an hour the job has failed', async () => {
    const job_id = await seedOnNode('acme');
    await bench.github.control('POST', '/faults', {
      request: { method: '*', path: '/api/v3/**' },
      status: 502,
      count: 1000,
    });
    await bench.send(job_id);
    for (let ms = MINUTE; ms < 60 * MINUTE; ms += 5 * MINUTE) await bench.send(job_id, ms);
    expect(await bench.job(job_id)).toMatchObject({ status: 'dispatching' });
    expect(await bench.github.dispatches()).toBe(1);
    await bench.send(job_id, 61 * MINUTE);
    expect(await bench.job(job_id)).toMatchObject({ status: 'failed', error_code: 'dispatch_unknown' });
  });
});
