import { readdir, readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { parseCheckpoint } from '../exported-state.ts';
import { dedicatedNodeId, dedicatedStackName } from '../names.ts';
import type { Call } from './run-process.ts';
import type { SandboxProcess } from './sandbox-process.ts';

/** A dedicated tenant of its own for a case, so that many share one sandbox. */
export class TenantUnderTest {
  readonly stack: string;
  readonly hostname: string;
  /** The node ids of app, db and redis. */
  readonly nodes: readonly string[];
  readonly up: Call;
  readonly destroy: Call;
  readonly #sandbox: SandboxProcess;

  constructor(sandbox: SandboxProcess, id: string) {
    this.#sandbox = sandbox;
    const jobId = `job_${id}`;
    this.stack = dedicatedStackName(id);
    this.hostname = `${id}.${sandbox.connection.cloudflare_zone}`;
    this.nodes = (['app', 'db', 'redis'] as const).map((role) => dedicatedNodeId('eu', jobId, role));
    const record = { name: this.hostname, zoneId: sandbox.connection.cloudflare_zone_id, proxied: false };
    this.up = { operation: 'up', trio: { region: 'eu', tenantId: id, jobId, record, access: {} }, ...sandbox.options };
    this.destroy = { operation: 'destroy', stack: this.stack, release: 'all', ...sandbox.options };
  }

  /** How often each of its servers was ever made. */
  async timesMade(): Promise<number[]> {
    const servers = (await this.#sandbox.ledger()).filter(({ kind }) => kind === 'server');
    return this.nodes.map((node) => servers.filter(({ name }) => name === node).length);
  }

  /** The names of all that the clouds have of it now. */
  async inTheCloud(): Promise<string[]> {
    return Object.values(await this.#things()).flat();
  }

  /** The names of what the clouds have of it of that kind. */
  async namesOf(kind: string): Promise<string[]> {
    return (await this.#things())[kind] ?? [];
  }

  /** How many things of each kind the clouds have of it now. */
  async counts(): Promise<Record<string, number>> {
    const { billed: _billed, primary_ips: _addresses, ...things } = await this.#things();
    return Object.fromEntries(Object.entries(things).map(([kind, names]) => [kind, names.length]));
  }

  async #things(): Promise<Record<string, string[]>> {
    const prefix = (this.nodes[0] as string).replace(/-app$/, '');
    const byKind = Object.entries(await this.#sandbox.leftovers()).map(([kind, all]): [string, string[]] => {
      const names = all.map((what) => (typeof what === 'string' ? what : (what as { name: string }).name));
      return [kind, names.filter((name) => name.includes(prefix) || name === this.hostname)];
    });
    return Object.fromEntries(byKind.filter(([, names]) => names.length > 0));
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
