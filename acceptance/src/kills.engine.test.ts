import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { emittedEvents, lostEvents } from './testing/journals.ts';
import { killAction } from './testing/killing.ts';
import { closeNodes, discrepancies, openStopWorld } from './testing/stop-world.ts';
import { arm, INSTALLATION, STOPS_OF_A_NEW_NODE, STOPS_OF_AN_EXISTING_NODE, type Stop } from './testing/stops.ts';

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

/** Signs a tenant up, kills its action there, retries the job, and looks at what has become of it all. */
async function survives(name: string, stop: Stop): Promise<void> {
  const { client, world } = stage;
  const reached = await arm(stage, stop);
  const { job_id } = await client.signUp(`tenant-${++tenants}`);
  await reached();
  const emitted = emittedEvents(world, job_id);
  // Only before it has claimed the attempt it has nothing to tell.
  expect(emitted.length > 0).toBe(name !== 'while it claims its work');
  await killAction(stage, job_id);
  // Killed when its completion was accepted already, the job is complete, and stays so.
  if ((await client.endedSomehow(job_id)).status === 'failed') {
    await client.setVariable('PREGO_CONFIGURE', '');
    await client.retry(job_id);
  }
  await client.ended(job_id);
  expect(await discrepancies(client)).toEqual([]);
  expect(await lostEvents(client, job_id, emitted)).toEqual([]);
  expect((await client.steps(job_id)).filter((state) => !/^(done|skipped)/.test(state))).toEqual([]);
}

describe('an action that is killed', () => {
  describe('on the way to a new node', () => {
    test.each(STOPS_OF_A_NEW_NODE)(
      '%s, finishes on the retry: no duplicate, no orphan, no event lost',
      async (name, stop) => {
        await closeNodes(stage.client, true);
        await survives(name, stop);
      },
    );
  });

  describe('on the way to a node that is there', () => {
    beforeAll(async () => {
      await closeNodes(stage.client, false);
    });

    test.each(STOPS_OF_AN_EXISTING_NODE)(
      '%s, finishes on the retry: no duplicate, no orphan, no event lost',
      async (name, stop) => {
        if (stop === INSTALLATION) await stage.client.setVariable('PREGO_CONFIGURE', 'true');
        await survives(name, stop);
      },
    );
  });
});
