import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { Client } from './testing/client.ts';
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

const ENTERPRISE = { plan_tier: 'enterprise', region: 'eu' } as const;

describe('E3: a dedicated tenant', () => {
  test('gets three servers of its own, each of which reports under its own id', async () => {
    const { job_id } = await client.signUp('acme', ENTERPRISE);
    expect(await client.ended(job_id)).toMatchObject({ stack: 'dedicated-acme', dedicated: 1 });
    const servers = await client.servers();
    expect(servers.map(({ labels }) => labels.role).sort()).toEqual(['app', 'db', 'redis']);
    for (const { name, id, labels } of servers) {
      expect(labels).toMatchObject({ 'job-id': job_id, 'tenant-id': 'acme', 'node-id': name });
      const node = await client.node(name);
      expect(node).toMatchObject({ status: 'ready', stale: false, hetzner_server_id: id, tenant_id: 'acme' });
      expect(node.metrics).not.toBeNull();
    }
  });

  test('of which only the app is public', async () => {
    const nodes = await Promise.all((await client.servers()).map(({ name }) => client.node(name)));
    const app = nodes.find(({ role }) => role === 'app');
    const admitted = await client.admitted();
    for (const { role, host_ipv4, private_ip, hetzner_server_id } of nodes) {
      expect(private_ip).toMatch(/^10\./);
      const open = admitted.get(hetzner_server_id ?? 0);
      const expected =
        role === 'app' ? [expect.stringMatching(/^\d/), expect.arrayContaining(['tcp 443'])] : [null, ['icmp']];
      expect([role, host_ipv4, open]).toEqual([role, ...expected]);
    }
    const { dns } = await client.tenant('acme');
    expect(dns?.content).toBe(app?.host_ipv4);
  });

  test('leaves ten steps and audit rows behind', async () => {
    const [job] = (await client.tenant('acme')).jobs;
    const states = await client.steps(job?.job_id as string);
    expect(states).toHaveLength(10);
    expect(states.every((state) => /^(done|skipped)/.test(state))).toBe(true);
    expect(await client.audited(`job_id=${job?.job_id}`)).toEqual(
      expect.arrayContaining(['job.created', 'job.dispatched', 'job.claimed', 'job.completed']),
    );
    for (const { name } of await client.servers()) {
      expect(await client.audited(`node_id=${name}`)).toContain('node.registered');
    }
  });
});

describe('E3 with the cloud sold out at the second server', () => {
  let jobId: string;

  test('ends failed, with its reason', async () => {
    const soldOut = { request: { method: 'POST', path: '/v1/servers' }, skip: 1, count: 1000 };
    const body = { ...soldOut, status: 412, code: 'resource_unavailable' };
    await client.fault(body);
    ({ job_id: jobId } = await client.signUp('birch', ENTERPRISE));
    const job = await client.ended(jobId, 'failed');
    expect(job).toMatchObject({ error_code: 'capacity_unavailable', failed_stage: 'prego_ui_step_04', attempt: 1 });
    expect(job.error_message).toMatch(/birch|cx23|fsn1|hel1|nbg1/);
  });

  test('is retried with the same job, and completes without a duplicate', async () => {
    await client.noFaults();
    await client.retry(jobId);
    expect(await client.ended(jobId)).toMatchObject({ attempt: 2, job_id: jobId });
    const own = (await client.servers()).filter(({ labels }) => labels['job-id'] === jobId);
    expect(own.map(({ labels }) => labels.role).sort()).toEqual(['app', 'db', 'redis']);
    // Three for each of the two, and none that is gone again.
    expect(await client.everMade()).toHaveLength(6);
    expect(await discrepancies(client)).toEqual([]);
  });
});
