import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { dedicatedNodeId, dedicatedStackName, sharedNodeId } from '@prego/contracts/derived-ids';
import { StacksToLookAt } from '../testing/stacks-to-look-at.ts';

let world: StacksToLookAt;
const NODE = sharedNodeId('sg', 'job_shared');
const OTHER = sharedNodeId('sg', 'job_other');
const ACME = dedicatedStackName('acme');

beforeAll(async () => {
  world = await StacksToLookAt.start();
  await world.share('job_shared', NODE, 'sg');
  await world.share('job_other', OTHER, 'sg');
  await world.dedicate('job_acme', 'acme', 'eu');
}, 120_000);
afterAll(() => world.stop());

// One story in order: each test goes on where the one before stopped.
describe('inventory', () => {
  test('reports each kind, with whose state has each server and what it costs', async () => {
    const { code, log, summary, outputs } = await world.run('inventory');
    expect({ code, log: code === 0 ? '' : log }).toEqual({ code: 0, log: '' });
    const kinds = ['locations', 'server_types', 'prices', 'unavailable_offers', 'networks', 'ssh_keys', 'volumes'];
    expect(world.controlPlane.inventory.map(({ kind }) => kind)).toEqual([...kinds, 'servers']);
    const stacks = world.items('servers').map(({ name, stack }) => [name, stack]);
    expect(stacks).toContainEqual([NODE, 'sg']);
    expect(stacks).toContainEqual([dedicatedNodeId('eu', 'job_acme', 'db'), ACME]);
    expect(world.items('servers').every(({ stack, hourly_cost }) => stack !== null && (hourly_cost ?? 0) > 0)).toBe(
      true,
    );
    expect(world.items('volumes')).toMatchObject([{ stack: ACME, size_gb: 20 }]);
    expect(world.items('unavailable_offers')).toContainEqual({ server_type: 'cpx11', location: 'sin', ttl_s: 7200 });
    expect(summary).toContain('Nothing: all that bears our label');
    expect(log).not.toContain('::warning');
    expect(JSON.parse(outputs.summary ?? '')).toMatchObject({
      orphans: 0,
      gone: [],
      counts: { servers: 5, volumes: 1 },
    });
  }, 60_000);

  test('finds a server of nobody, tells what the control plane makes of it, and a node without a server', async () => {
    const labels = { 'managed-by': 'prego', 'job-id': 'job_dead' };
    await world.clouds.hetzner('POST', '/servers', {
      name: 'by-hand',
      server_type: 'cpx12',
      image: 'debian-13',
      location: 'sin',
      labels,
    });
    const { id } = await world.server('by-hand');
    world.controlPlane.compared = {
      kinds: [{ kind: 'orphans', count: 1, seen_at: 1 }],
      items: [
        {
          kind: 'server',
          id,
          name: 'by-hand',
          location: 'sin',
          stack: null,
          job_id: 'job_dead',
          node_id: null,
          reason: 'not_in_state',
          hourly_cost: 0.0224,
        },
      ],
      next_cursor: null,
      hourly_cost: 0.0224,
      missing_nodes: [{ node_id: 'sg-s-22222222', hetzner_server_id: 4711, stack: 'sg', status: 'ready' }],
    };
    const { code, log, summary } = await world.run('inventory');
    expect(code).toBe(0);
    const orphan = world.items('servers').find(({ name }) => name === 'by-hand');
    expect(orphan).toMatchObject({ id, stack: null, labels });
    const type = world
      .items('server_types')
      .find(({ name }) => name === 'cpx12')
      ?.prices.find(({ location }) => location === 'sin');
    expect(orphan?.hourly_cost).toBeGreaterThan(type?.hourly ?? 0);
    expect(log).toContain('One thing is billed and nobody’s: 0.0224 EUR an hour, net.');
    expect(log).toContain('A node of ours, and not in the cloud: sg-s-22222222.');
    expect(summary).toContain('| server | by-hand | sin | in no state |');
    await world.clouds.hetzner('DELETE', `/servers/${id}`);
  }, 60_000);

  test('tells what a state has and the cloud has not', async () => {
    const { id } = await world.server(OTHER);
    await world.clouds.hetzner('DELETE', `/servers/${id}`);
    const { code, log, outputs } = await world.run('inventory');
    expect(code).toBe(0);
    expect(JSON.parse(outputs.summary ?? '').gone).toEqual([{ stack: 'sg', kind: 'server', name: OTHER, id }]);
    expect(log).toContain(`In a state, and not in the cloud: ${OTHER} (sg).`);
  }, 60_000);

  test('with another backend reports nothing, as all would seem to be nobody’s', async () => {
    const before = world.controlPlane.inventory.length;
    const { code, log } = await world.run('inventory', {
      pulumi_backend: `file://${join(world.runner.folder, 'another')}`,
    });
    expect({ code, log }).toEqual({
      code: 1,
      log: expect.stringContaining('invalid_inputs: The backend has no stack at all'),
    });
    expect(world.controlPlane.inventory).toHaveLength(before);
  }, 60_000);
});

