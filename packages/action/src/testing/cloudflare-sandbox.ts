import { z } from 'zod';
import { request, type ServedSandbox, serveSandbox } from './served-sandbox.ts';

const Connection = z.object({
  cloudflare_url: z.string(),
  cloudflare_token: z.string(),
  cloudflare_zone_id: z.string(),
  cloudflare_zone: z.string(),
  dns_address: z.string(),
  control_url: z.string(),
});

const Listed = z.object({
  result: z.array(
    z.object({
      id: z.string(),
      type: z.string(),
      name: z.string(),
      content: z.string(),
      proxied: z.boolean(),
      comment: z.string().nullable(),
    }),
  ),
});
const Created = z.object({ result: z.object({ id: z.string() }) });
const Faults = z.object({ faults: z.array(z.unknown()) });
const Journal = z.object({ entries: z.array(z.object({ method: z.string(), path: z.string() })) });

export type SandboxRecord = z.infer<typeof Listed>['result'][number];

/** What goes wrong once: with a `status`, or by cutting the connection `before` or `after` the effect. */
export interface SandboxFault {
  readonly method: 'GET' | 'POST' | 'PATCH' | 'DELETE';
  /** Below the zone's records: `''` for all of them, `/*` for any one. By default the records. */
  readonly path?: string;
  readonly status?: number;
  readonly message?: string;
  readonly drop?: 'before' | 'after';
  readonly headers?: Readonly<Record<string, string>>;
  /** Before the effect, and between it and the answer. */
  readonly delay_ms?: number;
  readonly answer_delay_ms?: number;
  readonly count?: number;
  readonly skip?: number;
}

/** Cloudflare as the sandbox has it, with its nameserver, in a process of its own. */
export class CloudflareSandbox {
  readonly connection: z.infer<typeof Connection>;
  readonly #served: ServedSandbox;

  private constructor(served: ServedSandbox) {
    this.#served = served;
    this.connection = Connection.parse(served.connection);
  }

  static async start(): Promise<CloudflareSandbox> {
    return new CloudflareSandbox(await serveSandbox());
  }

  async stop(): Promise<void> {
    await this.#served.stop();
  }

  get zoneId(): string {
    return this.connection.cloudflare_zone_id;
  }

  get access(): { token: string; baseUrl: string } {
    return { token: this.connection.cloudflare_token, baseUrl: this.connection.cloudflare_url };
  }

  async records(name: string): Promise<SandboxRecord[]> {
    return Listed.parse(await this.#cloudflare('GET', `?name.exact=${name}`)).result;
  }

  /** Adds a record as anybody else would; returns its id. */
  async add(record: {
    type: string;
    name: string;
    content: string;
    comment?: string;
    proxied?: boolean;
  }): Promise<string> {
    return Created.parse(await this.#cloudflare('POST', '', { ttl: 1, ...record })).result.id;
  }

  /** Changes a record as anybody else would. */
  async change(id: string, fields: Record<string, unknown>): Promise<void> {
    await this.#cloudflare('PATCH', `/${id}`, fields);
  }

  async remove(id: string): Promise<void> {
    await this.#cloudflare('DELETE', `/${id}`);
  }

  async fault({ method, path = '', ...fault }: SandboxFault): Promise<void> {
    const request = { method, path: `/client/v4/zones/${this.zoneId}/dns_records${path}` };
    await this.#control('POST', '/faults', { request, ...fault });
  }

  /** Waits until every fault has met what it is for. */
  async faultsMet(): Promise<void> {
    for (;;) {
      const { faults } = Faults.parse(await this.#control('GET', '/faults'));
      if (faults.length === 0) return;
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }

  async clearFaults(): Promise<void> {
    await this.#control('DELETE', '/faults');
  }

  /** Where the journal stands, to see only what comes after. */
  async mark(): Promise<number> {
    return z.object({ next: z.number() }).parse(await this.#control('GET', '/journal?limit=1000')).next;
  }

  /** The requests since `mark` that would change something, as `POST`, `PATCH` and so on. */
  async changesSince(mark: number): Promise<string[]> {
    const { entries } = Journal.parse(
      await this.#control('GET', `/journal?after=${mark}&path_prefix=/client/v4/zones`),
    );
    return entries.map(({ method }) => method).filter((method) => method !== 'GET');
  }

  async #cloudflare(method: string, path: string, body?: unknown): Promise<unknown> {
    const { cloudflare_url, cloudflare_token } = this.connection;
    const url = `${cloudflare_url}/zones/${this.zoneId}/dns_records${path}`;
    return await request(method, url, body, cloudflare_token);
  }

  async #control(method: string, path: string, body?: unknown): Promise<unknown> {
    return await request(method, this.connection.control_url + path, body);
  }
}
