import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { dedicatedNodeId, dedicatedStackName, sharedNodeId } from '@prego/contracts/derived-ids';
import { type ActionStep, TestRunner } from '../testing/action-process.ts';
import { CloudSandbox } from '../testing/cloud-sandbox.ts';
import { type ControlPlaneServer, startControlPlaneServer } from '../testing/control-plane-server.ts';
import type { TestJob } from '../testing/control-plane-state.ts';

/** Longer than any test: it marks the point at which a run is stopped, and is no time that is waited for. */
const HOLD_MS = 120_000;

let clouds: CloudSandbox;
let controlPlane: ControlPlaneServer;
let runner: TestRunner;

beforeAll(async () => {
  clouds = await CloudSandbox.start();
  runner = await TestRunner.start();
  controlPlane = await startControlPlaneServer();
  controlPlane.nodesReportAtOnce = true;
});
afterEach(() => clouds.clearFaults());
afterAll(async () => {
  await Promise.all([clouds.stop(), controlPlane.close(), runner.stop()]);
});

const KEY = 'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA you@example.org';

function newSharedJob(jobId: string): TestJob {
  const nodeId = sharedNodeId('sg', jobId);
  // As the control plane writes it with the decision.
  controlPlane.node(nodeId, { job_id: jobId, status: 'provisioning', ...NOT_MADE });
  return controlPlane.job(jobId, {
    nodes: [{ node_id: nodeId, role: 'shared', token: `token-of-${nodeId}` }],
    ...OFFERS,
  });
}
const NOT_MADE = { host_ipv4: null, hetzner_server_id: null, registered_at: null };
const OFFERS = { offers: [{ role: 'shared' as const, server_type: 'cpx32', location: 'sin' }] };

function newDedicatedJob(jobId: string, tenantId: string): TestJob {
  const nodes = (['app', 'db', 'redis'] as const).map((role) => {
    const node_id = dedicatedNodeId('eu', jobId, role);
    controlPlane.node(node_id, { region: 'eu', role, job_id: jobId, status: 'provisioning', ...NOT_MADE });
    return { node_id, role, token: `token-of-${node_id}` };
  });
  const job = controlPlane.job(jobId, { stack: dedicatedStackName(tenantId), nodes, offers: [] });
  job.inputs = { ...job.inputs, tenant_id: tenantId, region: 'eu', dedicated: 'true' };
  return job;
}

async function provision(job: TestJob, more: Record<string, string> = {}): Promise<ActionStep> {
  const { tenant_id, region, create_new_server, dedicated = 'false', ...inputs } = job.inputs;
  const { target_server_id, subdomain_slug, canonical_hostname, trace_id = '' } = inputs;
  return await runner.step({
    command: 'provision',
    control_plane_url: controlPlane.url,
    control_plane_token: controlPlane.operatorKey,
    ...{ job_id: job.job_id, attempt: String(job.attempt), trace_id, tenant_id, region, create_new_server, dedicated },
    ...{ target_server_id, subdomain_slug, canonical_hostname, authorized_keys: KEY },
    ...clouds.inputs,
    ...more,
  });
}

/** The next attempt, as the control plane makes it of a retry. */
function retried(job: TestJob): TestJob {
  job.attempt++;
  Object.assign(job, { status: 'dispatched', lease_held: true, end: undefined, run_id: undefined });
  return job;
}

const registrations = (jobId: string) =>
  controlPlane.requests.filter(
    ({ method, path, body }) =>
      method === 'POST' && path === '/internal/nodes' && (body as { job_id: string }).job_id === jobId,
  );

