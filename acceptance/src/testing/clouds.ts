import { z } from 'zod';
import { until } from './poll.ts';
import { send } from './send.ts';
import type { World } from './world.ts';

const Run = z.object({
  id: z.number(),
  workflow: z.string(),
  status: z.string(),
  conclusion: z.string().nullable(),
  attempt: z.number(),
  inputs: z.record(z.string(), z.string()),
});
export type Run = z.infer<typeof Run>;

const Server = z.object({
  id: z.number(),
  name: z.string(),
  status: z.string(),
  labels: z.record(z.string(), z.string()),
});
const DnsRecord = z.object({ id: z.string(), name: z.string(), type: z.string(), content: z.string() });
const Ledger = z.object({
  entries: z.array(z.object({ kind: z.string(), name: z.string(), to: z.string().nullable() })),
});

/** Hetzner, Cloudflare and GitHub as their owners and users see them, and the sandbox's own surface. */
export class Clouds {
  readonly world: Pick<World, 'connection'>;

  constructor(world: Pick<World, 'connection'>) {
    this.world = world;
  }

  async runs(jobId: string): Promise<Run[]> {
    const { runs } = await this.sandbox('GET', '/github/runs', z.object({ runs: z.array(Run) }));
    return runs.filter(({ inputs }) => inputs.job_id === jobId);
  }

  async runOf(jobId: string): Promise<Run | undefined> {
    return (await this.runs(jobId)).at(-1);
  }

