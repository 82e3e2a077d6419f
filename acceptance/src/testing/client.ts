import {
  JobDetail,
  JobMoved,
  NodeDetail,
  type PlanTier,
  ProvisionTraceDetail,
  type Region,
  ReturnStarted,
  SignUpAnswer,
  TenantDetail,
} from '@prego/contracts';
import { z } from 'zod';
import { until } from './poll.ts';
import type { Connection, World } from './world.ts';

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

const ENDED = ['completed', 'failed', 'cancelled'];
/** A trio takes some ten seconds; two busy cores several times that. */
const JOB_WITHIN_MS = 180_000;

/** A world as operators, the clouds' owners and GitHub's users see it. */
export class Client {
  readonly #world: World;

  constructor(world: World) {
    this.#world = world;
  }

  get #connection(): Connection {
    return this.#world.connection;
  }

  signUp(tenantId: string, wish: { region?: Region; plan_tier?: PlanTier } = {}): Promise<SignUpAnswer> {
    const body = { subdomain_slug: tenantId, region: 'sg', plan_tier: 'basic', ...wish };
    return this.internal('POST', `/internal/tenants/${tenantId}/enqueue-provision`, SignUpAnswer, body);
  }

  giveBack(tenantId: string): Promise<ReturnStarted> {
    return this.internal('POST', `/internal/tenants/${tenantId}/return`, ReturnStarted, { name: tenantId });
  }

  retire(nodeId: string): Promise<ReturnStarted> {
    return this.internal('POST', `/internal/nodes/${nodeId}/retire`, ReturnStarted, { name: nodeId });
  }

  retry(jobId: string): Promise<JobMoved> {
    return this.internal('POST', `/internal/provision-jobs/${jobId}/retry`, JobMoved, {});
  }

  cancel(jobId: string): Promise<JobMoved> {
    return this.internal('POST', `/internal/provision-jobs/${jobId}/cancel`, JobMoved, {});
  }

  job(jobId: string): Promise<JobDetail> {
    return this.internal('GET', `/internal/provision-jobs/${jobId}`, JobDetail);
  }

  tenant(tenantId: string): Promise<TenantDetail> {
    return this.internal('GET', `/internal/tenants/${tenantId}`, TenantDetail);
  }

  node(nodeId: string): Promise<NodeDetail> {
    return this.internal('GET', `/internal/nodes/${nodeId}`, NodeDetail);
  }

  trace(jobId: string): Promise<ProvisionTraceDetail> {
    return this.internal('GET', `/internal/provision-trace-detail?job_id=${jobId}`, ProvisionTraceDetail);
  }

  /** The states of the ten steps of the newest attempt, in their order. */
  async steps(jobId: string): Promise<string[]> {
    const { attempts } = await this.trace(jobId);
    return (attempts[0]?.steps ?? []).map(({ state, skip_reason }) =>
      skip_reason ? `${state} ${skip_reason}` : state,
    );
  }

  /** What was done, the newest first; `of` is a query such as `job_id=…`. */
  async audited(of: string): Promise<string[]> {
    const Audit = z.object({ items: z.array(z.object({ action: z.string() })) });
    const { items } = await this.internal('GET', `/internal/audit?${of}&limit=100`, Audit);
    return items.map(({ action }) => action);
  }

  /** The job once it has ended, and its run with it. Throws, with the reason, where it is not as expected. */
  async ended(jobId: string, expected: 'completed' | 'failed' | 'cancelled' = 'completed'): Promise<JobDetail> {
    const job = await until(
      `the end of ${jobId}`,
      async () => {
        const now = await this.job(jobId);
        const run = ENDED.includes(now.status) ? await this.runOf(jobId) : undefined;
        return run === undefined || run.status === 'completed' ? run && now : undefined;
      },
      JOB_WITHIN_MS,
    );
    if (job.status === expected) return job;
    const run = await this.runOf(jobId);
    const log = run ? await this.log(run.id) : '';
    throw new Error(`${jobId} has ${job.status}: ${job.error_code}: ${job.error_message}\n${log.slice(-6000)}`);
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
    const { github_url, github_repository, github_token } = this.#connection;
    const actions = `${github_url}/repos/${github_repository}/actions`;
    const Jobs = z.object({ jobs: z.array(z.object({ id: z.number(), conclusion: z.string().nullable() })) });
    const { jobs } = await send('GET', `${actions}/runs/${runId}/jobs`, Jobs, github_token);
    const ran = jobs.filter(({ conclusion }) => conclusion !== 'skipped');
    const logs = await Promise.all(
      ran.map(({ id }) => send('GET', `${actions}/jobs/${id}/logs`, z.string().optional(), github_token)),
    );
    return logs.join('\n');
  }

  async rerun(runId: number): Promise<void> {
    const { github_url, github_repository, github_token } = this.#connection;
    const url = `${github_url}/repos/${github_repository}/actions/runs/${runId}/rerun`;
    await send('POST', url, z.unknown(), github_token);
  }

  /** Dispatches the workflow by hand, and answers with its run once it has ended. */
  async dispatch(inputs: Record<string, string>, workflow = 'provision-tenant.yml'): Promise<Run> {
    const { github_url, github_repository, github_token } = this.#connection;
    const url = `${github_url}/repos/${github_repository}/actions/workflows/${workflow}/dispatches`;
    const answer = z.object({ workflow_run_id: z.number() });
    const body = { ref: 'main', inputs, return_run_details: true };
    return await this.runEnded((await send('POST', url, answer, github_token, body)).workflow_run_id);
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
    const { hetzner_url, hetzner_token } = this.#connection;
    await send(method, hetzner_url + path, z.unknown(), hetzner_token, body);
  }

  async servers(): Promise<z.infer<typeof Server>[]> {
    const { hetzner_url, hetzner_token } = this.#connection;
    const answer = z.object({ servers: z.array(Server) });
    return (await send('GET', `${hetzner_url}/servers?per_page=50&sort=id`, answer, hetzner_token)).servers;
  }

  async records(): Promise<z.infer<typeof DnsRecord>[]> {
    const { cloudflare_url, cloudflare_token, cloudflare_zone_id } = this.#connection;
    const url = `${cloudflare_url}/zones/${cloudflare_zone_id}/dns_records?per_page=500`;
    return (await send('GET', url, z.object({ result: z.array(DnsRecord) }), cloudflare_token)).result;
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

  internal<S extends z.ZodType>(method: string, path: string, schema: S, body?: unknown): Promise<z.infer<S>> {
    const { control_plane_url, internal_api_key } = this.#connection;
    return send(method, control_plane_url + path, schema, internal_api_key, body);
  }

  sandbox<S extends z.ZodType>(method: string, path: string, schema: S, body?: unknown): Promise<z.infer<S>> {
    return send(method, this.#connection.control_url + path, schema, undefined, body);
  }
}

async function send<S extends z.ZodType>(
  method: string,
  url: string,
  schema: S,
  token?: string,
  body?: unknown,
): Promise<z.infer<S>> {
  const answer = await fetch(url, {
    method,
    headers: {
      'content-type': 'application/json',
      'user-agent': 'prego-acceptance',
      ...(token && { authorization: `Bearer ${token}` }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const text = await answer.text();
  if (!answer.ok) throw new Error(`${method} ${url} answered ${answer.status}: ${text}`);
  const isJson = answer.headers.get('content-type')?.includes('json') ?? false;
  return schema.parse(text === '' ? undefined : isJson ? JSON.parse(text) : text);
}
