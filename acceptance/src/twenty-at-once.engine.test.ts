import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import type { PlanTier, Region } from '@prego/contracts';
import { Client } from './testing/client.ts';
import { discrepancies } from './testing/stop-world.ts';
import { World } from './testing/world.ts';

/** Half a minute, and several times that where both cores are busy. */
jest.setTimeout(600_000);

let world: World;
let client: Client;
beforeAll(async () => {
  world = await World.open();
  client = new Client(world);
});
afterAll(async () => {
  await world.close();
});

const REGIONS: readonly Region[] = ['sg', 'us', 'eu'];
/** The last two want servers of their own. */
const tierOf = (index: number): PlanTier => (index >= 18 ? 'enterprise' : 'basic');

test('twenty tenants over three empty regions finish on one new shared node a region, and the trios', async () => {
  const jobs = await Promise.all(
    Array.from({ length: 20 }, (_, index) =>
      client.signUp(`tenant-${index}`, { region: REGIONS[index % 3] as Region, plan_tier: tierOf(index) }),
    ),
  );
  for (const { job_id } of jobs) await client.ended(job_id);
  const roles = (await client.servers()).map(({ labels }) => labels.role);
  const counted = Object.fromEntries(
    ['shared', 'app', 'db', 'redis'].map((role) => [role, roles.filter((each) => each === role).length]),
  );
  expect(counted).toEqual({ shared: 3, app: 2, db: 2, redis: 2 });
  expect(await discrepancies(client)).toEqual([]);
  for (const { name } of await client.servers()) {
    const { tenants, capacity, reservations } = await client.node(name);
    expect(tenants).toBeLessThanOrEqual(capacity);
    expect(reservations).toBe(0);
  }
  // Nobody was ever told of a lock, in a log or in a trace.
  for (const { job_id } of jobs) {
    const { attempts, trace_events } = await client.trace(job_id);
    expect(attempts).toHaveLength(1);
    const runs = await client.runs(job_id);
    expect(runs).toHaveLength(1);
    const log = await client.log(runs[0]?.id as number);
    expect(log).not.toBe('');
    const told = [JSON.stringify(trace_events), log, await client.engineLog(job_id)].join('\n');
    expect(told).not.toMatch(/stack_lock|currently locked/);
  }
});
