import { styleText } from 'node:util';
import { DecisionPage, ReturnStarted, SignUpAnswer, TenantDetail } from '@prego/contracts';
import { changed, runStack } from '@prego/stacks';
import { duration } from '../../../../bootstrap/progress.mjs';
import { billed } from './cloud.ts';
import { common, doRun, type RunOutcome, type RunStage } from './do-run.ts';
import { programOf } from './run-program.ts';
import { linesOf } from './show-decision.ts';
import { summaryOf } from './show-run.ts';
import { type DemoTenant, TENANTS } from './sign-ups.ts';
import { heading, say } from './terminal.ts';

/** The dispatcher is nudged at once; what it misses the sweep finds within seconds. */
const DISPATCHED_WITHIN_MS = 30_000;

/** What happens in `npm start`, part by part. Each part prints what it did. */
export class Story {
  readonly stage: RunStage;
  /** What is billed for the dedicated tenant alone. */
  #billedForTrio: string[] = [];
  #firstJob = '';

  constructor(stage: RunStage) {
    this.stage = stage;
  }

  /** A region without nodes, a tenant that waits for the node that another has bought, and a trio. */
  async firstTenants(): Promise<void> {
    const first = await this.#signUp(TENANTS.first);
    this.#firstJob = first.job_id;
    const waiting = await this.#signUp(TENANTS.waiting);
    await this.#work(TENANTS.first, first);
    await this.#work(TENANTS.waiting, waiting);
    const before = new Set((await billed(this.stage.connection)).open);
    await this.#work(TENANTS.dedicated, await this.#signUp(TENANTS.dedicated));
    this.#billedForTrio = (await billed(this.stage.connection)).open.filter((what) => !before.has(what));
  }

  /** A node that is there takes a tenant; once it is cordoned the next one gets a second node. */
  async tenantsOnWhatIsThere(): Promise<void> {
    await this.#work(TENANTS.joining, await this.#signUp(TENANTS.joining));
    const { seat } = await this.#tenant(TENANTS.first);
    await this.stage.controlPlane.patch(`/internal/nodes/${seat?.node_id}`, {
      action: 'cordon',
      reason: 'the demo wants a second node',
    });
    heading(`${seat?.node_id} is cordoned`, 'it keeps its tenants and takes no new ones');
    await this.#work(TENANTS.overflowing, await this.#signUp(TENANTS.overflowing));
  }

  /** The same job once more means the same servers. */
  async sameAgain(): Promise<void> {
    heading("The first job's stack once more", 'stack sg');
    const { seat } = await this.#tenant(TENANTS.first);
    const program = programOf(this.stage.connection, {
      job_id: this.#firstJob,
      region: 'sg',
      nodes: [{ node_id: seat?.node_id ?? '', role: 'shared', token: '' }],
    });
    const result = await runStack({ operation: 'up', program, ...common(this.stage) });
    if (changed(result.changes) > 0) throw new Error('The re-run was to change nothing, and it did.');
    say(`${summaryOf(result.changes)} in ${styleText('bold', duration(result.durationMs))}`);
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
    await this.#work(TENANTS.dedicated, job);
    const { open, totalEur } = await billed(this.stage.connection);
    const left = this.#billedForTrio.filter((what) => open.includes(what));
    if (this.#billedForTrio.length === 0 || left.length > 0)
      throw new Error(`Left behind, and billed: ${left.join(', ')}.`);
    say('nothing of it is left');
    say(`still billed for the others: ${counted(open)}; € ${totalEur.toFixed(4)} so far`);
  }

  async #signUp(tenant: DemoTenant): Promise<SignUpAnswer> {
    const { tenant_id, plan_tier, region } = tenant;
    heading(`${tenant_id} signs up`, `${plan_tier}, ${region}`);
    const { controlPlane } = this.stage;
    const body = { subdomain_slug: tenant_id, plan_tier, region };
    const answer = await controlPlane.post(`/internal/tenants/${tenant_id}/enqueue-provision`, body, SignUpAnswer);
    const { items } = await controlPlane.get(`/internal/allocation-decisions?job_id=${answer.job_id}`, DecisionPage);
    for (const decision of items) for (const line of linesOf(decision)) say(line);
    return answer;
  }

  /** Does the work of the run that is dispatched for the job. */
  async #work({ tenant_id }: DemoTenant, { job_id }: { job_id: string }): Promise<void> {
    const run = await this.stage.runs.of(job_id, DISPATCHED_WITHIN_MS, this.stage.stop);
    heading(`${tenant_id}: ${run.workflow}`, `run ${run.id}, ${job_id}`);
    const started = performance.now();
    const outcome = told(await doRun(this.stage, run));
    say(`${outcome} in ${styleText('bold', duration(performance.now() - started))}`);
  }

  #tenant({ tenant_id }: DemoTenant): Promise<TenantDetail> {
    return this.stage.controlPlane.get(`/internal/tenants/${tenant_id}`, TenantDetail);
  }
}

function told(outcome: RunOutcome): string {
  if (outcome.did === 'existing') return `no stack needed: the workspace goes to ${outcome.host}`;
  if (outcome.result === undefined) return 'its seat is free again';
  const made = outcome.did === 'stack' ? '; all nodes are up and report' : '';
  return `${summaryOf(outcome.result.changes)}${made}`;
}

/** Such as `2 × server, 1 × volume`, of names that begin with their kind. */
export function counted(names: readonly string[]): string {
  const kinds = Map.groupBy(names, (name) => name.split(' ')[0] ?? '');
  return [...kinds].map(([kind, group]) => `${group.length} × ${kind}`).join(', ');
}
