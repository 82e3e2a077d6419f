import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { emittedEvents, lostEvents } from './testing/journals.ts';
import { closeNodes, discrepancies, openStopWorld } from './testing/stop-world.ts';
import { arm, STOPS_OF_A_NEW_NODE, STOPS_OF_AN_EXISTING_NODE, type Stop } from './testing/stops.ts';

/** Seconds each, and several times that where both cores are busy. */
jest.setTimeout(300_000);

let stage: Awaited<ReturnType<typeof openStopWorld>>;
let tenants = 0;
beforeAll(async () => {
  stage = await openStopWorld();
});
afterAll(async () => {
  await stage.close();
});

const named = (name: string): readonly [string, Stop] =>
  [...STOPS_OF_A_NEW_NODE, ...STOPS_OF_AN_EXISTING_NODE].find(([stop]) => stop === name) as readonly [string, Stop];

const CANCELLED_AT = [
  named('in step 4, before the server is ordered'),
  named('in step 4, after the server is ordered, unanswered'),
  named('in step 6, while the node is registered'),
  named('in step 6, while it waits for the node to report'),
  named('in step 7, after the record is made, unanswered'),
];

describe('a job that an operator cancels', () => {
  test.each(CANCELLED_AT)('%s, says so itself, and its retry completes without a duplicate', async (_, stop) => {
    const { client, world } = stage;
    await closeNodes(client, true);
    const reached = await arm(stage, stop);
    const { job_id } = await client.signUp(`tenant-${++tenants}`);
    await reached();
    const emitted = emittedEvents(world, job_id);
    await client.cancel(job_id);
    // `run_cancelled` it is where only GitHub can say so, after it has killed the step.
    expect((await client.ended(job_id, 'cancelled')).error_code).toBe('cancelled');
    await client.retry(job_id);
    await client.ended(job_id);
    expect(await discrepancies(client)).toEqual([]);
    expect(await lostEvents(client, job_id, emitted)).toEqual([]);
  });
});
