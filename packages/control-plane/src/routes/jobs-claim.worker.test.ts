import { describe, expect, test } from '@jest/globals';
import { jobBench } from '../testing/job-bench.ts';
import { deliver, reaches, seedNode, seedOther, seedProvision } from '../testing/job-world.ts';

const bench = jobBench();

describe('a claim', () => {
  test('of another job’s run is refused, and so is one of another workflow or with no proof', async () => {
    const first = await bench.running('first', { stack: null });
    const second = await bench.running('second', { stack: null });
    expect(await bench.claimBy(first.job_id, second.run)).toMatchObject({
      status: 403,
      body: { error: { code: 'run_mismatch' } },
    });
    const token = { as: 'nobody' as const, body: {} };
    expect((await bench.cp.call('POST', `/internal/provision-jobs/${first.job_id}/claim`, token)).status).toBe(401);
    const back = await seedOther(bench.cp, 'back', { kind: 'return', tenant_id: 'nobody' });
    await bench.sql("UPDATE provision_jobs SET status = 'dispatching', rev = 1 WHERE job_id = ?", back);
    expect((await bench.claimBy(back, second.run)).body.error.code).toBe('run_mismatch');
    expect((await bench.job(first.job_id)).status).toBe('running');
  });

  test('by the same run gives a new token and voids the old one', async () => {
    const { job_id, run, report } = await bench.running('acme');
    const again = await bench.claimBy(job_id, run);
    expect(again).toMatchObject({ status: 200, body: { stack_lease: { fence: 1 } } });
    expect((await report({ status: 'progress' })).status).toBe(401);
    expect((await bench.post(job_id, 'callback', { status: 'progress' }, again.body.token)).status).toBe(200);
    const [row] = await bench.cp.rows<{ token_hash: string }>('SELECT token_hash FROM job_attempts');
    expect(row?.token_hash).toMatch(/^[0-9a-f]{64}$/);
    expect(row?.token_hash).not.toContain(again.body.token);
  });

  test('may come before the dispatch’s answer: the run is then known by its name', async () => {
    const { job_id } = await seedProvision(bench.cp, 'acme');
    await bench.github.dispatchFault({ drop: 'after' });
    await deliver(bench.cp, job_id);
    await reaches(bench.cp, job_id, 'dispatching');
    const run = await bench.github.runOf(job_id);
    expect(await bench.claimBy(job_id, run, { attempt: '1' })).toMatchObject({ status: 200 });
    expect(await bench.job(job_id)).toMatchObject({ status: 'running' });
    expect(await bench.cp.rows('SELECT run_id FROM job_attempts')).toEqual([{ run_id: run.id }]);
    expect(await bench.cp.rows('SELECT * FROM outbox')).toEqual([]);
    expect(await bench.github.dispatches()).toBe(1);
  });

  test('by a run of ours that was started for another job does not fit by its name', async () => {
    const { run } = await bench.running('other', { stack: null });
    const { job_id } = await seedProvision(bench.cp, 'acme', { stack: null, status: 'dispatching' });
    expect((await bench.claimBy(job_id, run)).body.error.code).toBe('run_mismatch');
  });

  test('with the operator key may name the run, and then only that one may come back', async () => {
    const { job_id } = await seedProvision(bench.cp, 'acme', { stack: null });
    await deliver(bench.cp, job_id);
    await reaches(bench.cp, job_id, 'dispatched');
    const run = await bench.github.runOf(job_id);
    expect((await bench.post(job_id, 'claim', { run_id: run.id + 1 })).body.error.code).toBe('run_mismatch');
    expect((await bench.post(job_id, 'claim', { run_id: run.id })).status).toBe(200);
    expect((await bench.post(job_id, 'claim', {})).status).toBe(200);
  });

  test('is refused of what was not sent, of an attempt that is over, and of no job', async () => {
    const { job_id } = await seedProvision(bench.cp, 'acme');
    expect((await bench.post(job_id, 'claim', {})).body.error.code).toBe('move_refused');
    expect((await bench.post(job_id, 'claim', { attempt: 2 })).body.error.code).toBe('attempt_ended');
    expect((await bench.post('job_nobody', 'claim', {})).body.error.code).toBe('job_not_found');
  });

  test('after the end gives the same run a token for the rest of its story, and nothing else', async () => {
    const { job_id, run, report } = await bench.running('acme');
    await report({ status: 'failed', error: { code: 'E', message: 'No.' } });
    expect((await bench.claimBy(job_id, run)).body.error.code).toBe('attempt_ended');

    const { status, body } = await bench.claimBy(job_id, run, { attempt: 1, after_end: true });
    expect([status, body]).toMatchObject([200, { attempt: 1, stack_lease: null, nodes: [], offers: [], dns: null }]);
    const as = { token: body.token as string };
    const event = { job_id, attempt: 1, stage: 'engine.late', status: 'done', at: Date.now() };
    const told = await bench.cp.call('POST', '/internal/trace-events', { as, body: { events: [event] } });
    expect(told).toMatchObject({ status: 200, body: { accepted: 1 } });
    expect((await bench.post(job_id, 'callback', { status: 'progress' }, as.token)).body.error.code).toBe(
      'attempt_ended',
    );
    const node = await bench.cp.call('GET', '/internal/nodes/sg-s-00000000', { as });
    expect(node.body.error.code).toBe('attempt_ended');
    expect(await bench.job(job_id)).toMatchObject({ status: 'failed' });
    expect(await bench.cp.rows("SELECT actor FROM audit WHERE action = 'job.claimed_after_end'")).toEqual([
      { actor: `attempt ${job_id}/1` },
    ]);
  });

  test('after the end of an attempt voids nothing of the next one', async () => {
    const { job_id, run, report } = await bench.running('acme', { stack: null });
    await report({ status: 'failed' });
    await bench.post(job_id, 'retry', {});
    await reaches(bench.cp, job_id, 'dispatched');
    const second = await bench.claimBy(job_id, (await bench.github.runs(job_id)).at(-1) ?? run);
    const late = await bench.claimBy(job_id, run, { attempt: 1, after_end: true });
    expect([second.status, late.status, late.body.inputs.attempt]).toEqual([200, 200, '1']);
    expect((await bench.post(job_id, 'callback', { status: 'progress' }, second.body.token)).status).toBe(200);
    expect((await bench.claimBy(job_id, run, { attempt: 2, after_end: true })).body.error.code).toBe('run_mismatch');
  });

  test('after the end is refused to any other run, and to one that was never recorded', async () => {
    const first = await bench.running('first', { stack: null });
    const second = await bench.running('second', { stack: null });
    await first.report({ status: 'failed' });
    const more = { attempt: 1, after_end: true };
    expect((await bench.claimBy(first.job_id, second.run, more)).body.error.code).toBe('run_mismatch');
    await bench.sql('UPDATE job_attempts SET run_id = NULL WHERE job_id = ?', first.job_id);
    expect((await bench.claimBy(first.job_id, second.run, more)).body.error.code).toBe('attempt_ended');
    expect((await bench.claimBy(first.job_id, first.run, more)).body.error.code).toBe('attempt_ended');
  });

  test('of many at once, one token holds in the end', async () => {
    const { job_id, run } = await bench.running('acme');
    const claims = await Promise.all(Array.from({ length: 8 }, () => bench.claimBy(job_id, run)));
    const tokens = claims.filter(({ status }) => status === 200).map(({ body }) => body.token as string);
    expect(tokens.length).toBeGreaterThan(0);
    const taken = await Promise.all(
      tokens.map((token) => bench.post(job_id, 'callback', { status: 'progress' }, token)),
    );
    expect(taken.filter(({ status }) => status === 200)).toHaveLength(1);
  });

  test('of a return names the servers that go, and the record that is to go with them', async () => {
    const { tenant_id } = await seedProvision(bench.cp, 'acme', { status: 'completed' });
    await bench.cp.env.DB.prepare(
      "UPDATE tenants SET dns_zone_id = 'z', dns_record_id = 'r', dns_content = '203.0.113.7'",
    ).run();
    const app = 'sg-d-22222222-app';
    await seedNode(bench.cp, app, { role: 'app', tenant_id, hetzner_server_id: 4711, status: 'ready' });
    const job_id = await seedOther(bench.cp, 'back', { kind: 'return', tenant_id, status: 'dispatched' });
    expect((await bench.post(job_id, 'claim', {})).body).toMatchObject({
      ...{ kind: 'return', nodes: [], offers: [], stack_lease: null },
      remove_nodes: [{ node_id: app, role: 'app', hetzner_server_id: 4711 }],
      dns: { zone_id: 'z', record_id: 'r', content: '203.0.113.7' },
    });
  });

  test('tells what to try first when an offer has run out', async () => {
    await bench.cp.insert('unavailable_offers', { server_type: 'cpx31', location: 'ash', until: Date.now() + 60_000 });
    const { job_id } = await seedProvision(bench.cp, 'acme', { region: 'us', stack: 'us', status: 'dispatched' });
    const { body } = await bench.post(job_id, 'claim', {});
    expect(body.offers).toEqual([{ role: 'shared', server_type: 'cpx31', location: 'hil' }]);
  });
});
