import { readdir, readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { parseCheckpoint } from '../exported-state.ts';
import { libraryStackName } from '../names.ts';
import type { LibraryServer, LibrarySpec } from '../programs/library-spec.ts';
import type { Offer } from '../programs/program.ts';
import type { Call } from './run-process.ts';
import type { SandboxProcess } from './sandbox-process.ts';

const SUBNET = '10.50.1.0/24';

/** A network of the project, which no stack has made, with one server of somebody else in it. */
export interface OthersNetwork {
  readonly id: number;
  readonly name: string;
  /** Of the server that is in it. */
  readonly takenIp: string;
}

/** Makes such a network, as people make one in Hetzner's console. */
export async function makeNetwork(sandbox: SandboxProcess, name: string): Promise<OthersNetwork> {
  const subnets = [{ type: 'cloud', ip_range: SUBNET, network_zone: 'eu-central' }];
  const made = await sandbox.hetzner('POST', '/networks', { name, ip_range: '10.50.0.0/16', subnets });
  const { network } = z.object({ network: z.object({ id: z.number() }) }).parse(made);
  const server = { name: `${name}-old`, server_type: 'cx23', image: 'debian-13', location: 'fsn1' };
  await sandbox.hetzner('POST', '/servers', { ...server, networks: [network.id] });
  const { private_net } = await sandbox.server(server.name);
  const [{ ip }] = z.tuple([z.object({ ip: z.string() })]).parse(private_net);
  return { id: network.id, name, takenIp: ip };
}

const CLOUD_INIT =
  '#cloud-config\npackages: [postgresql]\nruncmd:\n  - . /etc/prego/values.env && export PREGO_ADMIN_PASSWORD && install-it\n';
const FIRST: Offer = { serverType: 'cx23', location: 'fsn1' };
export const OFFERS: readonly Offer[] = [FIRST, { ...FIRST, location: 'nbg1' }, { ...FIRST, location: 'hel1' }];

/** A provisioning of its own for a case, so that many share one sandbox. */
export class LibraryUnderTest {
  readonly spec: LibrarySpec;
  readonly stack: string;
  readonly up: Call;
  readonly destroy: Call;
  readonly #sandbox: SandboxProcess;

  constructor(sandbox: SandboxProcess, network: OthersNetwork, id: string, keys: readonly string[]) {
    this.#sandbox = sandbox;
    const nameOf = (key: string): string => (keys.length === 1 ? id : `${id}-${key}`);
    const server = (key: string): LibraryServer => ({
      key,
      name: nameOf(key),
      cloudInit: CLOUD_INIT,
      ports: [
        { protocol: 'tcp', port: 443, from: 'anywhere' },
        { protocol: 'tcp', port: 5432, from: 'network' },
      ],
      ...(key === 'db' && { volumeGb: 20 }),
    });
    this.spec = {
      ...{ region: 'eu', jobId: `job_${id}`, image: 'debian-13', provisioning: `The ${id}`, sshKeys: [] },
      servers: keys.map(server),
      offers: OFFERS,
      network: { id: network.id, subnet: SUBNET, networkZone: 'eu-central' },
      values: { admin_password: "it's s3cret" },
    };
    this.stack = libraryStackName(this.spec.jobId);
    this.up = { operation: 'up', set: this.spec, ...sandbox.options };
    const release = this.names;
    this.destroy = { operation: 'destroy', stack: this.stack, release, removeStack: true, ...sandbox.options };
  }

  get names(): string[] {
    return this.spec.servers.map(({ name }) => name);
  }

  /** How often each of its servers was ever made. */
  async timesMade(): Promise<number[]> {
    const servers = (await this.#sandbox.ledger()).filter(({ kind }) => kind === 'server');
    return this.names.map((name) => servers.filter((entry) => entry.name === name).length);
  }

  /** Where each of its servers stands. */
  async places(): Promise<string[]> {
    const servers = await Promise.all(this.names.map((name) => this.#sandbox.server(name)));
    return servers.map(({ location }) => location.name);
  }

  /**
   * The names of all that the clouds have of it now, by kind. An address bears no name of it: among `primary_ips` are
   * those that no server has, whose ever they were; and among `billed` what is billed and not there.
   */
  async inTheCloud(): Promise<Record<string, string[]>> {
    const { billed = [], primary_ips: _used, ...kinds } = await this.#sandbox.leftovers();
    const ours = (name: string): boolean => this.names.some((own) => name === own || name.startsWith(`${own}-`));
    const found: [string, string[]][] = Object.entries(kinds).map(([kind, names]) => [
      kind,
      names.map(String).filter(ours),
    ]);
    const there = found.flatMap(([kind, names]) => names.map((name) => `${kind.slice(0, -1)} ${name}`));
    const unused = await this.#sandbox.unusedAddresses();
    const bills = billed.map(String).filter((bill) => {
      const [, name = ''] = bill.split(' ');
      return (ours(name) && !there.includes(bill)) || unused.includes(name);
    });
    const all: [string, string[]][] = [...found, ['primary_ips', unused], ['billed', bills]];
    return Object.fromEntries(all.filter(([, names]) => names.length > 0));
  }

  /** What a dead run would leave in the backend: its lock, and what it was in the middle of. */
  async unfinished(): Promise<string[]> {
    const root = `${fileURLToPath(this.#sandbox.connection.state_url)}/.pulumi`;
    const locks = await readdir(`${root}/locks/organization/prego/${this.stack}`).catch(() => []);
    const state = await readFile(`${root}/stacks/prego/${this.stack}.json`, 'utf8').catch(() => undefined);
    const pending = state === undefined ? [] : parseCheckpoint(state).pending;
    return [...locks, ...pending.map(({ type, resource }) => `${type} ${resource.urn}`)];
  }
}
