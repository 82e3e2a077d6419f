import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { dedicatedNodeId, dedicatedStackName, sharedNodeId } from '@prego/contracts/derived-ids';
import { z } from 'zod';
import { TestRunner } from '../testing/action-process.ts';
import { CloudSandbox } from '../testing/cloud-sandbox.ts';
import { type ControlPlaneServer, startControlPlaneServer } from '../testing/control-plane-server.ts';
import type { TestJob } from '../testing/control-plane-state.ts';

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

const ROLES = ['app', 'db', 'redis'] as const;

function jobInputs({ inputs, job_id, attempt }: TestJob) {
  return {
    control_plane_url: controlPlane.url,
    control_plane_token: controlPlane.operatorKey,
    job_id,
    attempt,
    trace_id: inputs.trace_id ?? '',
    region: inputs.region,
    ...clouds.inputs,
  };
}

/** Makes what the job says, as its own run would. */
async function provisioned(job: TestJob): Promise<void> {
  const { tenant_id, create_new_server, dedicated = 'false', subdomain_slug, canonical_hostname } = job.inputs;
  const tenant = { tenant_id, create_new_server, dedicated, subdomain_slug, canonical_hostname };
  const { code, log } = await (await runner.step({ command: 'provision', ...jobInputs(job), ...tenant })).ended();
  if (code !== 0) throw new Error(log);
}

async function giveBack(job: TestJob, confirm: string) {
  return await (await runner.step({ command: 'return', ...jobInputs(job), confirm })).ended();
}

async function dedicatedTenant(tenantId: string): Promise<TestJob> {
  const made = controlPlane.job(`job_${tenantId}`, {
    stack: dedicatedStackName(tenantId),
    nodes: ROLES.map((role) => {
      const node_id = dedicatedNodeId('eu', `job_${tenantId}`, role);
      return { node_id, role, token: `token-of-${node_id}` };
    }),
    offers: [],
  });
  const inputs = { tenant_id: tenantId, region: 'eu', dedicated: 'true', subdomain_slug: tenantId } as const;
  made.inputs = { ...made.inputs, ...inputs };
  await provisioned(made);
  return controlPlane.job(`job_return_${tenantId}`, {
    kind: 'return',
    stack: made.stack,
    nodes: [],
    remove_nodes: made.nodes.map(({ node_id, role }) => ({
      ...{ node_id, role },
      hetzner_server_id: controlPlane.nodes.get(node_id)?.hetzner_server_id ?? null,
    })),
    inputs: { ...made.inputs, job_id: `job_return_${tenantId}` },
  });
}

async function sharedNode(jobId: string): Promise<string> {
  const node_id = sharedNodeId('sg', jobId);
  const job = controlPlane.job(jobId, {
    nodes: [{ node_id, role: 'shared', token: `token-of-${node_id}` }],
    offers: [{ role: 'shared', server_type: 'cpx32', location: 'sin' }],
  });
  await provisioned(job);
  return node_id;
}

function retirement(jobId: string, nodeId: string): TestJob {
  const hetzner_server_id = controlPlane.nodes.get(nodeId)?.hetzner_server_id ?? null;
  const job = controlPlane.job(jobId, {
    kind: 'retire_node',
    nodes: [],
    remove_nodes: [{ node_id: nodeId, role: 'shared', hetzner_server_id }],
  });
  const none = { tenant_id: '', subdomain_slug: '', canonical_hostname: '', create_new_server: 'false' } as const;
  job.inputs = { ...job.inputs, ...none, target_server_id: nodeId };
  return job;
}

/** A record as the dns command makes it, and notes it with the control plane. */
async function withRecord(job: TestJob): Promise<string> {
  const { cloudflare_zone_id: zone_id, cloudflare_zone } = clouds.connection;
  const name = `${job.inputs.subdomain_slug}.${cloudflare_zone}`;
  const content = '203.0.113.9';
  const answer = await clouds.cloudflare('POST', `/zones/${zone_id}/dns_records`, {
    type: 'A',
    name,
    content,
    ttl: 60,
  });
  const { result } = z.object({ result: z.object({ id: z.string() }) }).parse(answer);
  job.inputs = { ...job.inputs, canonical_hostname: name };
  job.dns = { zone_id, record_id: result.id, content };
  return name;
}

async function records(): Promise<string[]> {
  const answer = await clouds.cloudflare('GET', `/zones/${clouds.connection.cloudflare_zone_id}/dns_records`);
  return z
    .object({ result: z.array(z.object({ name: z.string() })) })
    .parse(answer)
    .result.map(({ name }) => name);
}

