import { styleText } from 'node:util';
import { DecisionPage, JobMoved, NodeDetail, ReturnStarted, SignUpAnswer, TenantDetail } from '@prego/contracts';
import type { FullConnection } from '../connection.ts';
import { billed, managedServers } from './cloud.ts';
import type { ControlPlaneClient } from './control-plane-client.ts';
import { type Follow, type FollowedAttempt, followJob, whereToLook } from './follow-job.ts';
import type { ScenarioRow } from './scenarios.ts';
import { linesOf } from './show-decision.ts';
import { lineOf } from './show-step.ts';
import { type DemoTenant, TENANTS } from './sign-ups.ts';
import { control, rerun } from './surfaces.ts';
import { heading, say } from './terminal.ts';

/** A trio takes some ten seconds here; a machine that is busy several times that. */
const JOB_WITHIN_MS = 300_000;

export interface Stage {
  readonly connection: FullConnection;
  readonly controlPlane: ControlPlaneClient;
  readonly stop: AbortSignal;
}

/**
 * What happens in `npm start`, part by part; each part prints what it did. The demo only signs tenants up and looks on: the
 * control plane dispatches, and the sandbox's GitHub runs the workflows with the action.
 */
export class Story {
  readonly stage: Stage;
  readonly rows: ScenarioRow[] = [];
  /** Of E4: how many nodes report, all of those that there are, and how old the oldest report was. */
  reporting = 0;
  oldestReportS = 0;
  /** What is billed for the dedicated tenant alone. */
  #billedForTrio: string[] = [];

  constructor(stage: Stage) {
    this.stage = stage;
  }

  /** A region without nodes, and a tenant that waits for the node that another has bought. */
  async firstTenants(): Promise<void> {
    const first = await this.signUp(TENANTS.first);
    const waiting = await this.signUp(TENANTS.waiting);
    await this.#followed('E2', TENANTS.first, first);
    await this.#followed('E1', TENANTS.waiting, waiting);
    await this.#followed('E1', TENANTS.joining, await this.signUp(TENANTS.joining));
  }

  /** A full region gets a second node, and the first is not touched. */
  async secondNode(): Promise<void> {
    const { seat } = await this.#tenant(TENANTS.first);
    await this.stage.controlPlane.patch(`/internal/nodes/${seat?.node_id}`, {
      action: 'cordon',
      reason: 'the demo wants a second node',
    });
    heading(`${seat?.node_id} is cordoned`, 'it keeps its tenants and takes no new ones');
    await this.#followed('E2', TENANTS.overflowing, await this.signUp(TENANTS.overflowing));
  }

  /** Three servers; the cloud is sold out after the first, the job fails, and its retry makes only what is missing. */
  async dedicatedTenant(): Promise<void> {
    const before = new Set((await billed(this.stage.connection)).open);
    const soldOut = { request: { method: 'POST', path: '/v1/servers' }, skip: 1, count: 1000 };
    await control(this.stage.connection, 'POST', '/faults', { ...soldOut, status: 412, code: 'resource_unavailable' });
    const job = await this.signUp(TENANTS.dedicated);
    await this.follow(TENANTS.dedicated, job, 'failed');
    await control(this.stage.connection, 'DELETE', '/faults');
    heading(`${job.job_id} is retried`, 'there is room again');
    await this.stage.controlPlane.post(`/internal/provision-jobs/${job.job_id}/retry`, {}, JobMoved);
    await this.#followed('E3', TENANTS.dedicated, job);
    this.#billedForTrio = (await billed(this.stage.connection)).open.filter((what) => !before.has(what));
  }

  /** The same run once more is no second server, record or completion. */
  async sameAgain(): Promise<void> {
    const { jobs } = await this.#tenant(TENANTS.first);
    const before = await managedServers(this.stage.connection);
    const job_id = jobs[0]?.job_id ?? '';
    heading("The first job's run once more", job_id);
    const run = await rerun(this.stage.connection, job_id, this.stage.stop);
    const after = await managedServers(this.stage.connection);
    if (run.conclusion !== 'success' || JSON.stringify(after) !== JSON.stringify(before)) {
      throw new Error(`The re-run was to change nothing. It ended with ${run.conclusion}.`);
    }
    say('it found its work done, and changed nothing');
  }

  /** E4: every live node reports. */
  async freshness(): Promise<void> {
    heading('Every node reports its load');
    const servers = await managedServers(this.stage.connection);
    for (const { name } of servers) {
      const { metrics, stale } = await this.#node(name);
      if (stale || !metrics) throw new Error(`${name} does not report.`);
      say(`${name}: cpu ${percent(metrics.cpu_pct)}, memory ${percent(metrics.memory_pct)}, ${metrics.age_s} s ago`);
      this.oldestReportS = Math.max(this.oldestReportS, metrics.age_s);
    }
    this.reporting = servers.length;
  }

