import { dedicatedNodeId, dedicatedStackName, sharedNodeId } from '@prego/contracts/derived-ids';
import { z } from 'zod';
import { type ActionStep, type Step, TestRunner } from './action-process.ts';
import { CloudSandbox } from './cloud-sandbox.ts';
import { type ControlPlaneServer, startControlPlaneServer } from './control-plane-server.ts';
import type { TestJob } from './control-plane-state.ts';

const ROLES = ['app', 'db', 'redis'] as const;

/** A runner, the clouds and a control plane, on which tenants and nodes are made and given back by the action itself. */
export class ReturnsUnderTest {
  readonly clouds: CloudSandbox;
  readonly controlPlane: ControlPlaneServer;
  readonly #runner: TestRunner;

  private constructor(clouds: CloudSandbox, controlPlane: ControlPlaneServer, runner: TestRunner) {
    this.clouds = clouds;
    this.controlPlane = controlPlane;
    this.#runner = runner;
  }

  static async start(): Promise<ReturnsUnderTest> {
    const all = [CloudSandbox.start(), startControlPlaneServer(), TestRunner.start()] as const;
    const [clouds, controlPlane, runner] = await Promise.all(all);
    controlPlane.nodesReportAtOnce = true;
    return new ReturnsUnderTest(clouds, controlPlane, runner);
  }

  async stop(): Promise<void> {
    await Promise.all([this.clouds.stop(), this.controlPlane.close(), this.#runner.stop()]);
  }

  /** A run of the job that returns something. */
  async giveBack(job: TestJob, confirm: string, more: Readonly<Record<string, string>> = {}): Promise<Step> {
    return await (await this.startReturn(job, confirm, more)).ended();
  }

  startReturn(job: TestJob, confirm: string, more: Readonly<Record<string, string>> = {}): Promise<ActionStep> {
    return this.#runner.step({ command: 'return', ...this.#inputs(job), confirm, ...more });
  }

  /** The next attempt, as the control plane makes it of a retry. */
  retried(job: TestJob): TestJob {
    job.attempt++;
    return Object.assign(job, { status: 'dispatched', lease_held: true, end: undefined, run_id: undefined });
  }

  /** The job that provisions a dedicated tenant. */
  newTenant(tenantId: string): TestJob {
    const nodes = ROLES.map((role) => {
      const node_id = dedicatedNodeId('eu', `job_${tenantId}`, role);
      return { node_id, role, token: `token-of-${node_id}` };
    });
    const job = this.controlPlane.job(`job_${tenantId}`, { stack: dedicatedStackName(tenantId), nodes, offers: [] });
    const inputs = { tenant_id: tenantId, region: 'eu', dedicated: 'true', subdomain_slug: tenantId } as const;
    job.inputs = { ...job.inputs, ...inputs };
    return job;
  }

  /** The job that gives back what another was to make. */
  returnOf({ job_id, stack, nodes, inputs }: TestJob): TestJob {
    const returning = `job_return_${job_id.slice(4)}`;
    return this.controlPlane.job(returning, {
      kind: 'return',
      stack,
      nodes: [],
      remove_nodes: nodes.map(({ node_id, role }) => ({ node_id, role, hetzner_server_id: this.#serverOf(node_id) })),
      inputs: { ...inputs, job_id: returning },
    });
  }

  /** The job that returns a dedicated tenant, which has been made. */
  async dedicatedTenant(tenantId: string): Promise<TestJob> {
    const job = this.newTenant(tenantId);
    await this.#provisioned(job);
    return this.returnOf(job);
  }

  /** A shared node, which has been made. */
  async sharedNode(jobId: string): Promise<string> {
    const node_id = sharedNodeId('sg', jobId);
    const nodes = [{ node_id, role: 'shared' as const, token: `token-of-${node_id}` }];
    const offers = [{ role: 'shared' as const, server_type: 'cpx32', location: 'sin' }];
    await this.#provisioned(this.controlPlane.job(jobId, { nodes, offers }));
    return node_id;
  }

  /** The job that retires a shared node. */
  retirement(jobId: string, nodeId: string): TestJob {
    const remove_nodes = [{ node_id: nodeId, role: 'shared' as const, hetzner_server_id: this.#serverOf(nodeId) }];
    const job = this.controlPlane.job(jobId, { kind: 'retire_node', nodes: [], remove_nodes });
    const none = { tenant_id: '', subdomain_slug: '', canonical_hostname: '', create_new_server: 'false' } as const;
    job.inputs = { ...job.inputs, ...none, target_server_id: nodeId };
    return job;
  }

  /** A record as the dns command makes it, and notes it with the control plane. */
  async withRecord(job: TestJob): Promise<string> {
    const { cloudflare_zone_id: zone_id, cloudflare_zone } = this.clouds.connection;
    const name = `${job.inputs.subdomain_slug}.${cloudflare_zone}`;
    const content = '203.0.113.9';
    const record = { type: 'A', name, content, ttl: 60 };
    const answer = await this.clouds.cloudflare('POST', `/zones/${zone_id}/dns_records`, record);
    const { result } = z.object({ result: z.object({ id: z.string() }) }).parse(answer);
    job.inputs = { ...job.inputs, canonical_hostname: name };
    job.dns = { zone_id, record_id: result.id, content };
    return name;
  }

  async records(): Promise<string[]> {
    const { cloudflare_zone_id } = this.clouds.connection;
    const answer = await this.clouds.cloudflare('GET', `/zones/${cloudflare_zone_id}/dns_records`);
    const Records = z.object({ result: z.array(z.object({ name: z.string() })) });
    return Records.parse(answer).result.map(({ name }) => name);
  }

  /** A run of a job that makes something; it may fail. */
  async provision(job: TestJob): Promise<Step> {
    const { tenant_id, create_new_server, dedicated = 'false', subdomain_slug, canonical_hostname } = job.inputs;
    const tenant = { tenant_id, create_new_server, dedicated, subdomain_slug, canonical_hostname };
    return await (await this.#runner.step({ command: 'provision', ...this.#inputs(job), ...tenant })).ended();
  }

  async #provisioned(job: TestJob): Promise<void> {
    const { code, log } = await this.provision(job);
    if (code !== 0) throw new Error(log);
  }

  #serverOf(nodeId: string): number | null {
    return this.controlPlane.nodes.get(nodeId)?.hetzner_server_id ?? null;
  }

  #inputs({ inputs, job_id, attempt }: TestJob) {
    return {
      control_plane_url: this.controlPlane.url,
      control_plane_token: this.controlPlane.operatorKey,
      job_id,
      attempt,
      trace_id: inputs.trace_id ?? '',
      region: inputs.region,
      ...this.clouds.inputs,
    };
  }
}
