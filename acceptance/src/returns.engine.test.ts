import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import type { Client } from './testing/client.ts';
import { killAction } from './testing/killing.ts';
import { discrepancies, openStopWorld } from './testing/stop-world.ts';
import { arm } from './testing/stops.ts';

/** Seconds each, and several times that where both cores are busy. */
jest.setTimeout(300_000);

let stage: Awaited<ReturnType<typeof openStopWorld>>;
let client: Client;
beforeAll(async () => {
  stage = await openStopWorld();
  client = stage.client;
});
afterAll(async () => {
  await stage.close();
});

async function settled(tenantId: string, wish: Parameters<Client['signUp']>[1] = {}): Promise<string> {
  const { job_id } = await client.signUp(tenantId, wish);
  await client.ended(job_id);
  return (await client.tenant(tenantId)).canonical_hostname;
}

// One story in order: each test goes on where the one before stopped.
describe('what is given back', () => {
  test("a shared tenant's seat is free and its record gone, and the node stays", async () => {
    await settled('acme');
    const hostname = await settled('birch');
    const before = await client.servers();
    await client.ended((await client.giveBack('birch')).job_id);
    expect(await client.servers()).toEqual(before);
    expect((await client.node(before[0]?.name as string)).tenants).toBe(1);
    expect((await client.records()).map(({ name }) => name)).not.toContain(hostname);
    expect(await client.tenant('birch')).toMatchObject({ status: 'returned', seat: null, dns: null });
  });

  test('a node on which tenants live is not retired', async () => {
    const [node] = await client.servers();
    await expect(client.retire(node?.name as string)).rejects.toThrow(/node_in_use.*acme/s);
    expect(await client.servers()).toHaveLength(1);
  });

  test('of a dedicated tenant nothing billed is left', async () => {
    const before = await client.billed();
    const hostname = await settled('cedar', { plan_tier: 'enterprise', region: 'eu' });
    expect((await client.billed()).length).toBeGreaterThan(before.length);
    const { job_id } = await client.giveBack('cedar');
    await client.ended(job_id);
    expect(await client.billed()).toEqual(before);
    expect((await client.records()).map(({ name }) => name)).not.toContain(hostname);
    expect((await client.tenant('cedar')).status).toBe('returned');
    expect(await discrepancies(client)).toEqual([]);
  });

  test('of one that was cancelled half-way neither, also where its return is killed half-way', async () => {
    const before = await client.billed();
    const ordering = await arm(stage, { cloud: { method: 'POST', path: '/v1/servers', skip: 1 }, when: 'after' });
    const { job_id } = await client.signUp('dogwood', { plan_tier: 'enterprise', region: 'eu' });
    await ordering();
    await client.cancel(job_id);
    await client.ended(job_id, 'cancelled');
    expect((await client.billed()).length).toBeGreaterThan(before.length);
    const deleting = await arm(stage, { cloud: { method: 'DELETE', path: '/v1/servers/*' }, when: 'after' });
    const back = await client.giveBack('dogwood');
    await deleting();
    await killAction(stage, back.job_id);
    await client.ended(back.job_id, 'failed');
    await client.retry(back.job_id);
    await client.ended(back.job_id);
    expect(await client.billed()).toEqual(before);
    expect((await client.tenant('dogwood')).status).toBe('returned');
    expect(await discrepancies(client)).toEqual([]);
  });

  test('the node goes once its last tenant has', async () => {
    const [node] = await client.servers();
    await client.ended((await client.giveBack('acme')).job_id);
    await client.ended((await client.retire(node?.name as string)).job_id);
    expect(await client.servers()).toEqual([]);
    expect(await client.billed()).toEqual([]);
    expect((await client.node(node?.name as string)).status).toBe('retired');
  });
});