describe('drift', () => {
  test('is reported of each stack of the backend, and fails nothing', async () => {
    const { id, labels } = await world.server(NODE);
    await world.clouds.hetzner('PUT', `/servers/${id}`, { labels: { ...labels, mine: 'now' } });
    const was = await world.kept();
    const { code, log, summary, outputs } = await world.run('drift');
    expect({ code, log: code === 0 ? '' : log }).toEqual({ code: 0, log: '' });
    const of = (stack: string) => world.controlPlane.drift.findLast((report) => report.stack === stack);
    expect(of(ACME)).toMatchObject({ status: 'in_sync', changes: [] });
    expect(of('sg')?.status).toBe('drifted');
    const changes = new Map(of('sg')?.changes.map((change) => [change.resource, change]));
    expect(changes.get(NODE)).toEqual({
      resource: NODE,
      type: 'hcloud:index/server:Server',
      change: 'update',
      properties: ['labels.mine'],
    });
    expect(changes.get(OTHER)).toMatchObject({ change: 'delete' });
    expect(log).toMatch(/::warning title=Drift::sg: gone from the cloud: .*not as the state says/);
    expect(summary).toContain('| sg | ⚠️ drifted | 3 |');
    expect(JSON.parse(outputs.summary ?? '')).toEqual({ stacks: [ACME, 'sg'], drifted: ['sg'] });
    expect(await world.kept()).toEqual(was);
  }, 60_000);

  test('of a stack that can not be looked at is told as failed, and the others are looked at', async () => {
    const before = world.controlPlane.drift.length;
    const { code, log, summary } = await world.run('drift', { stacks: `dedicated-nobody\n${ACME}` });
    expect(code).toBe(1);
    const reports = world.controlPlane.drift.slice(before).sort((a, b) => a.stack.localeCompare(b.stack));
    expect(reports).toMatchObject([
      { stack: ACME, status: 'in_sync' },
      {
        stack: 'dedicated-nobody',
        status: 'failed',
        changes: [{ change: expect.stringContaining('invalid_input: The backend has no stack') }],
      },
    ]);
    expect(log).toContain(
      '::error title=drift failed::stack_not_looked_at: A stack could not be compared with the cloud: dedicated-nobody',
    );
    expect(summary).toContain('| dedicated-nobody | ❌ not looked at |');
  }, 60_000);

  test('of a state that can not be read is told by its code', async () => {
    const { code, log } = await world.run('drift', { stacks: 'sg', pulumi_config_passphrase: 'another' });
    expect({ code, log }).toEqual({ code: 1, log: expect.stringContaining('state_unreadable') });
    expect(world.controlPlane.drift.at(-1)).toMatchObject({ stack: 'sg', status: 'failed' });
    expect(world.runner.logs()).not.toContain(world.controlPlane.operatorKey);
  }, 60_000);
});
