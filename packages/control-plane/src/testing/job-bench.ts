import { afterAll, afterEach, beforeAll, expect, jest } from '@jest/globals';
import type { Deps } from '../deps.ts';
import { type Db, dbOf } from '../store/db.ts';
import { dispatchAttempt } from '../use-cases/dispatch-attempt.ts';
import { ControlPlane } from './control-plane.ts';
import { GithubSandbox, type SandboxRun } from './github-sandbox.ts';
import { deliver, jobRow, reaches, type SeededJob, seedProvision } from './job-world.ts';
import { testDeps } from './test-deps.ts';

type Seed = Parameters<typeof seedProvision>[2];

/** A control plane on workerd that dispatches to the sandbox's GitHub, for the tests of one file. */
export class JobBench {
  cp!: ControlPlane;
  github!: GithubSandbox;
  /** Whom the use cases that a test called itself have asked the queue to bring back. */
  nudges: string[] = [];
  /** When the tests began: `edges(ms)` is so much later. */
  readonly begun = Date.now();

  /** The edges of a use case that a test calls itself. */
  edges = (ms: number, more: Partial<Deps> = {}): Promise<Deps> =>
    testDeps(this.cp, this.github.vars, this.begun + ms, {
      queue: { nudge: async (jobId) => void this.nudges.push(jobId) },
      ...more,
    });

  /** What the consumer does with a message of a job's first attempt. */
  send = async (job_id: string, ms = 0): Promise<void> =>
    await dispatchAttempt(await this.edges(ms), { job_id, attempt: 1 });

  post = (job_id: string, what: string, body: unknown, token?: string) =>
    this.cp.call('POST', `/internal/provision-jobs/${job_id}/${what}`, { body, ...(token && { as: { token } }) });

  claimBy = async (job_id: string, run: SandboxRun, more: object = {}) => {
    const body = { oidc_token: await this.github.tokenOf(run), ...more };
    return await this.cp.call('POST', `/internal/provision-jobs/${job_id}/claim`, { as: 'nobody', body });
  };

  /** A job that the queue has brought and whose run has claimed it. */
  running = async (name: string, job: Seed = {}) => {
    const seeded = await seedProvision(this.cp, name, job);
    await deliver(this.cp, seeded.job_id);
    await reaches(this.cp, seeded.job_id, 'dispatched');
    return await this.#claimed(seeded);
  };

  /** The same without the queue: claimed and not heard of since. */
  silent = async (name: string, job: Seed = {}) => {
    const seeded = await seedProvision(this.cp, name, job);
    await this.send(seeded.job_id);
    return await this.#claimed(seeded);
  };

  job = (job_id: string) => jobRow(this.cp, job_id);
  tenant = ({ tenant_id }: Pick<SeededJob, 'tenant_id'>) => this.#one('tenants WHERE tenant_id = ?', tenant_id);
  seat = ({ tenant_id }: Pick<SeededJob, 'tenant_id'>) => this.#one('seats WHERE tenant_id = ?', tenant_id);
  node = (node_id: string) => this.#one('nodes WHERE node_id = ?', node_id);
  outbox = (job_id: string) => this.#one('outbox WHERE job_id = ?', job_id);
  attempt = (job_id: string) => this.#one('job_attempts WHERE job_id = ?', job_id);
  lease = () => this.#one('stack_leases');
  get db(): Db {
    return dbOf(this.cp.env.DB);
  }
  sql = (sql: string, ...values: unknown[]) =>
    this.cp.env.DB.prepare(sql)
      .bind(...values)
      .run();

  async #one(from: string, ...values: unknown[]) {
    return (await this.cp.rows(`SELECT * FROM ${from}`, ...values))[0];
  }

  async #claimed(seeded: SeededJob) {
    const { job_id } = seeded;
    const run = await this.github.runOf(job_id);
    const claim = await this.claimBy(job_id, run);
    expect(claim.status).toBe(200);
    const report = (body: unknown) => this.post(job_id, 'callback', body, claim.body.token);
    return { ...seeded, run, claim: claim.body, report };
  }
}

/** A bench that starts and stops with the test file, and is empty before each test. */
export function jobBench(): JobBench {
  // Real processes on whatever machine this is.
  jest.setTimeout(60_000);
  const bench = new JobBench();
  beforeAll(async () => {
    bench.github = await GithubSandbox.start();
    bench.cp = await ControlPlane.start(bench.github.vars);
  });
  afterEach(async () => {
    bench.nudges = [];
    await bench.cp.clear();
    await bench.github.reset();
  });
  afterAll(() => bench.github?.stop());
  return bench;
}
