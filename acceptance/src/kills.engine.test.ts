import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { actionProcesses } from './testing/action-processes.ts';
import { until } from './testing/poll.ts';
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

/** Signs a tenant up, kills its action there, retries the job, and looks at what has become of it all. */
async function survives(stop: Stop): Promise<void> {
  const { client } = stage;
  const reached = await arm(stage, stop);
  const { job_id } = await client.signUp(`tenant-${++tenants}`);
  await reached();
  const run = await until('the run', () => client.runOf(job_id));
  const pids = actionProcesses(stage.world.dir, run.id);
  expect(pids).not.toEqual([]);
  const underWay = (await client.trace(job_id)).attempts[0]?.steps.findLast(({ state }) => state !== 'pending')?.step;
  for (const pid of pids) process.kill(pid, 'SIGKILL');
  const { status } = await until('the end of the attempt', async () => {
    const job = await client.job(job_id);
    return ['failed', 'cancelled', 'completed'].includes(job.status) ? job : undefined;
  });
  // Killed after its completion was accepted, it is complete.
  if (status !== 'completed') {
    await client.ended(job_id, 'failed');
    await client.retry(job_id);
  }
  await client.ended(job_id);
  expect(await discrepancies(client)).toEqual([]);
  const { attempts } = await client.trace(job_id);
  expect(attempts.at(-1)?.steps.findLast(({ state }) => state !== 'pending')?.step).toBeGreaterThanOrEqual(
    underWay ?? 0,
  );
  expect(attempts[0]?.steps.map(({ state }) => state)).not.toContain('pending');
}

describe('an action that is killed', () => {
  describe('on the way to a new node', () => {
    beforeAll(async () => {
      await closeNodes(stage.client, true);
    });

    test.each(STOPS_OF_A_NEW_NODE)(
      '%s, finishes on the retry without a duplicate',
      async (_, stop) => {
        await closeNodes(stage.client, true);
        await survives(stop);
      },
      240_000,
    );
  });

  describe('on the way to a node that is there', () => {
    beforeAll(async () => {
      await closeNodes(stage.client, false);
    });

    test.each(STOPS_OF_AN_EXISTING_NODE)(
      '%s, finishes on the retry without a duplicate',
      async (_, stop) => {
        await survives(stop);
      },
      240_000,
    );
  });
});
