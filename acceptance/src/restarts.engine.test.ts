import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { z } from 'zod';
import { Client } from './testing/client.ts';
import { until } from './testing/poll.ts';
import { discrepancies } from './testing/stop-world.ts';
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

const ORDER = { request: { method: 'POST', path: '/v1/servers' } };

async function untilOrdering(): Promise<void> {
  const Faults = z.object({ faults: z.array(z.unknown()) });
  await until('the run to order its server', async () => {
    const { faults } = await client.sandbox('GET', '/faults', Faults);
    return faults.length === 0 ? true : undefined;
  });
}

describe('in the middle of a run', () => {
  test('the control plane dies and comes back, and the run goes on to its end', async () => {
    await client.fault({ ...ORDER, delay_ms: 3_000 });
    const { job_id } = await client.signUp('acme');
    await untilOrdering();
    await world.killControlPlane();
    expect(await client.ended(job_id)).toMatchObject({ attempt: 1 });
    // No event is lost: of none of the action's steps is it only concluded that it was done.
    const { attempts } = await client.trace(job_id);
    expect(attempts[0]?.steps.slice(3, 9).map(({ known_by }) => known_by)).toEqual(Array(6).fill('report'));
    expect(await discrepancies(client)).toEqual([]);
  });

  test('everything dies and comes back: the sweep ends the attempt, and its retry finishes the job', async () => {
    await client.fault({ ...ORDER, answer_delay_ms: 600_000 });
    const { job_id } = await client.signUp('birch', { region: 'eu' });
    await untilOrdering();
    await world.killAndReopen();
    // The sweep looks at a run that is silent for three minutes.
    await client.moveClock(4 * 60_000);
    await client.ended(job_id, 'failed');
    await client.moveClock(0);
    await client.retry(job_id);
    expect(await client.ended(job_id)).toMatchObject({ attempt: 2 });
    expect(await discrepancies(client)).toEqual([]);
  });
});