  /** Everything that the run's jobs have printed, as GitHub's API has it. */
  async log(runId: number): Promise<string> {
    const Jobs = z.object({ jobs: z.array(z.object({ id: z.number(), conclusion: z.string().nullable() })) });
    const { jobs } = await this.#github('GET', `/runs/${runId}/jobs`, Jobs);
    const ran = jobs.filter(({ conclusion }) => conclusion !== 'skipped');
    const logs = await Promise.all(ran.map(({ id }) => this.#github('GET', `/jobs/${id}/logs`, z.string().optional())));
    return logs.join('\n');
  }

  async rerun(runId: number, jobs: 'all' | 'failed' = 'all'): Promise<void> {
    await this.#github('POST', `/runs/${runId}/${jobs === 'all' ? 'rerun' : 'rerun-failed-jobs'}`, z.unknown());
  }

  async cancelRun(runId: number): Promise<void> {
    await this.#github('POST', `/runs/${runId}/cancel`, z.unknown());
  }

  /** Dispatches the workflow by hand, and answers with its run once it has ended. */
  async dispatch(inputs: Record<string, string>, workflow = 'provision-tenant.yml'): Promise<Run> {
    const Dispatched = z.object({ workflow_run_id: z.number() });
    const body = { ref: 'main', inputs, return_run_details: true };
    const dispatched = await this.#github('POST', `/workflows/${workflow}/dispatches`, Dispatched, body);
    return await this.runEnded(dispatched.workflow_run_id);
  }

  /** The run once this attempt of it has ended. */
  async runEnded(runId: number, attempt = 1): Promise<Run> {
    return await until(`the end of run ${runId}`, async () => {
      const run = await this.sandbox('GET', `/github/runs/${runId}`, Run);
      return run.attempt >= attempt && run.status === 'completed' ? run : undefined;
    });
  }

  /** One call of the cloud's API by its owner; `path` below `/v1`. */
  async hetzner(method: string, path: string, body?: unknown): Promise<void> {
    const { hetzner_url, hetzner_token } = this.world.connection;
    await send(method, hetzner_url + path, z.unknown(), hetzner_token, body);
  }

  async servers(): Promise<z.infer<typeof Server>[]> {
    const { hetzner_url, hetzner_token } = this.world.connection;
    const answer = z.object({ servers: z.array(Server) });
    return (await send('GET', `${hetzner_url}/servers?per_page=50&sort=id`, answer, hetzner_token)).servers;
  }

  async records(): Promise<z.infer<typeof DnsRecord>[]> {
    const { cloudflare_url, cloudflare_token, cloudflare_zone_id } = this.world.connection;
    const url = `${cloudflare_url}/zones/${cloudflare_zone_id}/dns_records?per_page=500`;
    return (await send('GET', url, z.object({ result: z.array(DnsRecord) }), cloudflare_token)).result;
  }

  /** A record of somebody else's in our zone. */
  async addRecord(record: { type: string; name: string; content: string }): Promise<void> {
    const { cloudflare_url, cloudflare_token, cloudflare_zone_id } = this.world.connection;
    const url = `${cloudflare_url}/zones/${cloudflare_zone_id}/dns_records`;
    await send('POST', url, z.unknown(), cloudflare_token, { ttl: 300, proxied: false, ...record });
  }

  /** Whoever has the record takes it away. */
  async removeRecord(name: string): Promise<void> {
    const { cloudflare_url, cloudflare_token, cloudflare_zone_id } = this.world.connection;
    const found = (await this.records()).find((record) => record.name === name);
    const url = `${cloudflare_url}/zones/${cloudflare_zone_id}/dns_records/${found?.id}`;
    await send('DELETE', url, z.unknown(), cloudflare_token);
  }

  /** What is billed now, such as `server sg-s-…`. */
  async billed(): Promise<string[]> {
    const { entries } = await this.sandbox('GET', '/ledger', Ledger);
    return entries.filter(({ to }) => to === null).map(({ kind, name }) => `${kind} ${name}`);
  }

  /** Every server that was ever made, by name: one that stands here twice was made twice. */
  async everMade(): Promise<string[]> {
    const { entries } = await this.sandbox('GET', '/ledger', Ledger);
    return entries.filter(({ kind }) => kind === 'server').map(({ name }) => name);
  }

  /** What has changed the cloud so far, such as `POST /v1/servers`. */
  async changes(): Promise<string[]> {
    const Journal = z.object({
      entries: z.array(z.object({ method: z.string(), path: z.string() })),
      next: z.number(),
    });
    const changes: string[] = [];
    for (let after = 0; ; ) {
      const { entries, next } = await this.sandbox(
        'GET',
        `/journal?path_prefix=/v1&limit=1000&after=${after}`,
        Journal,
      );
      changes.push(...entries.filter(({ method }) => method !== 'GET').map(({ method, path }) => `${method} ${path}`));
      if (entries.length === 0) return changes;
      after = next;
    }
  }

  /** What each server's firewall admits from the public side, such as `tcp 443`, by the server's id. */
  async admitted(): Promise<Map<number, string[]>> {
    const { hetzner_url, hetzner_token } = this.world.connection;
    const Rule = z.object({ direction: z.string(), protocol: z.string(), port: z.string().nullish() });
    const Firewall = z.object({
      rules: z.array(Rule),
      applied_to: z.array(z.object({ server: z.object({ id: z.number() }) })),
    });
    const answer = z.object({ firewalls: z.array(Firewall) });
    const { firewalls } = await send('GET', `${hetzner_url}/firewalls?per_page=50`, answer, hetzner_token);
    const inbound = (rules: z.infer<typeof Rule>[]) =>
      rules
        .filter(({ direction }) => direction === 'in')
        .map(({ protocol, port }) => `${protocol} ${port ?? ''}`.trim());
    return new Map(
      firewalls.flatMap(({ rules, applied_to }) =>
        applied_to.map(({ server }) => [server.id, inbound(rules)] as const),
      ),
    );
  }

  /** Addresses that are billed and belong to no server. */
  async strayAddresses(): Promise<string[]> {
    const { hetzner_url, hetzner_token } = this.world.connection;
    const Addresses = z.object({
      primary_ips: z.array(z.object({ name: z.string(), assignee_id: z.number().nullable() })),
    });
    const { primary_ips } = await send('GET', `${hetzner_url}/primary_ips?per_page=50`, Addresses, hetzner_token);
    return primary_ips.filter(({ assignee_id }) => assignee_id === null).map(({ name }) => name);
  }

  /** What goes wrong from now on; packages/sandbox/README.md says what can. */
  async fault(fault: object): Promise<void> {
    await this.sandbox('POST', '/faults', z.unknown(), fault);
  }

  async noFaults(): Promise<void> {
    await this.sandbox('DELETE', '/faults', z.unknown());
  }

  /** What workflows find under `vars` from now on. */
  async setVariable(name: string, value: string): Promise<void> {
    await this.sandbox('PUT', `/github/variables/${name}`, z.unknown(), { value });
  }

  async setSecret(name: string, value: string): Promise<void> {
    await this.sandbox('PUT', `/github/secrets/${name}`, z.unknown(), { value });
  }

  sandbox<S extends z.ZodType>(method: string, path: string, schema: S, body?: unknown): Promise<z.infer<S>> {
    return send(method, this.world.connection.control_url + path, schema, undefined, body);
  }

  #github<S extends z.ZodType>(method: string, path: string, schema: S, body?: unknown): Promise<z.infer<S>> {
    const { github_url, github_repository, github_token } = this.world.connection;
    return send(method, `${github_url}/repos/${github_repository}/actions${path}`, schema, github_token, body);
  }
}
