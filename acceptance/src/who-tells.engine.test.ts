import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { killAction, killRunner } from './testing/killing.ts';
import { until } from './testing/poll.ts';
import { discrepancies, openStopWorld } from './testing/stop-world.ts';
import { arm, LAST_CHECK, type Stop } from './testing/stops.ts';

/** Seconds each, and several times that where both cores are busy. */
jest.setTimeout(300_000);

let stage: Awaited<ReturnType<typeof openStopWorld>>;
let tenants = 0;
beforeAll(async () => {
  stage = await openStopWorld();
  // The node on which the others live.
  await stage.client.ended((await stage.client.signUp('first')).job_id);
});
afterAll(async () => {
  await stage.close();
});

const LOOK_AT_NODE: Stop = { controlPlane: { method: 'GET', path: /\/nodes\// }, when: 'before' };

/** A tenant whose run has come to this point. */
async function stoppedAt(stop: Stop): Promise<string> {
  const reached = await arm(stage, stop);
  const { job_id } = await stage.client.signUp(`tenant-${++tenants}`);
  await reached();
  return job_id;
}

/** How the first attempt was told to have ended, once its retry has brought the job to its end. */
async function told(jobId: string, ended: 'failed' | 'cancelled'): Promise<unknown> {
  const { client } = stage;
  const { error_code, error_message } = await client.ended(jobId, ended);
  await client.moveClock(0);
  await client.noFaults();
  await client.retry(jobId);
  expect(await client.ended(jobId)).toMatchObject({ attempt: 2 });
  expect(await discrepancies(client)).toEqual([]);
  return [error_code, error_message];
}

describe('how an attempt has ended is told', () => {
  test('by the step itself, which knows why', async () => {
    const request = { method: 'POST', path: '/client/v4/zones/*/dns_records' };
    await stage.client.fault({ request, count: 1000, status: 400, code: 1004, message: 'Not this one.' });
    const { job_id } = await stage.client.signUp(`tenant-${++tenants}`);
    expect(await told(job_id, 'failed')).toEqual(['dns_failed', expect.stringContaining('Not this one.')]);
  });

  test('by its post, where the step was killed', async () => {
    const jobId = await stoppedAt(LOOK_AT_NODE);
    await killAction(stage, jobId);
    expect(await told(jobId, 'failed')).toEqual(['internal', expect.stringContaining('was killed')]);
  });

  test("by the run's last job, where the runner of the first has died", async () => {
    const jobId = await stoppedAt(LOOK_AT_NODE);
    killRunner(stage);
    expect(await told(jobId, 'failed')).toEqual(['run_failed', expect.stringContaining('job "provision" failed')]);
  });

  test('by the post of the last job, where that is killed', async () => {
    const jobId = await stoppedAt(LAST_CHECK);
    await killAction(stage, jobId);
    expect(await told(jobId, 'failed')).toEqual(['internal', expect.stringContaining('was killed')]);
  });

  test('by the sweep, which asks GitHub, where the runner of the last job has died', async () => {
    const jobId = await stoppedAt(LAST_CHECK);
    killRunner(stage);
    const run = await until('the run', () => stage.client.runOf(jobId));
    expect((await stage.client.runEnded(run.id)).conclusion).toBe('failure');
    expect((await stage.client.job(jobId)).status).toBe('running');
    // The sweep asks for a run that is silent for three minutes.
    await stage.client.moveClock(4 * 60_000);
    expect(await told(jobId, 'failed')).toEqual(['run_failed', expect.stringContaining('did not report it')]);
  });

  test('as cancelled, where somebody has cancelled the run at GitHub', async () => {
    const jobId = await stoppedAt(LOOK_AT_NODE);
    const run = await until('the run', () => stage.client.runOf(jobId));
    await stage.client.cancelRun(run.id);
    expect(await told(jobId, 'cancelled')).toEqual(['cancelled', expect.any(String)]);
  });
});
