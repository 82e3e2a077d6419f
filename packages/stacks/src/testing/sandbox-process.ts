import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import type { CommonOptions } from '../run-options.ts';

// The sandbox is reached as any client reaches it, over HTTP and in a process of its own: no source here imports it.
const SERVE = fileURLToPath(new URL('../../../sandbox/src/serve.ts', import.meta.url));

const Connection = z.object({
  hetzner_url: z.string(),
  hetzner_token: z.string(),
  cloudflare_url: z.string(),
  cloudflare_token: z.string(),
  cloudflare_zone_id: z.string(),
  cloudflare_zone: z.string(),
  control_url: z.string(),
  state_url: z.string(),
  state_passphrase: z.string(),
});

const Server = z.object({
  id: z.number(),
  name: z.string(),
  status: z.string(),
  server_type: z.object({ name: z.string() }),
  location: z.object({ name: z.string() }),
  created: z.string(),
  public_net: z.unknown(),
  private_net: z.array(z.unknown()),
  labels: z.unknown(),
  volumes: z.array(z.number()),
});
const Named = z.object({ id: z.number(), name: z.string() });
const Address = z.object({ name: z.string(), assignee_id: z.number().nullable() });
const Paged = z.object({ meta: z.object({ pagination: z.object({ next_page: z.number().nullable() }) }) });
const Ledger = z.object({
  open: z.number(),
  entries: z.array(z.object({ kind: z.string(), name: z.string(), to: z.string().nullable() })),
});
const Journal = z.object({
  entries: z.array(z.object({ method: z.string(), path: z.string(), request: z.string().nullable() })),
});
const Inbox = z.object({ entries: z.array(z.object({ request: z.string() })) });

export const KINDS = ['servers', 'networks', 'firewalls', 'volumes', 'placement_groups', 'primary_ips'] as const;
type Kind = (typeof KINDS)[number];

/** One test's own clouds, as a client sees them. */
export class SandboxProcess {
  readonly connection: z.infer<typeof Connection>;
  readonly #child: ChildProcess;

  private constructor(child: ChildProcess, connection: z.infer<typeof Connection>) {
    this.#child = child;
    this.connection = connection;
  }

