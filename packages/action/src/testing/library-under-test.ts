import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { LibraryWork } from '@prego/contracts';
import { z } from 'zod';
import { type ActionStep, type Step, TestRunner } from './action-process.ts';
import { CloudSandbox } from './cloud-sandbox.ts';
import { type ControlPlaneServer, startControlPlaneServer } from './control-plane-server.ts';
import type { TestJob } from './control-plane-state.ts';
import { libraryJob, libraryReturn, libraryWork } from './library-work.ts';

const SUBNET = { type: 'cloud', ip_range: '10.20.1.0/24', network_zone: 'ap-southeast' };
const PUBLIC_KEY = `ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAI${'A'.repeat(43)}`;

const Made = z.object({ id: z.number() });
const Servers = z.object({ servers: z.array(z.object({ id: z.number(), name: z.string() })) });

/** A runner, the clouds and a control plane, on which templates of the library are provisioned and given back by the action itself. */
export class LibraryUnderTest {
  readonly clouds: CloudSandbox;
  readonly controlPlane: ControlPlaneServer;
  readonly runner: TestRunner;
  /** The network and the key that somebody has there and chooses. */
  readonly network: LibraryWork['network'];
  readonly #sshKey: number;

  private constructor(
    clouds: CloudSandbox,
    controlPlane: ControlPlaneServer,
    runner: TestRunner,
    chosen: { readonly network: number; readonly sshKey: number },
  ) {
    this.clouds = clouds;
    this.controlPlane = controlPlane;
    this.runner = runner;
    this.network = { id: chosen.network, subnet: SUBNET.ip_range, network_zone: SUBNET.network_zone };
    this.#sshKey = chosen.sshKey;
  }

  static async start(): Promise<LibraryUnderTest> {
    const all = [CloudSandbox.start(), startControlPlaneServer(), TestRunner.start()] as const;
    const [clouds, controlPlane, runner] = await Promise.all(all);
    const wanted = { name: 'office', ip_range: '10.20.0.0/16', subnets: [SUBNET] };
    const { network } = z.object({ network: Made }).parse(await clouds.hetzner('POST', '/networks', wanted));
    const key = await clouds.hetzner('POST', '/ssh_keys', { name: 'kim', public_key: PUBLIC_KEY });
    const { ssh_key } = z.object({ ssh_key: Made }).parse(key);
    return new LibraryUnderTest(clouds, controlPlane, runner, { network: network.id, sshKey: ssh_key.id });
  }

  async stop(): Promise<void> {
    await Promise.all([this.clouds.stop(), this.controlPlane.close(), this.runner.stop()]);
  }

  /** The job that provisions a server of this name with a volume, unless told otherwise. */
  job(jobId: string, server: string, given: Partial<LibraryWork> = {}): TestJob {
    const work = libraryWork({ network: this.network, ssh_keys: [this.#sshKey] });
    const servers = work.servers.map((one) => ({ ...one, name: server }));
    return libraryJob(this.controlPlane, jobId, { ...work, servers, ...given });
  }

  /** The job that gives back what another has made. */
  returnOf(made: TestJob): TestJob {
    return libraryReturn(this.controlPlane, made);
  }

  /** The next attempt, as the control plane makes it of a retry. */
  retried(job: TestJob): TestJob {
    job.attempt++;
    return Object.assign(job, { status: 'dispatched', lease_held: true, end: undefined, run_id: undefined });
  }

  async run(job: TestJob): Promise<Step> {
    return await (await this.start(job)).ended();
  }

  start({ job_id, attempt, inputs }: TestJob): Promise<ActionStep> {
    const { region, trace_id = '' } = inputs;
    return this.#step({ command: 'library', job_id, attempt, trace_id, region });
  }

  async look(command: 'inventory' | 'drift'): Promise<Step> {
    return await (await this.#step({ command })).ended();
  }

  /** Keeps a server from being deleted, or lets it go again. */
  async protect(server: string, on: boolean): Promise<void> {
    const id = await this.serverId(server);
    await this.clouds.hetzner('POST', `/servers/${id}/actions/change_protection`, { delete: on, rebuild: on });
  }

  async serverId(name: string): Promise<number | undefined> {
    const { servers } = Servers.parse(await this.clouds.hetzner('GET', `/servers?name=${name}`));
    return servers[0]?.id;
  }

  /** The files of all stacks. */
  async stacks(): Promise<string[]> {
    const names = await readdir(join(this.clouds.stateFolder, '.pulumi/stacks/prego'));
    return names.filter((name) => name.endsWith('.json'));
  }

  /** All that the state's backend keeps, as text. */
  async state(): Promise<string> {
    const folder = join(this.clouds.stateFolder, '.pulumi');
    const names = await readdir(folder, { recursive: true, withFileTypes: true });
    const files = names.filter((name) => name.isFile()).map((name) => join(name.parentPath, name.name));
    return (await Promise.all(files.map((file) => readFile(file, 'latin1')))).join('\n');
  }

  #step(inputs: Readonly<Record<string, string | number>>): Promise<ActionStep> {
    const own = { control_plane_url: this.controlPlane.url, control_plane_token: this.controlPlane.operatorKey };
    const { hcloud_token = '', hcloud_endpoint = '', ...rest } = this.clouds.inputs;
    const { pulumi_backend = '', pulumi_config_passphrase = '' } = rest;
    const stack = { hcloud_token, hcloud_endpoint, pulumi_backend, pulumi_config_passphrase };
    return this.runner.step({ ...inputs, ...own, ...stack });
  }
}
