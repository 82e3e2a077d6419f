import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { InventoryReport } from '@prego/contracts';
import { dedicatedNodeId, dedicatedStackName, sharedNodeId } from '@prego/contracts/derived-ids';
import { type Step, TestRunner } from '../testing/action-process.ts';
import { CloudSandbox } from '../testing/cloud-sandbox.ts';
import { type ControlPlaneServer, startControlPlaneServer } from '../testing/control-plane-server.ts';

/** Drift, inventory and preview, each as a step of a job, on stacks that `provision` has made. */
let clouds: CloudSandbox;
let controlPlane: ControlPlaneServer;
let runner: TestRunner;
const NODE = sharedNodeId('sg', 'job_shared');
const OTHER = sharedNodeId('sg', 'job_other');
const ACME = dedicatedStackName('acme');

beforeAll(async () => {
  [clouds, runner, controlPlane] = await Promise.all([
    CloudSandbox.start(),
    TestRunner.start(),
    startControlPlaneServer(),
  ]);
  controlPlane.nodesReportAtOnce = true;
  for (const [job, node] of [
    ['job_shared', NODE],
    ['job_other', OTHER],
  ] as const) {
    controlPlane.job(job, { nodes: [{ node_id: node, role: 'shared', token: `token-of-${node}` }], offers: [] });
    await provision(job);
  }
  const roles = ['app', 'db', 'redis'] as const;
  const nodes = roles.map((role) => ({
    node_id: dedicatedNodeId('eu', 'job_acme', role),
    role,
    token: `token-of-${role}`,
  }));
  const acme = controlPlane.job('job_acme', { stack: ACME, nodes, offers: [] });
  acme.inputs = { ...acme.inputs, tenant_id: 'acme', region: 'eu', dedicated: 'true' };
  await provision('job_acme', { region: 'eu', dedicated: 'true' });
}, 120_000);
afterAll(async () => {
  await Promise.all([clouds.stop(), controlPlane.close(), runner.stop()]);
});

async function run(command: string, more: Record<string, string> = {}): Promise<Step> {
  const step = await runner.step({
    ...{ command, control_plane_url: controlPlane.url, control_plane_token: controlPlane.operatorKey },
    ...clouds.inputs,
    ...more,
  });
  return await step.ended();
}

async function provision(job_id: string, more: Record<string, string> = {}): Promise<void> {
  const tenant = { tenant_id: 'acme', subdomain_slug: 'acme', canonical_hostname: 'acme.prego.test' };
  const { code, log } = await run('provision', { job_id, region: 'sg', create_new_server: 'true', ...tenant, ...more });
  if (code !== 0) throw new Error(log);
}

/** Every file of the backend, with what is in it. */
async function kept(): Promise<Record<string, string>> {
  const all = await readdir(clouds.stateFolder, { recursive: true, withFileTypes: true });
  const files = all.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  return Object.fromEntries(await Promise.all(files.map(async (file) => [file, await readFile(file, 'utf8')])));
}

interface Named {
  readonly id: number;
  readonly name: string;
  readonly labels: Record<string, string>;
}
async function server(name: string): Promise<Named> {
  const { servers } = (await clouds.hetzner('GET', `/servers?name=${name}`)) as { servers: Named[] };
  if (!servers[0]) throw new Error(`there is no server ${name}`);
  return servers[0];
}

const items = <Kind extends InventoryReport['kind']>(kind: Kind) =>
  controlPlane.inventory.findLast((report) => report.kind === kind)?.items as Extract<
    InventoryReport,
    { kind: Kind }
  >['items'];

