import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { DriftReport, InventoryPage, Orphan } from '@prego/contracts';
import { z } from 'zod';
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

/** Runs a workflow as its schedule does. Throws with its log where it fails. */
async function scheduled(workflow: string, inputs: Record<string, string> = {}): Promise<void> {
  const run = await client.dispatch(inputs, workflow);
  if (run.conclusion !== 'success') throw new Error(await client.log(run.id));
}

const Orphans = InventoryPage.extend({ items: z.array(Orphan) });
const orphans = () => client.internal('GET', '/internal/inventory?kind=orphans', Orphans);
const Drifts = z.object({ items: z.array(DriftReport) });
async function drift(stack: string): Promise<DriftReport | undefined> {
  return (await client.internal('GET', `/internal/drift?stack=${stack}`, Drifts)).items[0];
}

const ServerOfCloud = z.object({ id: z.number(), labels: z.record(z.string(), z.string()) });
async function change(name: string, changed: { name?: string; labels?: Record<string, string> }): Promise<void> {
  const { id, labels } = ServerOfCloud.parse((await client.servers()).find((server) => server.name === name));
  await client.hetzner('PUT', `/servers/${id}`, { ...changed, labels: { ...labels, ...changed.labels } });
}

// One story in order: each test goes on where the one before stopped.
describe('what the scheduled workflows tell the control plane', () => {
  let node: string;

  test('after a tenant: nothing is nobody’s, nothing is missing, and each kind is known', async () => {
    await client.ended((await client.signUp('acme')).job_id);
    node = (await client.servers())[0]?.name as string;
    await scheduled('inventory.yml');
    expect(await orphans()).toMatchObject({ items: [], hourly_cost: 0, missing_nodes: [] });
    const { kinds } = await client.internal('GET', '/internal/inventory', InventoryPage);
    const counts = new Map(kinds.map(({ kind, count }) => [kind, count]));
    expect(counts.get('servers')).toBe(1);
    for (const kind of ['server_types', 'locations', 'networks'] as const) expect(counts.get(kind)).toBeGreaterThan(0);
    expect([...counts.keys()]).toEqual(expect.arrayContaining(['ssh_keys', 'unavailable_offers', 'volumes']));
  });

  test('a server of ours that was made by hand is an orphan with what it costs an hour, until it is gone', async () => {
    const labels = { 'managed-by': 'prego', 'job-id': 'job_nobody' };
    const wish = { name: 'by-hand', server_type: 'cpx12', image: 'debian-13', location: 'sin', labels };
    await client.hetzner('POST', '/servers', wish);
    await scheduled('inventory.yml');
    const found = await orphans();
    expect(found.items).toMatchObject([
      { kind: 'server', name: 'by-hand', reason: 'not_in_state', stack: null, job_id: 'job_nobody' },
    ]);
    expect(found.items[0]?.hourly_cost).toBeGreaterThan(0);
    expect(found.hourly_cost).toBe(found.items[0]?.hourly_cost);
    await client.hetzner('DELETE', `/servers/${found.items[0]?.id}`);
    await scheduled('inventory.yml');
    expect(await orphans()).toMatchObject({ items: [], hourly_cost: 0 });
  });

  test('a server whose label and name were changed by hand has drifted, until they are changed back', async () => {
    await scheduled('drift.yml');
    expect(await drift('sg')).toMatchObject({ status: 'in_sync', changes: [] });
    await change(node, { name: 'renamed', labels: { mine: 'now' } });
    await scheduled('drift.yml');
    const drifted = await drift('sg');
    expect(drifted).toMatchObject({ status: 'drifted', changes: [{ resource: node, change: 'update' }] });
    expect(drifted?.changes[0]?.properties?.toSorted()).toEqual(['labels.mine', 'name']);
    const { id, labels } = ServerOfCloud.parse((await client.servers())[0]);
    const { mine: _, ...ours } = labels;
    await client.hetzner('PUT', `/servers/${id}`, { name: node, labels: ours });
    await scheduled('drift.yml', { stacks: 'sg' });
    expect(await drift('sg')).toMatchObject({ status: 'in_sync' });
  });

  test('a region that is a Hetzner project of its own is looked at with its own token', async () => {
    const { hetzner_token } = await client.sandbox('POST', '/projects', z.object({ hetzner_token: z.string() }), {});
    await client.sandbox('PUT', '/github/secrets/HCLOUD_TOKEN_EU', z.unknown(), { value: hetzner_token });
    await client.ended((await client.signUp('birch', { region: 'eu' })).job_id);
    expect(await client.servers()).toHaveLength(1);
    await scheduled('inventory.yml');
    expect(await orphans()).toMatchObject({ items: [], missing_nodes: [] });
    const servers = await client.internal('GET', '/internal/inventory?kind=servers', InventoryPage);
    expect(servers.items.map(({ stack }) => stack).toSorted()).toEqual(['eu', 'sg']);
    await scheduled('drift.yml');
    expect(await drift('eu')).toMatchObject({ status: 'in_sync' });
  });

  test('a server that was deleted by hand leaves a node that is missing, and a state that has drifted', async () => {
    const { id } = ServerOfCloud.parse((await client.servers())[0]);
    await client.hetzner('DELETE', `/servers/${id}`);
    await scheduled('inventory.yml');
    expect(await orphans()).toMatchObject({ items: [], missing_nodes: [{ node_id: node, hetzner_server_id: id }] });
    await scheduled('drift.yml');
    const drifted = await drift('sg');
    expect(drifted?.changes).toContainEqual(expect.objectContaining({ resource: node, change: 'delete' }));
  });
});
