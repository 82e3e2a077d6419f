import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { z } from 'zod';
import { Client } from './testing/client.ts';
import { until } from './testing/poll.ts';
import { discrepancies } from './testing/stop-world.ts';
import { World } from './testing/world.ts';

let world: World;
let client: Client;
beforeAll(async () => {
  world = await World.open();
  client = new Client(world);
});
afterAll(async () => {
  await world.close();
});

const STEP_4 = { request: { method: 'POST', path: '/v1/servers' } };

async function untilOrdering(): Promise<void> {
  const Faults = z.object({ faults: z.array(z.unknown()) });
  await until('the run to order its server', async () => {
    const { faults } = await client.sandbox('GET', '/faults', Faults);
    return faults.length === 0 ? true : undefined;
  });
}

describe('in the middle of a run', () => {
  test('the control plane dies and comes back, and the run goes on to its end', async () => {
    await client.sandbox('POST', '/faults', z.unknown(), { ...STEP_4, delay_ms: 3_000 });
    const { job_id } = await client.signUp('acme');
    await untilOrdering();
    await world.killControlPlane();
    expect(await client.ended(job_id)).toMatchObject({ attempt: 1 });
    expect(await discrepancies(client)).toEqual([]);
  }, 240_000);

  test('everything dies and comes back: the sweep ends the attempt, and its retry finishes the job', async () => {
    await client.sandbox('POST', '/faults', z.unknown(), { ...STEP_4, answer_delay_ms: 600_000 });
    const { job_id } = await client.signUp('birch', { region: 'eu' });
    await untilOrdering();
    await world.killAndReopen();
    // The sweep looks at a run that is silent for three minutes.
    await client.internal('PUT', '/internal/clock', z.unknown(), { offset_ms: 4 * 60_000 });
    const { status } = await until('the sweep to end the attempt', async () => {
      const job = await client.job(job_id);
      return job.status === 'failed' || job.status === 'cancelled' ? job : undefined;
    });
    expect(status).toBe('failed');
    await client.internal('PUT', '/internal/clock', z.unknown(), { offset_ms: 0 });
    await client.retry(job_id);
    expect(await client.ended(job_id)).toMatchObject({ attempt: 2 });
    expect(await discrepancies(client)).toEqual([]);
  }, 240_000);
});