describe('inventory', () => {
  test('reports each kind, with whose state has each server and what it costs', async () => {
    const { code, log, summary, outputs } = await run('inventory');
    expect({ code, log: code === 0 ? '' : log }).toEqual({ code: 0, log: '' });
    const kinds = ['locations', 'server_types', 'unavailable_offers', 'networks', 'ssh_keys', 'volumes', 'servers'];
    expect(controlPlane.inventory.map(({ kind }) => kind)).toEqual(kinds);
    const stacks = items('servers').map(({ name, stack }) => [name, stack]);
    expect(stacks).toContainEqual([NODE, 'sg']);
    expect(stacks).toContainEqual([dedicatedNodeId('eu', 'job_acme', 'db'), ACME]);
    expect(items('servers').every(({ stack, hourly_cost }) => stack !== null && (hourly_cost ?? 0) > 0)).toBe(true);
    expect(items('volumes')).toMatchObject([{ stack: ACME, size_gb: 20 }]);
    expect(items('unavailable_offers')).toContainEqual({ server_type: 'cpx11', location: 'sin', ttl_s: 7200 });
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
    await clouds.hetzner('POST', '/servers', {
      name: 'by-hand',
      server_type: 'cpx12',
      image: 'debian-13',
      location: 'sin',
      labels,
    });
    const { id } = await server('by-hand');
    controlPlane.compared = {
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
    const { code, log, summary } = await run('inventory');
    expect(code).toBe(0);
    const orphan = items('servers').find(({ name }) => name === 'by-hand');
    expect(orphan).toMatchObject({ id, stack: null, labels });
    const type = items('server_types')
      .find(({ name }) => name === 'cpx12')
      ?.prices.find(({ location }) => location === 'sin');
    expect(orphan?.hourly_cost).toBeGreaterThan(type?.hourly ?? 0);
    expect(log).toContain('One thing is billed and nobody’s: 0.0224 EUR an hour, net.');
    expect(log).toContain('A node of ours, and not in the cloud: sg-s-22222222.');
    expect(summary).toContain('| server | by-hand | sin | in no state |');
    await clouds.hetzner('DELETE', `/servers/${id}`);
  }, 60_000);

  test('tells what a state has and the cloud has not', async () => {
    const { id } = await server(OTHER);
    await clouds.hetzner('DELETE', `/servers/${id}`);
    const { code, log, outputs } = await run('inventory');
    expect(code).toBe(0);
    expect(JSON.parse(outputs.summary ?? '').gone).toEqual([{ stack: 'sg', kind: 'server', name: OTHER, id }]);
    expect(log).toContain(`In a state, and not in the cloud: ${OTHER} (sg).`);
  }, 60_000);

  test('with another backend reports nothing, as all would seem to be nobody’s', async () => {
    const before = controlPlane.inventory.length;
    const { code, log } = await run('inventory', { pulumi_backend: `file://${join(runner.folder, 'another')}` });
    expect({ code, log }).toEqual({
      code: 1,
      log: expect.stringContaining('invalid_inputs: The backend has no stack at all'),
    });
    expect(controlPlane.inventory).toHaveLength(before);
  }, 60_000);
});

describe('drift', () => {
  test('is reported of each stack of the backend, and fails nothing', async () => {
    const { id, labels } = await server(NODE);
    await clouds.hetzner('PUT', `/servers/${id}`, { labels: { ...labels, mine: 'now' } });
    const was = await kept();
    const { code, log, summary, outputs } = await run('drift');
    expect({ code, log: code === 0 ? '' : log }).toEqual({ code: 0, log: '' });
    const of = (stack: string) => controlPlane.drift.findLast((report) => report.stack === stack);
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
    expect(await kept()).toEqual(was);
  }, 60_000);

  test('of a stack that can not be looked at is told as failed, and the others are looked at', async () => {
    const before = controlPlane.drift.length;
    const { code, log, summary } = await run('drift', { stacks: `dedicated-nobody\n${ACME}` });
    expect(code).toBe(1);
    const reports = controlPlane.drift.slice(before).sort((a, b) => a.stack.localeCompare(b.stack));
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
    const { code, log } = await run('drift', { stacks: 'sg', pulumi_config_passphrase: 'another' });
    expect({ code, log }).toEqual({ code: 1, log: expect.stringContaining('state_unreadable') });
    expect(controlPlane.drift.at(-1)).toMatchObject({ stack: 'sg', status: 'failed' });
    expect(runner.logs()).not.toContain(controlPlane.operatorKey);
  }, 60_000);
});

describe('preview', () => {
  const github = async (method: string, path: string): Promise<unknown> => {
    const { github_url, github_repository, github_token } = clouds.connection;
    const headers = { authorization: `Bearer ${github_token}`, 'user-agent': 'test' };
    return await (await fetch(`${github_url}/repos/${github_repository}${path}`, { method, headers })).json();
  };

  test('of a tenant that is as it should be has no changes, and costs as now', async () => {
    const { code, log, summary, outputs } = await run('preview', {
      region: 'eu',
      tenant_id: 'acme',
      dedicated: 'true',
    });
    expect({ code, log: code === 0 ? '' : log }).toEqual({ code: 0, log: '' });
    expect(summary).toContain('No changes.');
    expect(summary).toMatch(/a month, net: as now\./);
    expect(JSON.parse(outputs.summary ?? '')).toMatchObject({ stack: ACME, changes: 0, monthly_difference: 0 });
  }, 60_000);

  test('of a new node shows what it adds and costs, and changes nothing', async () => {
    const was = await kept();
    const made = await clouds.serversMade();
    const { code, summary, outputs } = await run('preview', { region: 'us', job_id: 'job_new' });
    expect(code).toBe(0);
    const { changes, monthly_difference } = JSON.parse(outputs.summary ?? '');
    expect(changes).toBeGreaterThan(3);
    expect(monthly_difference).toBeGreaterThan(20);
    expect(`${monthly_difference.toFixed(2)} EUR`).toBe(outputs.monthly_cost);
    expect(summary).toContain(`| ➕ create | Server | ${sharedNodeId('us', 'job_new')} |`);
    expect(await kept()).toEqual(was);
    expect(await clouds.serversMade()).toEqual(made);
  }, 60_000);

  test('is one comment on the pull request', async () => {
    await writeFile(join(runner.folder, 'event.json'), JSON.stringify({ pull_request: { number: 3 } }));
    const { github_url, github_repository, github_token } = clouds.connection;
    const event = {
      GITHUB_API_URL: github_url,
      GITHUB_REPOSITORY: github_repository,
      GITHUB_EVENT_PATH: join(runner.folder, 'event.json'),
    };
    for (const job_id of ['job_new', 'job_newer']) {
      const step = await runner.step(
        { command: 'preview', region: 'us', job_id, github_token, ...clouds.inputs },
        event,
      );
      const { code, log } = await step.ended();
      expect({ code, log: code === 0 ? '' : log }).toEqual({ code: 0, log: '' });
    }
    const all = (await github('GET', '/issues/3/comments')) as { body: string }[];
    expect(all).toHaveLength(1);
    expect(all[0]?.body).toContain('<!-- prego:preview:us -->');
    expect(all[0]?.body).toContain(sharedNodeId('us', 'job_newer'));
  }, 60_000);
});