describe('the return of a dedicated tenant', () => {
  test('is refused where it is confirmed with another name', async () => {
    const job = await dedicatedTenant('acme');
    const before = await clouds.billed();
    const { code, log } = await giveBack(job, 'acm');
    expect(code).toBe(1);
    expect(log).toContain('return_refused');
    expect(job.end).toMatchObject({ status: 'failed', error: { code: 'return_refused' } });
    expect(await clouds.billed()).toEqual(before);
  });

  test('takes its record, its servers and its stack, proves it, and completes', async () => {
    const job = await dedicatedTenant('globex');
    const before = await clouds.billed();
    const name = await withRecord(job);
    const { code, log, outputs, summary } = await giveBack(job, 'globex');
    expect({ code, log: code === 0 ? '' : log }).toEqual({ code: 0, log: '' });
    expect(outputs).toMatchObject({ stack: 'dedicated-globex', dns_outcome: 'deleted' });
    expect(await records()).not.toContain(name);
    expect(job).toMatchObject({ dns: null, end: { status: 'completed' } });
    // Of everybody else's nothing was touched.
    const own = job.remove_nodes.map(({ node_id }) => node_id);
    const rest = await clouds.billed();
    expect(rest.filter((what) => own.some((node) => what.includes(node)))).toEqual([]);
    expect(before).toEqual(expect.arrayContaining(rest));
    const { gone, remaining } = JSON.parse(outputs.summary ?? '') as { gone: { kind: string }[]; remaining: unknown[] };
    expect(remaining).toEqual([]);
    const kinds = gone.map(({ kind }) => kind);
    expect(kinds.filter((kind) => kind === 'servers')).toHaveLength(3);
    // The address that Hetzner made along with the app's server is among what is proved to be gone.
    expect(kinds).toEqual(expect.arrayContaining(['volumes', 'primary_ips', 'networks']));
    expect(summary).toContain('Proved to be gone');
    expect(controlPlane.events('job_return_globex')).toEqual(
      expect.arrayContaining(['return.record done', 'return.stack started', 'return.stack done', 'return.proof done']),
    );
  });

  test('fails with what is still billed, an hour of it, where something bears its labels', async () => {
    const job = await dedicatedTenant('initech');
    await clouds.hetzner('POST', '/volumes', {
      ...{ name: 'forgotten', size: 10, location: 'fsn1' },
      labels: { 'managed-by': 'prego', 'tenant-id': 'initech' },
    });
    const { code, log, summary } = await giveBack(job, 'initech');
    expect(code).toBe(1);
    expect(log).toMatch(/leftovers: Hetzner still bills volume forgotten \(id \d+, 0\.\d{4} EUR an hour\)/);
    expect(summary).toContain('forgotten');
    expect(job.end).toMatchObject({ status: 'failed', error: { code: 'leftovers' } });
    expect(controlPlane.events('job_return_initech')).toContain('return.proof failed');
  });
});

describe('the return of a tenant on a shared node', () => {
  test('takes its record only', async () => {
    const nodeId = await sharedNode('job_shared');
    const before = await clouds.billed();
    const job = controlPlane.job('job_return_shared', { kind: 'return', stack: undefined, nodes: [] });
    job.inputs = { ...job.inputs, create_new_server: 'false', target_server_id: nodeId, subdomain_slug: 'small' };
    const name = await withRecord(job);
    const { code, log } = await giveBack(job, 'small');
    expect({ code, log: code === 0 ? '' : log }).toEqual({ code: 0, log: '' });
    expect(await records()).not.toContain(name);
    expect(await clouds.billed()).toEqual(before);
    expect(log).not.toContain('Stack sg');
    expect(job).toMatchObject({ dns: null, end: { status: 'completed' } });
  });

  test('leaves a record alone that somebody has changed since', async () => {
    const job = controlPlane.job('job_return_changed', { kind: 'return', stack: undefined, nodes: [] });
    job.inputs = {
      ...job.inputs,
      create_new_server: 'false',
      target_server_id: 'sg-s-7k2m9qxa',
      subdomain_slug: 'changed',
    };
    const name = await withRecord(job);
    const path = `/zones/${clouds.connection.cloudflare_zone_id}/dns_records/${job.dns?.record_id}`;
    await clouds.cloudflare('PATCH', path, { content: '203.0.113.77' });
    const { code, log } = await giveBack(job, 'changed');
    expect(code).toBe(1);
    expect(log).toContain('dns_taken');
    expect(await records()).toContain(name);
  });
});

describe('the retirement of a node', () => {
  test('is refused while tenants live there, whatever the control plane said before', async () => {
    const nodeId = await sharedNode('job_full');
    controlPlane.node(nodeId, {
      tenants: 1,
      seats: [{ tenant_id: 'acme', subdomain_slug: 'acme', kind: 'tenant', job_id: 'job_1', since: 1 }],
    });
    const before = await clouds.billed();
    const job = retirement('job_retire_full', nodeId);
    const { code, log } = await giveBack(job, nodeId);
    expect(code).toBe(1);
    expect(log).toContain('acme (tenant)');
    expect(job.end).toMatchObject({ error: { code: 'return_refused' } });
    expect(await clouds.billed()).toEqual(before);
  });

  test('takes that node and its address, and no other', async () => {
    const [nodeId, other] = [await sharedNode('job_empty'), await sharedNode('job_other')];
    const { code, log, outputs } = await giveBack(retirement('job_retire_empty', nodeId), nodeId);
    expect({ code, log: code === 0 ? '' : log }).toEqual({ code: 0, log: '' });
    const billed = await clouds.billed();
    expect(billed).toContain(`server ${other}`);
    expect(billed).not.toContain(`server ${nodeId}`);
    const { gone } = JSON.parse(outputs.summary ?? '') as { gone: { kind: string; name: string }[] };
    expect(gone.map(({ kind }) => kind).sort()).toEqual(expect.arrayContaining(['primary_ips', 'servers']));
  });
});
