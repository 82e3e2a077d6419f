import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { request, type ServedSandbox, serveSandbox } from './served-sandbox.ts';

const Connection = z.object({
  hetzner_url: z.string(),
  hetzner_token: z.string(),
  cloudflare_url: z.string(),
  cloudflare_token: z.string(),
  cloudflare_zone_id: z.string(),
  cloudflare_zone: z.string(),
  control_url: z.string(),
  github_url: z.string(),
  github_token: z.string(),
  github_repository: z.string(),
  state_url: z.string(),
  state_passphrase: z.string(),
});

const Ledger = z.object({
  entries: z.array(z.object({ kind: z.string(), name: z.string(), to: z.string().nullable() })),
});

/** A fault as `POST /_sandbox/faults` takes it. */
export interface CloudFault {
  readonly request?: { readonly method: string; readonly path: string };
  readonly action?: string;
  readonly status?: number;
  readonly code?: string;
  readonly skip?: number;
  readonly count?: number;
  readonly delay_ms?: number;
  readonly answer_delay_ms?: number;
}

/** Both clouds, and a folder for state, in a process of their own. */
export class CloudSandbox {
  readonly connection: z.infer<typeof Connection>;
  readonly #served: ServedSandbox;

  private constructor(served: ServedSandbox) {
    this.#served = served;
    this.connection = Connection.parse(served.connection);
  }

  static async start(): Promise<CloudSandbox> {
    return new CloudSandbox(await serveSandbox(['--action-time-factor', '0.1']));
  }

  async stop(): Promise<void> {
    await this.#served.stop();
  }

  /** The action's inputs for these clouds. */
  get inputs(): Record<string, string> {
    const { connection } = this;
    return {
      hcloud_token: connection.hetzner_token,
      hcloud_endpoint: connection.hetzner_url,
      pulumi_backend: connection.state_url,
      pulumi_config_passphrase: connection.state_passphrase,
      cloudflare_api_token: connection.cloudflare_token,
      cloudflare_zone_id: connection.cloudflare_zone_id,
      cloudflare_base_url: connection.cloudflare_url,
    };
  }

  /** Where the files of its Pulumi backend lie. */
  get stateFolder(): string {
    return fileURLToPath(this.connection.state_url);
  }

  /** How often a server of each name was ever made. */
  async serversMade(): Promise<Record<string, number>> {
    const made: Record<string, number> = {};
    for (const { kind, name } of await this.#ledger()) if (kind === 'server') made[name] = (made[name] ?? 0) + 1;
    return made;
  }

  /** What is billed now, as `server sg-s-7k2m9qxa`. */
  async billed(): Promise<string[]> {
    const entries = await this.#ledger();
    return entries.filter(({ to }) => to === null).map(({ kind, name }) => `${kind} ${name}`);
  }

  async fault(fault: CloudFault): Promise<void> {
    await this.control('POST', '/faults', fault);
  }

  async clearFaults(): Promise<void> {
    await this.control('DELETE', '/faults');
  }

  /** Waits until every fault has met what it is for. */
  async faultsMet(withinMs = 60_000): Promise<void> {
    const Faults = z.object({ faults: z.array(z.unknown()) });
    const until = performance.now() + withinMs;
    while (Faults.parse(await this.control('GET', '/faults')).faults.length > 0) {
      if (performance.now() > until) throw new Error('a fault has met nothing');
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }

  async hetzner(method: string, path: string, body?: unknown): Promise<unknown> {
    const { hetzner_url, hetzner_token } = this.connection;
    return await request(method, hetzner_url + path, body, hetzner_token);
  }

  async cloudflare(method: string, path: string, body?: unknown): Promise<unknown> {
    const { cloudflare_url, cloudflare_token } = this.connection;
    return await request(method, cloudflare_url + path, body, cloudflare_token);
  }

  async control(method: string, path: string, body?: unknown): Promise<unknown> {
    return await request(method, this.connection.control_url + path, body);
  }

  async #ledger() {
    return Ledger.parse(await this.control('GET', '/ledger')).entries;
  }
}
