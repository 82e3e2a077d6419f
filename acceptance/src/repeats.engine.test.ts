import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { Client } from './testing/client.ts';
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

test('one job, dispatched twice and re-run after its end, is one server, one record, one completion', async () => {
  const { job_id } = await client.signUp('acme');
  await client.ended(job_id);
  const [servers, records] = [await client.servers(), await client.records()];
  const run = await client.runOf(job_id);

  // As if GitHub had taken the dispatch twice: the second run is not the job's.
  const twin = await client.dispatch(run?.inputs ?? {});
  expect(twin.conclusion).toBe('failure');
  expect(await client.log(twin.id)).toContain('run_mismatch');

  await client.rerun(run?.id as number);
  const again = await client.runEnded(run?.id as number, 2);
  expect(again.conclusion).toBe('success');

  expect(await client.servers()).toEqual(servers);
  expect(await client.records()).toEqual(records);
  const completions = (await client.audited(`job_id=${job_id}`)).filter((action) => action === 'job.completed');
  expect(completions).toHaveLength(1);
  expect((await client.job(job_id)).status).toBe('completed');
});
