import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { Client } from './testing/client.ts';
import { until } from './testing/poll.ts';
import { World } from './testing/world.ts';

/** Seconds each, and several times that where both cores are busy. */
jest.setTimeout(300_000);

let world: World;
let client: Client;
beforeAll(async () => {
  world = await World.open();
  client = new Client(world);
});
afterAll(async () => {
  await world.close();
});

const completions = async (jobId: string): Promise<number> =>
  (await client.audited(`job_id=${jobId}`)).filter((action) => action === 'job.completed').length;

describe('one job', () => {
  test('dispatched twice, and re-run after its end, is one server, one record, one completion', async () => {
    const { job_id } = await client.signUp('acme');
    const run = await until('the run', () => client.runOf(job_id));
    // As if GitHub had taken the dispatch twice: the second run is not the job's. Then a third time, after the end.
    const twin = await client.dispatch(run.inputs);
    const late = await client.dispatch(run.inputs);
    for (const { id, conclusion } of [twin, late]) {
      expect(conclusion).toBe('failure');
      expect(await client.log(id)).toContain('run_mismatch');
    }
    expect(await client.ended(job_id)).toMatchObject({ attempt: 1 });
    const [servers, records] = [await client.servers(), await client.records()];
    expect([servers, records]).toEqual([[expect.anything()], [expect.anything()]]);

    await client.rerun(run.id);
    expect((await client.runEnded(run.id, 2)).conclusion).toBe('success');
    expect(await client.servers()).toEqual(servers);
    expect(await client.records()).toEqual(records);
    expect(await client.everMade()).toHaveLength(1);
    expect(await completions(job_id)).toBe(1);
    expect((await client.job(job_id)).status).toBe('completed');
  });

  test('signed up three times at once, and brought three times to a GitHub that does not answer, has one run', async () => {
    const path = '/api/v3/repos/*/*/actions/workflows/*/dispatches';
    await client.fault({ request: { method: 'POST', path }, drop: 'after' });
    const answers = await Promise.all([1, 2, 3].map(() => client.signUp('birch')));
    const [jobId, ...others] = new Set(answers.map(({ job_id }) => job_id));
    expect(others).toEqual([]);
    await until('the dispatch whose answer is lost', () => client.runOf(jobId as string));
    // Each sweep sends another message of the queue for an attempt of whose run it is not known whether it began.
    await client.moveClock(60_000);
    await Promise.all([client.sweep(), client.sweep(), client.sweep()]);
    await client.moveClock(0);
    expect(await client.ended(jobId as string)).toMatchObject({ attempt: 1 });
    expect(await client.runs(jobId as string)).toHaveLength(1);
    expect(await completions(jobId as string)).toBe(1);
    expect(await client.records()).toHaveLength(2);
  });
});
