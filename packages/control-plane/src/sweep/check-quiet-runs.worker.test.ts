import { describe, expect, test } from '@jest/globals';
import { jobBench } from '../testing/job-bench.ts';
import { moveClock, seedProvision } from '../testing/job-world.ts';
import { sweep } from './sweep.ts';

const MINUTE = 60_000;

const bench = jobBench();
const sweepAt = async (ms: number) => await sweep(await bench.edges(ms));
const errorOf = async (job_id: string) => {
  const { status, error_code } = await bench.job(job_id);
  return [status, error_code];
};

/** A job whose run GitHub has. */
async function dispatched(name: string) {
  const seeded = await seedProvision(bench.cp, name);
  await bench.send(seeded.job_id);
  expect((await bench.job(seeded.job_id)).status).toBe('dispatched');
  return seeded;
}

describe('a run', () => {
  test('that GitHub took and answered without its id is found by its name', async () => {
    const { job_id } = await dispatched('acme');
    await bench.sql('UPDATE job_attempts SET run_id = NULL, run_url = NULL');
    await sweepAt(4 * MINUTE);
    const run = await bench.github.runOf(job_id);
    expect(await bench.cp.rows('SELECT run_id FROM job_attempts')).toEqual([{ run_id: run.id }]);
    expect((await bench.job(job_id)).status).toBe('dispatched');
  });

  test('that GitHub took and never began: the job has failed after ten minutes, and says so', async () => {
    await bench.github.dispatchFault({ status: 204 });
    const { job_id } = await dispatched('acme');
    await sweepAt(9 * MINUTE);
    expect((await bench.job(job_id)).status).toBe('dispatched');
    await sweepAt(13 * MINUTE);
    expect(await errorOf(job_id)).toEqual(['failed', 'run_not_found']);
  });

  test.each([
    ['success', 'failed', 'run_without_callback'],
    ['failure', 'failed', 'run_failed'],
    ['timed_out', 'failed', 'run_timed_out'],
    ['cancelled', 'cancelled', 'run_cancelled'],
    ['startup_failure', 'failed', 'run_failed'],
  ])(
    'that has ended with %s and never told: the job is %s (%s), and its stack is free',
    async (conclusion, to, code) => {
      const { job_id, run } = await bench.silent('acme');
      await bench.github.end(run, conclusion);
      await sweepAt(MINUTE);
      expect((await bench.job(job_id)).status).toBe('running');
      await sweepAt(10 * MINUTE);
      expect(await errorOf(job_id)).toEqual([to, code]);
      expect(await bench.cp.rows('SELECT job_id FROM stack_leases')).toEqual([{ job_id: null }]);
    },
  );

  test('that goes on in silence keeps its stack past the lease’s end, and is stopped after half an hour', async () => {
    const { job_id, run } = await bench.silent('acme');
    await bench.github.begin(run);
    const next = await seedProvision(bench.cp, 'next');
    await sweepAt(20 * MINUTE);
    await bench.send(next.job_id, 20 * MINUTE);
    expect((await bench.job(next.job_id)).status).toBe('waiting');
    expect((await bench.github.runOf(job_id)).cancel_requested_at).toBeNull();
    await sweepAt(40 * MINUTE);
    expect((await bench.github.runOf(job_id)).cancel_requested_at).not.toBeNull();
    expect((await bench.job(job_id)).status).toBe('running');
    await bench.github.end(run, 'cancelled');
    await sweepAt(44 * MINUTE);
    expect(await errorOf(job_id)).toEqual(['cancelled', 'run_cancelled']);
    expect(await bench.job(next.job_id)).toMatchObject({ status: 'queued', waits_for: null });
  });

  test('that was heard of is left alone', async () => {
    const { job_id, run } = await bench.silent('acme');
    await bench.github.end(run, 'success');
    await bench.sql('UPDATE job_attempts SET heard_at = ?', bench.begun + 9 * MINUTE);
    await sweepAt(10 * MINUTE);
    expect((await bench.job(job_id)).status).toBe('running');
  });

  test('that GitHub no longer knows: the job has failed', async () => {
    const { job_id } = await bench.silent('acme');
    await bench.sql('UPDATE job_attempts SET run_id = 7');
    await sweepAt(10 * MINUTE);
    expect(await errorOf(job_id)).toEqual(['failed', 'run_lost']);
  });

  test('nothing is ended while GitHub can not be asked', async () => {
    const { job_id, run } = await bench.silent('acme');
    await bench.github.end(run, 'success');
    await bench.github.control('POST', '/faults', {
      request: { method: '*', path: '/api/v3/**' },
      status: 502,
      count: 100,
    });
    await sweepAt(10 * MINUTE);
    expect((await bench.job(job_id)).status).toBe('running');
    await bench.github.control('DELETE', '/faults');
    await sweepAt(20 * MINUTE);
    expect(await errorOf(job_id)).toEqual(['failed', 'run_without_callback']);
  });
});

test('the cron trigger does it', async () => {
  const { job_id, run } = await bench.silent('acme');
  await bench.github.end(run, 'failure');
  await moveClock(bench.cp, 10 * MINUTE);
  await bench.cp.sweep();
  expect(await errorOf(job_id)).toEqual(['failed', 'run_failed']);
});