describe('a new shared node', () => {
  let before: string;

  test('is made, registered and awaited, and told in outputs, trace, log and summary', async () => {
    const job = newSharedJob('job_first');
    before = sharedNodeId('sg', 'job_first');
    controlPlane.node(before, { ssh_host_key: 'ssh-ed25519 AAAA' });
    const step = await provision(job);
    const { code, outputs, log, summary } = await step.ended();
    expect({ code, log: code === 0 ? '' : log }).toEqual({ code: 0, log: '' });
    expect(outputs).toMatchObject({
      node_id: before,
      host_ipv4: expect.stringMatching(/^\d+\.\d+\.\d+\.\d+$/),
      host_key: 'ssh-ed25519 AAAA',
      stack: 'sg',
      created: 'true',
      monthly_cost: expect.stringMatching(/^\d+\.\d\d EUR$/),
    });
    expect(JSON.parse(outputs.summary ?? '')).toMatchObject({
      decided: 'new_shared_node',
      nodes: [{ node_id: before }],
    });
    expect(await clouds.serversMade()).toEqual({ [before]: 1 });
    expect(registrations('job_first')).toMatchObject([
      { status: 200, body: { node_id: before, role: 'shared', stack: 'sg', location: 'sin', server_type: 'cpx32' } },
    ]);
    // The stack is given to the next before the nodes are waited for, and the attempt goes on with its address.
    expect(job).toMatchObject({ status: 'running', lease_held: false, end: undefined });
    const told = controlPlane.events('job_first');
    expect(told.filter((event) => event.startsWith('prego_ui'))).toEqual([
      'prego_ui_step_04 started',
      'prego_ui_step_04 done',
      'prego_ui_step_05 done',
      'prego_ui_step_06 started',
      'prego_ui_step_06 done',
    ]);
    expect(told).toContain(`engine.resource.server.${before.replaceAll('-', '_')} done`);
    expect(log).toMatch(new RegExp(`Server ${before}: created in `));
    expect(summary).toContain(before);
    expect(summary).toMatch(/Server .*created/);
    expect(controlPlane.log('job_first')).toContain(`Server ${before}: created`);
  });

  test('of another job leaves the first one as it is', async () => {
    const { code, outputs, log } = await (await provision(newSharedJob('job_second'))).ended();
    expect({ code, log: code === 0 ? '' : log }).toEqual({ code: 0, log: '' });
    expect(outputs.node_id).toBe(sharedNodeId('sg', 'job_second'));
    expect(await clouds.serversMade()).toEqual({ [before]: 1, [sharedNodeId('sg', 'job_second')]: 1 });
  });

  test('is there already when its step is run again after it had given the stack back', async () => {
    const job = controlPlane.jobs.get('job_first') as TestJob;
    const state = await readFile(join(clouds.stateFolder, '.pulumi/stacks/prego/sg.json'), 'utf8');
    const { code, outputs, log } = await (await provision(job)).ended();
    expect({ code, log: code === 0 ? '' : log }).toEqual({ code: 0, log: '' });
    expect(outputs).toMatchObject({ node_id: before, created: 'false', stack: 'sg' });
    expect(log).not.toContain('Stack sg');
    expect(await readFile(join(clouds.stateFolder, '.pulumi/stacks/prego/sg.json'), 'utf8')).toBe(state);
  });

  test('of a retry with the same job is the same node', async () => {
    const job = retried(controlPlane.jobs.get('job_first') as TestJob);
    const { code, outputs, log } = await (await provision(job)).ended();
    expect({ code, log: code === 0 ? '' : log }).toEqual({ code: 0, log: '' });
    expect(outputs).toMatchObject({ node_id: before, created: 'false' });
    expect((await clouds.serversMade())[before]).toBe(1);
  });

  test('that is cancelled in the middle is told as cancelled in time, and made once by the next attempt', async () => {
    const job = newSharedJob('job_cancelled');
    const nodeId = sharedNodeId('sg', 'job_cancelled');
    await clouds.fault({ request: { method: 'POST', path: '/v1/servers' }, answer_delay_ms: 2_000 });
    const step = await provision(job);
    await clouds.faultsMet();
    const from = performance.now();
    step.signal('SIGINT');
    const { code, log } = await step.ended();
    // The runner's patience: then comes the next signal.
    expect(performance.now() - from).toBeLessThan(7_500);
    expect(code).toBe(1);
    expect(job).toMatchObject({ status: 'cancelled', end: { status: 'cancelled', error: { code: 'cancelled' } } });
    expect(log).toContain('cancelled');
    await step.post();
    await clouds.clearFaults();

    const { code: again, log: said } = await (await provision(retried(job))).ended();
    expect({ again, said: again === 0 ? '' : said }).toEqual({ again: 0, said: '' });
    expect((await clouds.serversMade())[nodeId]).toBe(1);
  });

  test('whose run is killed leaves neither engine nor lock behind once post has run, and is made once', async () => {
    const job = newSharedJob('job_killed');
    const nodeId = sharedNodeId('sg', 'job_killed');
    await clouds.fault({ request: { method: 'POST', path: '/v1/servers' }, answer_delay_ms: HOLD_MS });
    const step = await provision(job);
    await clouds.faultsMet();
    expect(await locksOf('sg')).toHaveLength(1);
    step.signal('SIGKILL');
    await step.ended();
    await clouds.clearFaults();
    const post = await step.post();
    // An engine that notices in time that main has gone ends by itself, and takes its lock along.
    expect(post.log).toMatch(/killed at work on stack sg: .*(its lock was released|it held no lock)/);
    expect(await locksOf('sg')).toEqual([]);
    expect(await engines()).toEqual([]);
    expect(job.end).toMatchObject({ status: 'failed' });

    const { code, log } = await (await provision(retried(job))).ended();
    expect({ code, log: code === 0 ? '' : log }).toEqual({ code: 0, log: '' });
    expect((await clouds.serversMade())[nodeId]).toBe(1);
  });
});

