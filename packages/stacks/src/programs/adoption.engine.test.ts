import { readFile, rm, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { dedicatedNodeId, sharedNodeId } from '../names.ts';
import { runStack } from '../run-stack.ts';
import { runApart } from '../testing/run-process.ts';
import { SandboxProcess } from '../testing/sandbox-process.ts';
import { dedicated } from './dedicated.ts';
import { type SharedRegionSpec, sharedRegion } from './shared-region.ts';

let sandbox: SandboxProcess;
beforeAll(async () => {
  sandbox = await SandboxProcess.start(['--action-time-factor', '0.1']);
});
afterAll(() => sandbox.stop());

const UNCHANGED = { create: 0, update: 0, replace: 0, delete: 0, import: 0 };
const A = sharedNodeId('sg', 'job_a');

const hostname = (label: string) => `${label}.${sandbox.connection.cloudflare_zone}`;
const record = (label: string) => ({
  name: hostname(label),
  zoneId: sandbox.connection.cloudflare_zone_id,
  proxied: false,
});
const region = (spec: Partial<SharedRegionSpec> & { jobs: readonly string[] }): SharedRegionSpec => ({
  region: 'sg',
  add: spec.jobs.map((jobId) => ({ jobId, record: record(jobId.replace('_', '-')) })),
  access: spec.access ?? {},
});
const upRegion = (...jobs: string[]) =>
  runStack({ operation: 'up', program: sharedRegion(region({ jobs })), ...sandbox.options });

const stateFile = (stack: string) =>
  `${fileURLToPath(sandbox.connection.state_url)}/.pulumi/stacks/prego/${stack}.json`;

/** As if every run so far had died before it wrote anything down. */
async function forget(stack: string): Promise<void> {
  await rm(stateFile(stack));
  await rm(`${stateFile(stack)}.bak`, { force: true });
}

interface Resource {
  urn: string;
  id?: string;
  outputs?: unknown;
}

/** As if the run had died when it had asked for this server and not yet heard of it. */
async function forgetNode(stack: string, nodeId: string): Promise<void> {
  const file = JSON.parse(await readFile(stateFile(stack), 'utf8'));
  const { latest } = file.checkpoint as { latest: { resources: Resource[]; pending_operations?: unknown[] } };
  const server = latest.resources.find(({ urn }) => urn.endsWith(`::${nodeId}`));
  const { id: _, outputs: __, ...resource } = server as Resource;
  latest.resources = latest.resources.filter(({ urn }) => !urn.includes(nodeId));
  latest.pending_operations = [{ type: 'creating', resource }];
  await writeFile(stateFile(stack), JSON.stringify(file));
}

// One story in order: each test goes on where the one before stopped.
describe('what a dead run made and no state knows', () => {
  test('is adopted: a whole region, its servers as they are, and the next run changes nothing', async () => {
    await upRegion('job_a');
    const before = await sandbox.server(A);
    await forget('sg');
    const { changes, outputs } = await upRegion('job_a');
    // The attachment has no id of its own to be imported by; making it finds it made.
    expect(changes).toMatchObject({ ...UNCHANGED, create: 1, import: 6 });
    expect(outputs.nodes).toEqual([expect.objectContaining({ node_id: A, server_type: 'cpx32', location: 'sin' })]);
    expect(await sandbox.server(A)).toEqual(before);
    expect((await upRegion('job_a')).changes).toMatchObject(UNCHANGED);
  }, 60_000);

  test('is adopted where only a subnet or a server is missing from the state', async () => {
    for (const lost of ['::subnet-ap-southeast', `::${A}`]) {
      const file = JSON.parse(await readFile(stateFile('sg'), 'utf8'));
      const { latest } = file.checkpoint as { latest: { resources: Resource[] } };
      const lostToo = [lost, `::${A}`];
      latest.resources = latest.resources.filter(
        ({ urn }) => !lostToo.some((name) => urn.endsWith(name)) && !urn.includes(`${A}-`),
      );
      await writeFile(stateFile('sg'), JSON.stringify(file));
      const { changes } = await upRegion('job_a');
      expect(changes).toMatchObject({ create: 1, update: 0, replace: 0, delete: 0 });
      expect((await upRegion('job_a')).changes).toMatchObject(UNCHANGED);
    }
    expect((await sandbox.names('servers')).filter((name) => name === A)).toHaveLength(1);
  }, 60_000);

  test("is adopted in a run for another job, and keeps its place: the new node gets another's address", async () => {
    const { outputs: before } = await upRegion('job_b');
    const lost = before.nodes.find(({ node_id }) => node_id === sharedNodeId('sg', 'job_b'));
    await forgetNode('sg', sharedNodeId('sg', 'job_b'));
    const leased = { operation: 'up', shared: region({ jobs: ['job_c'] }), holdsLease: true } as const;
    expect(await runApart({ ...leased, ...sandbox.options })).toMatchObject({ changes: { delete: 0, replace: 0 } });
    const { outputs } = await upRegion();
    expect(outputs.nodes).toHaveLength(3);
    expect(outputs.nodes).toContainEqual({ ...lost, hostname: undefined });
    expect(new Set(outputs.nodes.map(({ private_ip }) => private_ip)).size).toBe(3);
    expect(await sandbox.names('servers')).toHaveLength(3);
    const again = await upRegion('job_b');
    expect(again.outputs.nodes).toContainEqual(lost);
    expect((await upRegion()).changes).toMatchObject(UNCHANGED);
  }, 60_000);

  test('is brought to what is wanted: a record of ours that points to where its node was', async () => {
    await upRegion('job_a');
    const { cloudflare_url, cloudflare_zone_id, cloudflare_token } = sandbox.connection;
    const zone = `${cloudflare_url}/zones/${cloudflare_zone_id}/dns_records`;
    const headers = { authorization: `Bearer ${cloudflare_token}`, 'content-type': 'application/json' };
    const found = (await (await fetch(`${zone}?name.exact=${hostname('job-a')}`, { headers })).json()) as {
      result: { id: string; content: string }[];
    };
    const [{ id, content }] = found.result as [{ id: string; content: string }];
    await fetch(`${zone}/${id}`, { method: 'PATCH', headers, body: JSON.stringify({ content: '192.0.2.1' }) });
    await forget('sg');
    await upRegion('job_a', 'job_b', 'job_c');
    expect(await sandbox.records()).toContainEqual({ name: hostname('job-a'), content });
    expect((await sandbox.records()).filter(({ name }) => name === hostname('job-a'))).toHaveLength(1);
    expect((await upRegion('job_a')).changes).toMatchObject(UNCHANGED);
  }, 60_000);
});

describe('a dedicated trio that no state knows', () => {
  const nodes = (['app', 'db', 'redis'] as const).map((role) => dedicatedNodeId('eu', 'job_t', role));
  const trio = (more: object = {}) =>
    dedicated({ region: 'eu', tenantId: 'acme', jobId: 'job_t', record: record('acme'), access: {}, ...more });
  const up = (more: object = {}) => runStack({ operation: 'up', program: trio(more), ...sandbox.options });

  test('is adopted with its volume, whatever new trios are made of today', async () => {
    await up();
    const before = await Promise.all(nodes.map((node) => sandbox.server(node)));
    await forget('dedicated-acme');
    const today = { locations: ['hel1'], serverTypes: { app: ['cx33'] }, image: 'debian-13' };
    const { changes, outputs } = await up(today);
    // The three attachments.
    expect(changes).toMatchObject({ ...UNCHANGED, create: 3, import: 10 });
    expect(outputs.nodes.map(({ location, server_type }) => [location, server_type])).toEqual([
      ['fsn1', 'cx23'],
      ['fsn1', 'cx23'],
      ['fsn1', 'cx23'],
    ]);
    expect(await Promise.all(nodes.map((node) => sandbox.server(node)))).toEqual(before);
    expect((await up(today)).changes).toMatchObject(UNCHANGED);
  }, 60_000);

  test('goes when it is given back, with nothing left', async () => {
    const destroy = { operation: 'destroy', stack: 'dedicated-acme', release: nodes } as const;
    await runStack({ ...destroy, ...sandbox.options });
    expect((await sandbox.billed()).filter((what) => what.includes('eu-d-'))).toEqual([]);
  }, 60_000);
});

describe("somebody else's, which bears the name of what is to be made", () => {
  const run = (spec: SharedRegionSpec) => runApart({ operation: 'up', shared: spec, ...sandbox.options });
  const eu = (...jobs: string[]): SharedRegionSpec => ({ ...region({ jobs }), region: 'eu' });

  test('a DNS record: the run stops before it makes anything', async () => {
    await sandbox.addRecord({ type: 'CNAME', name: hostname('taken'), content: 'elsewhere.example.com', ttl: 300 });
    const before = await sandbox.leftovers();
    const { code, message } = await run(eu('taken'));
    expect([code, message]).toEqual(['name_taken', expect.stringContaining('elsewhere.example.com')]);
    expect(await sandbox.leftovers()).toEqual(before);
  }, 60_000);

  test('a network: the run stops before it makes anything', async () => {
    await sandbox.hetzner('POST', '/networks', { name: 'eu-eu-central', ip_range: '10.0.0.0/8' });
    const before = await sandbox.leftovers();
    const { code, message } = await run(eu('job_x'));
    expect([code, message]).toEqual(['name_taken', expect.stringContaining('eu-eu-central')]);
    expect(await sandbox.leftovers()).toEqual(before);
  }, 60_000);
});
