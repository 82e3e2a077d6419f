import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { InventoryReport, Region } from '@prego/contracts';
import { dedicatedNodeId, dedicatedStackName } from '@prego/contracts/derived-ids';
import { type Step, TestRunner } from './action-process.ts';
import { CloudSandbox } from './cloud-sandbox.ts';
import { type ControlPlaneServer, startControlPlaneServer } from './control-plane-server.ts';

interface Server {
  readonly id: number;
  readonly labels: Record<string, string>;
}
type Given = Readonly<Record<string, string>>;
type ItemsOf<Kind> = Extract<InventoryReport, { kind: Kind }>['items'];

/** Clouds, a control plane and a runner, with stacks that `provision` has made. */
export class StacksToLookAt {
  readonly clouds: CloudSandbox;
  readonly controlPlane: ControlPlaneServer;
  readonly runner: TestRunner;

  private constructor(clouds: CloudSandbox, controlPlane: ControlPlaneServer, runner: TestRunner) {
    this.clouds = clouds;
    this.controlPlane = controlPlane;
    this.runner = runner;
    controlPlane.nodesReportAtOnce = true;
  }

  static async start(): Promise<StacksToLookAt> {
    const parts = [CloudSandbox.start(), startControlPlaneServer(), TestRunner.start()] as const;
    return new StacksToLookAt(...(await Promise.all(parts)));
  }

  async stop(): Promise<void> {
    await Promise.all([this.clouds.stop(), this.controlPlane.close(), this.runner.stop()]);
  }

  /** One step of a job, once it has ended. */
  async run(command: string, more: Given = {}, env: Given = {}): Promise<Step> {
    const { control_plane_url, control_plane_token, cloudflare, inputs } = this.#inputs();
    const reports = command === 'preview' ? {} : { control_plane_url, control_plane_token };
    // Inventory has no use for Cloudflare, and is not given it.
    const given = { command, ...reports, ...inputs, ...(command === 'inventory' ? {} : cloudflare), ...more };
    return await (await this.runner.step(given, env)).ended();
  }

  /** A shared node of this job. */
  async share(job: string, node: string, region: Region, more: Given = {}): Promise<void> {
    const nodes = [{ node_id: node, role: 'shared' as const, token: `token-of-${node}` }];
    const made = this.controlPlane.job(job, { stack: region, nodes, offers: [] });
    made.inputs = { ...made.inputs, region };
    await this.#provision({ job_id: job, region, tenant_id: 'acme', ...more });
  }

  /** A trio of the tenant's own. */
  async dedicate(job: string, tenant_id: string, region: Region, more: Given = {}): Promise<void> {
    const nodes = (['app', 'db', 'redis'] as const).map((role) => ({
      node_id: dedicatedNodeId(region, job, role),
      role,
      token: `token-of-${role}`,
    }));
    const made = this.controlPlane.job(job, { stack: dedicatedStackName(tenant_id), nodes, offers: [] });
    made.inputs = { ...made.inputs, tenant_id, region, dedicated: 'true' };
    await this.#provision({ job_id: job, region, tenant_id, dedicated: 'true', ...more });
  }

  /** Every file of the backend, with what is in it. */
  async kept(): Promise<Record<string, string>> {
    const all = await readdir(this.clouds.stateFolder, { recursive: true, withFileTypes: true });
    const files = all.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
    return Object.fromEntries(await Promise.all(files.map(async (file) => [file, await readFile(file, 'utf8')])));
  }

  async server(name: string): Promise<Server> {
    const { servers } = (await this.clouds.hetzner('GET', `/servers?name=${name}`)) as { servers: Server[] };
    if (!servers[0]) throw new Error(`there is no server ${name}`);
    return servers[0];
  }

  /** The items of the last inventory of a kind. */
  items<Kind extends InventoryReport['kind']>(kind: Kind): ItemsOf<Kind> {
    return this.controlPlane.inventory.findLast((report) => report.kind === kind)?.items as ItemsOf<Kind>;
  }

  #inputs() {
    const {
      cloudflare_api_token = '',
      cloudflare_base_url = '',
      cloudflare_zone_id: _,
      ...inputs
    } = this.clouds.inputs;
    const { url: control_plane_url, operatorKey: control_plane_token } = this.controlPlane;
    return {
      control_plane_url,
      control_plane_token,
      cloudflare: { cloudflare_api_token, cloudflare_base_url },
      inputs,
    };
  }

  async #provision(given: Given): Promise<void> {
    const tenant = { subdomain_slug: 'acme', canonical_hostname: 'acme.prego.test' };
    const { code, log } = await this.run('provision', { create_new_server: 'true', ...tenant, ...given });
    if (code !== 0) throw new Error(log);
  }
}
