import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { ComputedPlacement } from '@prego/contracts';
import { Client } from './testing/client.ts';
import { until } from './testing/poll.ts';
import { countPulumiStarts } from './testing/pulumi-starts.ts';
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

const DONE_BY_ALL = Array(6).fill('done');

// One story in order: each test goes on where the one before stopped.
describe('a region that begins empty', () => {
  let first: string;

  test('E2: its first tenant gets a new shared node, which reports under its own id', async () => {
    const { job_id, placement } = await client.signUp('acme');
    expect(placement).toMatchObject({ create_new_server: true, dedicated: false, target_server_id: null });
    const job = await client.ended(job_id);
    expect(job).toMatchObject({ stack: 'sg', infra_mode: 'create_new_server', attempt: 1 });
    const [server, ...more] = await client.servers();
    expect(more).toEqual([]);
    first = server?.name as string;
    expect(server?.labels).toMatchObject({ 'job-id': job_id, 'node-id': first, 'managed-by': 'prego' });
    const node = await client.node(first);
    expect(node).toMatchObject({
      status: 'ready',
      stale: false,
      hetzner_server_id: server?.id,
      tenants: 1,
      reservations: 0,
    });
    expect(node.metrics).not.toBeNull();
    expect(await client.steps(job_id)).toEqual([
      ...DONE_BY_ALL,
      'done',
      'skipped install_not_configured',
      'done',
      'done',
    ]);
  });

  test('its address leads to the node, by a record that the control plane knows', async () => {
    const { dns, canonical_hostname, status } = await client.tenant('acme');
    const { host_ipv4 } = await client.node(first);
    expect(status).toBe('active');
    const record = (await client.records()).find(({ name }) => name === canonical_hostname);
    expect(record).toMatchObject({ type: 'A', content: host_ipv4 });
    expect(dns).toMatchObject({ record_id: record?.id, content: host_ipv4 });
  });

  test('E1: the next tenant goes to that node, and the engine is not started', async () => {
    const starts = await countPulumiStarts(world);
    const { job_id, placement } = await client.signUp('birch');
    expect(placement).toMatchObject({ create_new_server: false, target_server_id: first });
    const job = await client.ended(job_id);
    expect(job).toMatchObject({ stack: null, infra_mode: 'use_existing' });
    expect(await starts()).toBe(0);
    expect(await client.servers()).toHaveLength(1);
    expect(await client.steps(job_id)).toEqual([
      ...DONE_BY_ALL,
      'done',
      'skipped install_not_configured',
      'done',
      'done',
    ]);
    expect((await client.node(first)).tenants).toBe(2);
    const { dns } = await client.tenant('birch');
    expect(dns?.content).toBe((await client.node(first)).host_ipv4);
    expect(await client.audited(`job_id=${job_id}`)).toEqual(expect.arrayContaining(['job.claimed', 'job.completed']));
  });

  test('a second E2 in the same region adds a node and touches none', async () => {
    const before = await client.servers();
    const starts = await countPulumiStarts(world);
    const changes = await client.changes();
    await client.changeNode(first, 'cordon');
    const { job_id } = await client.signUp('cedar');
    await client.ended(job_id);
    const after = await client.servers();
    expect(after).toHaveLength(2);
    expect(after.slice(0, 1)).toEqual(before);
    // Nor was anything asked for that could have changed it.
    const asked = (await client.changes()).slice(changes.length);
    expect(asked).toContain('POST /v1/servers');
    expect(asked.filter((change) => change.includes(`/servers/${before[0]?.id}`))).toEqual([]);
    // Here the engine was needed: what counts its starts does count.
    expect(await starts()).toBeGreaterThan(0);
    expect(await client.job(job_id)).toMatchObject({ stack: 'sg', status: 'completed' });
    await client.changeNode(first, 'uncordon');
  });

  test('E4: every node is fresh; one that stops pushing goes stale and gets no tenants', async () => {
    const servers = await client.servers();
    for (const { name } of servers) expect(await client.node(name)).toMatchObject({ stale: false, status: 'ready' });
    const silent = servers.find(({ name }) => name === first);
    await client.hetzner('POST', `/servers/${silent?.id}/actions/poweroff`);
    await until('the machine to be off', async () => {
      const now = (await client.servers()).find(({ name }) => name === first);
      return now?.status === 'off' ? true : undefined;
    });
    // Its last push is six minutes ago; the other one goes on pushing.
    await client.moveClock(6 * 60_000);
    const other = servers.find(({ name }) => name !== first)?.name as string;
    await until('the other node to push', async () => ((await client.node(other)).stale ? undefined : true));
    expect(await client.node(first)).toMatchObject({ stale: true });
    const body = { region: 'sg', plan_tier: 'basic' };
    const answer = await client.internal('POST', '/internal/placement/compute', ComputedPlacement, body);
    expect(answer.selected_node_id).toBe(other);
    expect(answer.candidates.find(({ node_id }) => node_id === first)).toMatchObject({ eligible: false });
    const { placement } = await client.signUp('dogwood');
    expect(placement).toMatchObject({ create_new_server: false, target_server_id: other });
  });
});