describe('a dedicated trio', () => {
  test('that finds no room for its second server fails with its reason, and is completed by a retry without a duplicate', async () => {
    const job = newDedicatedJob('job_trio', 'acme');
    const names = job.nodes.map(({ node_id }) => node_id);
    const noRoom = { request: { method: 'POST', path: '/v1/servers' }, status: 412, code: 'resource_unavailable' };
    await clouds.fault({ ...noRoom, skip: 1, count: 100 });
    const failed = await (await provision(job)).ended();
    expect(failed.code).toBe(1);
    expect(job.end).toMatchObject({
      status: 'failed',
      failed_stage: 'prego_ui_step_04',
      error: { code: 'capacity_unavailable' },
    });
    expect(controlPlane.events('job_trio')).toContain('engine.offer_refused.1 failed');
    expect(failed.log).toContain('The next offer is tried.');
    await clouds.clearFaults();

    const { code, outputs, log } = await (await provision(retried(job))).ended();
    expect({ code, log: code === 0 ? '' : log }).toEqual({ code: 0, log: '' });
    expect(outputs).toMatchObject({ node_id: names[0], stack: 'dedicated-acme', created: 'true' });
    const made = await clouds.serversMade();
    expect(names.map((name) => made[name])).toEqual([1, 1, 1]);
    expect(registrations('job_trio').map(({ body }) => (body as { node_id: string }).node_id)).toEqual(names);
    expect(registrations('job_trio').map(({ body }) => (body as { tenant_id: string }).tenant_id)).toEqual(
      names.map(() => 'acme'),
    );
  });
});

describe('secrets', () => {
  test('are in no log, output, summary, trace, journal or state of all these runs', async () => {
    const { connection } = clouds;
    const secrets = {
      hetzner: connection.hetzner_token,
      cloudflare: connection.cloudflare_token,
      passphrase: connection.state_passphrase,
      operator: controlPlane.operatorKey,
      nodes: 'token-of-',
      attempts: 'attempt-token-',
    };
    const told = JSON.stringify([...controlPlane.jobs.values()].map(({ events, end }) => [events, end]));
    const logs = [...controlPlane.jobs.keys()].map((id) => controlPlane.log(id)).join('\n');
    const state = await readAll(join(clouds.stateFolder, '.pulumi'));
    const places = { machine: await runner.everything(), printed: runner.logs(), told, logs, state };
    // Else nothing was looked through.
    for (const text of Object.values(places)) expect(text.length).toBeGreaterThan(1_000);
    for (const [place, text] of Object.entries(places)) {
      const found = Object.entries(secrets).filter(([, secret]) => text.includes(secret));
      expect({ place, found: found.map(([name]) => name) }).toEqual({ place, found: [] });
    }
  });
});

async function locksOf(stack: string): Promise<string[]> {
  const folder = join(clouds.stateFolder, '.pulumi/locks/organization/prego', stack);
  return (await readdir(folder).catch(() => [])).filter((name) => name.endsWith('.json'));
}

/** The processes of this machine that work for this sandbox's state. */
async function engines(): Promise<string[]> {
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name));
  const found = await Promise.all(
    pids.map(async (pid) => {
      const env = await readFile(`/proc/${pid}/environ`, 'latin1').catch(() => '');
      return env.includes(`PREGO_STACK=${clouds.connection.state_url}#`) ? [pid] : [];
    }),
  );
  return found.flat();
}

async function readAll(folder: string): Promise<string> {
  const names = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = names.filter((name) => name.isFile()).map((name) => join(name.parentPath, name.name));
  return (await Promise.all(files.map((file) => readFile(file, 'latin1')))).join('\n');
}