  static async start(args: string[] = []): Promise<SandboxProcess> {
    const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', SERVE, ...args], {
      stdio: ['ignore', 'pipe', 'inherit'],
      env: { ...process.env, NODE_OPTIONS: '' },
    });
    const lines = createInterface({ input: child.stdout });
    const [line] = (await Promise.race([
      once(lines, 'line'),
      once(child, 'close').then(([code]) => Promise.reject(new Error(`the sandbox ended with ${code}`))),
    ])) as [string];
    return new SandboxProcess(child, Connection.parse(JSON.parse(line)));
  }

  async stop(): Promise<void> {
    this.#child.kill('SIGINT');
    if (this.#child.exitCode === null) await once(this.#child, 'close');
  }

  /** What `runStack` needs to work on this sandbox; plugins and CLI are those of the environment. */
  get options(): CommonOptions {
    const { connection } = this;
    return {
      credentials: {
        hcloudToken: connection.hetzner_token,
        hcloudEndpoint: connection.hetzner_url,
        cloudflareToken: connection.cloudflare_token,
        cloudflareBaseUrl: connection.cloudflare_url,
      },
      backend: { url: connection.state_url, passphrase: connection.state_passphrase },
    };
  }

  /** The names of all there is of a kind, as the API lists them. */
  async names(kind: Kind): Promise<string[]> {
    return (await this.#all(kind, Named)).map(({ name }) => name);
  }

  /** Deletes something by hand. */
  async delete(kind: Kind, name: string): Promise<void> {
    const found = (await this.#all(kind, Named)).find((one) => one.name === name);
    await this.hetzner('DELETE', `/${kind}/${found?.id}`);
  }

  /** The public addresses that no server has: they are billed like any other. */
  async unusedAddresses(): Promise<string[]> {
    const addresses = await this.#all('primary_ips', Address);
    return addresses.filter(({ assignee_id }) => assignee_id === null).map(({ name }) => name);
  }

  async #all<T>(kind: Kind, One: z.ZodType<T>): Promise<T[]> {
    const all: T[] = [];
    for (let page: number | null = 1; page !== null; ) {
      const answer = await this.hetzner('GET', `/${kind}?per_page=50&sort=name&page=${page}`);
      const listed = z.object({ [kind]: z.array(One) }).parse(answer);
      all.push(...((listed[kind] ?? []) as T[]));
      page = Paged.parse(answer).meta.pagination.next_page;
    }
    return all;
  }

  /** What must stay as it is when another server is made beside this one. */
  async server(name: string): Promise<z.infer<typeof Server>> {
    const answer = await this.hetzner('GET', `/servers?name=${name}`);
    const [server] = z.object({ servers: z.array(Server) }).parse(answer).servers;
    if (!server) throw new Error(`there is no server ${name}`);
    return server;
  }

  async records(): Promise<{ name: string; content: string }[]> {
    const { cloudflare_url, cloudflare_zone_id, cloudflare_token } = this.connection;
    const answer = await request('GET', `${cloudflare_url}/zones/${cloudflare_zone_id}/dns_records`, cloudflare_token);
    return z.object({ result: z.array(z.object({ name: z.string(), content: z.string() })) }).parse(answer).result;
  }

  async addRecord(record: { type: string; name: string; content: string; ttl: number }): Promise<void> {
    const { cloudflare_url, cloudflare_zone_id, cloudflare_token } = this.connection;
    await request('POST', `${cloudflare_url}/zones/${cloudflare_zone_id}/dns_records`, cloudflare_token, record);
  }

  /** All that was ever billed; `to` is null for what still is. */
  async ledger(): Promise<z.infer<typeof Ledger>['entries']> {
    return Ledger.parse(await this.control('GET', '/ledger')).entries;
  }

  /** What is billed now. */
  async billed(): Promise<string[]> {
    const entries = await this.ledger();
    return entries.filter(({ to }) => to === null).map(({ kind, name }) => `${kind} ${name}`);
  }

  /** The bodies of all requests of this method to exactly this path. */
  async requests(method: string, path: string): Promise<string[]> {
    const { entries } = Journal.parse(await this.control('GET', `/journal?path_prefix=${path}`));
    return entries
      .filter((entry) => entry.method === method && entry.path === path)
      .map(({ request }) => request ?? '');
  }

  /** The bodies that were posted to the inbox, where nodes call home. */
  async callsHome(): Promise<Record<string, unknown>[]> {
    const answer = await this.control('GET', '/journal?path_prefix=/_sandbox/inbox');
    return Inbox.parse(answer).entries.map(({ request }) => JSON.parse(request) as Record<string, unknown>);
  }

  /** Every kind that is not empty, with what is in it; DNS records and open bills too. */
  async leftovers(): Promise<Record<string, unknown[]>> {
    const kinds = await Promise.all(KINDS.map(async (kind) => [kind, await this.names(kind)] as const));
    const all = [...kinds, ['records', await this.records()] as const, ['billed', await this.billed()] as const];
    return Object.fromEntries(all.filter(([, what]) => what.length > 0));
  }

  /** A lock as a run of this machine leaves it that was killed. */
  async leaveLock(stack: string): Promise<void> {
    const folder = `${fileURLToPath(this.connection.state_url)}/.pulumi/locks/organization/prego/${stack}`;
    const content = { pid: 2 ** 22 + 1, username: 'root', hostname: hostname(), timestamp: new Date().toISOString() };
    await mkdir(folder, { recursive: true });
    await writeFile(`${folder}/left.json`, JSON.stringify(content));
  }

  /** Waits until every fault has met what it is for, or `run` has ended without. */
  async faultsMet(run: Promise<unknown>): Promise<void> {
    let ended = false;
    void run.finally(() => {
      ended = true;
    });
    for (;;) {
      const { faults } = z.object({ faults: z.array(z.unknown()) }).parse(await this.control('GET', '/faults'));
      if (faults.length === 0) return;
      if (ended) throw new Error('the run has ended without meeting the fault');
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }

  hetzner(method: string, path: string, body?: unknown): Promise<unknown> {
    return request(method, this.connection.hetzner_url + path, this.connection.hetzner_token, body);
  }

  control(method: string, path: string, body?: unknown): Promise<unknown> {
    return request(method, this.connection.control_url + path, undefined, body);
  }
}

async function request(method: string, url: string, token?: string, body?: unknown): Promise<unknown> {
  const response = await fetch(url, {
    method,
    headers: { 'content-type': 'application/json', ...(token && { authorization: `Bearer ${token}` }) },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  if (!response.ok) throw new Error(`${method} ${url} answered ${response.status}: ${text}`);
  return text === '' ? undefined : JSON.parse(text);
}