  /** The dedicated tenant goes, and the cloud's ledger proves that nothing is billed for it any more. */
  async giveBack(): Promise<void> {
    const { tenant_id } = TENANTS.dedicated;
    heading(`${tenant_id} is returned`, 'its slug was typed to confirm it');
    const job = await this.stage.controlPlane.post(
      `/internal/tenants/${tenant_id}/return`,
      { name: tenant_id },
      ReturnStarted,
    );
    await this.follow(TENANTS.dedicated, job, 'completed', () => {});
    const { open, totalEur } = await billed(this.stage.connection);
    const left = this.#billedForTrio.filter((what) => open.includes(what));
    if (this.#billedForTrio.length === 0 || left.length > 0)
      throw new Error(`Left behind, and billed: ${left.join(', ')}.`);
    say('nothing of it is left');
    say(`still billed for the others: ${counted(open)}; € ${totalEur.toFixed(4)} so far`);
  }

  /** Signs the tenant up, and shows what was decided for it. */
  async signUp(tenant: DemoTenant): Promise<SignUpAnswer> {
    const { tenant_id, plan_tier, region } = tenant;
    heading(`${tenant_id} signs up`, `${plan_tier}, ${region}`);
    const { controlPlane } = this.stage;
    const body = { subdomain_slug: tenant_id, plan_tier, region };
    const answer = await controlPlane.post(`/internal/tenants/${tenant_id}/enqueue-provision`, body, SignUpAnswer);
    const { items } = await controlPlane.get(`/internal/allocation-decisions?job_id=${answer.job_id}`, DecisionPage);
    for (const decision of items) for (const line of linesOf(decision)) say(line);
    return answer;
  }

  /** Follows the job to its end, which has to be the expected one, and shows what it does. */
  async follow(
    tenant: DemoTenant,
    job: { job_id: string },
    expected: 'completed' | 'failed',
    onStep: Follow['onStep'] = (step) => say(lineOf(step)),
  ): Promise<FollowedAttempt> {
    heading(tenant.tenant_id, job.job_id);
    const attempt = await this.ended(tenant, job, expected, onStep);
    say(styleText('dim', attempt.run_url ?? ''));
    return attempt;
  }

  /** The job's attempt once it has ended. Throws where it has not ended as expected. */
  async ended(
    { tenant_id }: DemoTenant,
    { job_id }: { job_id: string },
    expected: 'completed' | 'failed',
    onStep: Follow['onStep'] = () => {},
  ): Promise<FollowedAttempt> {
    const { job, attempt } = await followJob(this.stage.controlPlane, job_id, {
      stop: this.stage.stop,
      withinMs: JOB_WITHIN_MS,
      onStep,
    });
    if (job.status !== expected) {
      throw new Error(
        `${tenant_id} was to be ${expected} and is ${job.status}${becauseOf(attempt)}\n${whereToLook(attempt.run_url)}`,
      );
    }
    return attempt;
  }

  async #followed(scenario: ScenarioRow['scenario'], tenant: DemoTenant, job: SignUpAnswer): Promise<void> {
    const { dispatched_at, ended_at, run_url } = await this.follow(tenant, job, 'completed');
    const { seat } = await this.#tenant(tenant);
    const made = (await managedServers(this.stage.connection)).filter(({ labels }) => labels['job-id'] === job.job_id);
    this.rows.push({
      scenario,
      tenant: tenant.tenant_id,
      hostname: job.canonical_hostname,
      tookMs: (ended_at ?? 0) - (dispatched_at ?? 0),
      servers: made.length > 0 ? made.map(({ name }) => name) : [seat?.node_id ?? '–'],
      monthlyEur: made.reduce((sum, { monthlyEur }) => sum + monthlyEur, 0),
      runUrl: run_url ?? '',
    });
  }

  #tenant({ tenant_id }: DemoTenant): Promise<TenantDetail> {
    return this.stage.controlPlane.get(`/internal/tenants/${tenant_id}`, TenantDetail);
  }

  #node(nodeId: string): Promise<NodeDetail> {
    return this.stage.controlPlane.get(`/internal/nodes/${nodeId}`, NodeDetail);
  }
}

const becauseOf = ({ error_code, error_message }: FollowedAttempt): string =>
  error_code === null ? '.' : `: ${error_code}: ${error_message}`;

const percent = (value: number | null): string => (value === null ? '–' : `${Math.round(value)} %`);

/** Such as `2 × server, 1 × volume`, of names that begin with their kind. */
export function counted(names: readonly string[]): string {
  const kinds = Map.groupBy(names, (name) => name.split(' ')[0] ?? '');
  return [...kinds].map(([kind, group]) => `${group.length} × ${kind}`).join(', ');
}
