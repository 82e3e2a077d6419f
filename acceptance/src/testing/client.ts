import {
  JobDetail,
  JobMoved,
  LaunchLink,
  NodeDetail,
  type PlanTier,
  ProvisionTraceDetail,
  type Region,
  ReturnStarted,
  SignUpAnswer,
  TenantDetail,
} from '@prego/contracts';
import { z } from 'zod';
import { Clouds } from './clouds.ts';
import { until } from './poll.ts';
import { send } from './send.ts';

const ENDED = ['completed', 'failed', 'cancelled'];
/** A trio takes some ten seconds; two busy cores several times that. */
const JOB_WITHIN_MS = 180_000;

/** A world as operators see it, and the clouds' owners and GitHub's users. */
export class Client extends Clouds {
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

  /** The address that a customer opens. */
  async launchUrl(tenantId: string): Promise<string> {
    const link = await this.internal('POST', `/internal/tenants/${tenantId}/launch-link`, LaunchLink, {});
    return link.launch_url;
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

  /** The job once it has ended, and its run with it. */
  endedSomehow(jobId: string): Promise<JobDetail> {
    return until(
      `the end of ${jobId}`,
      async () => {
        const now = await this.job(jobId);
        const run = ENDED.includes(now.status) ? await this.runOf(jobId) : undefined;
        return run?.status === 'completed' ? now : undefined;
      },
      JOB_WITHIN_MS,
    );
  }

  /** The same. Throws, with the reason and the run's log, where it has not ended as expected. */
  async ended(jobId: string, expected: 'completed' | 'failed' | 'cancelled' = 'completed'): Promise<JobDetail> {
    const job = await this.endedSomehow(jobId);
    if (job.status === expected) return job;
    const run = await this.runOf(jobId);
    const log = run ? await this.log(run.id) : '';
    throw new Error(`${jobId} has ${job.status}: ${job.error_code}: ${job.error_message}\n${log.slice(-6000)}`);
  }

  /** What the engine has said in an attempt. */
  engineLog(jobId: string, attempt = 1): Promise<string> {
    return this.internal('GET', `/internal/provision-jobs/${jobId}/attempts/${attempt}/log`, z.string().default(''));
  }

  /** What the control plane looks for once a minute. */
  async sweep(): Promise<void> {
    await this.internal('GET', '/cdn-cgi/local/scheduled', z.unknown());
  }

  /** The control plane's clock goes before the others by so much. */
  async moveClock(offsetMs: number): Promise<void> {
    await this.internal('PUT', '/internal/clock', z.unknown(), { offset_ms: offsetMs });
  }

  /** Keeps new tenants away from the node, or lets them in again. */
  async changeNode(nodeId: string, action: 'cordon' | 'uncordon', reason = 'for the test'): Promise<void> {
    await this.internal('PATCH', `/internal/nodes/${nodeId}`, z.unknown(), { action, reason });
  }

  internal<S extends z.ZodType>(method: string, path: string, schema: S, body?: unknown): Promise<z.infer<S>> {
    const { control_plane_url, internal_api_key } = this.world.connection;
    return send(method, control_plane_url + path, schema, internal_api_key, body);
  }
}
