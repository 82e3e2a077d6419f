import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { closeNodes, discrepancies, openStopWorld } from './testing/stop-world.ts';
import { arm, STOPS_OF_A_NEW_NODE, STOPS_OF_AN_EXISTING_NODE, type Stop } from './testing/stops.ts';

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
  named('before the server is ordered'),
  named('after the server is ordered, unanswered'),
  named('while the node is registered'),
  named('while it waits for the node to report'),
  named('after the record is made, unanswered'),
];

describe('a job that an operator cancels', () => {
  test.each(CANCELLED_AT)(
    '%s, is cancelled, and its retry completes without a duplicate',
    async (_, stop) => {
      const { client } = stage;
      await closeNodes(client, true);
      const reached = await arm(stage, stop);
      const { job_id } = await client.signUp(`tenant-${++tenants}`);
      await reached();
      await client.cancel(job_id);
      await client.ended(job_id, 'cancelled');
      await client.retry(job_id);
      await client.ended(job_id);
      expect(await discrepancies(client)).toEqual([]);
    },
    240_000,
  );
});
