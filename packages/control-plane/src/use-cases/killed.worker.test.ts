import { afterAll, afterEach, beforeAll, expect, jest, test } from '@jest/globals';
import type { Caller } from '../caller.ts';
import type { Deps } from '../deps.ts';
import { dbOf } from '../store/db.ts';
import { sweep } from '../sweep/sweep.ts';
import { ControlPlane } from '../testing/control-plane.ts';
import { DyingDatabase } from '../testing/dying-database.ts';
import { GithubSandbox } from '../testing/github-sandbox.ts';
import { jobRow, seedProvision } from '../testing/job-world.ts';
import { LOSES_ALL, testDeps } from '../testing/test-deps.ts';
import { claimJob } from './claim-job.ts';
import { dispatchAttempt } from './dispatch-attempt.ts';
import { takeCallback } from './take-callback.ts';

// A life for each query that it makes.
jest.setTimeout(300_000);

const T0 = Date.now();
const MINUTE = 60_000;
const OPERATOR: Caller = { kind: 'operator' };

let cp: ControlPlane;
let github: GithubSandbox;
beforeAll(async () => {
  github = await GithubSandbox.start();
  cp = await ControlPlane.start(github.vars);
});
afterAll(() => github?.stop());
afterEach(async () => {
  await cp.clear();
  await github.reset();
});

const edges = (ms: number, more: Partial<Deps> = {}) =>
  testDeps(cp, github.vars, T0 + ms, { queue: LOSES_ALL, ...more });

/** A minute of a healthy control plane whose queue brings only what the sweep has asked for. */
async function minute(ms: number): Promise<void> {
  const nudged: { job_id: string; attempt: number }[] = [];
  const queue: Deps['queue'] = { nudge: async (job_id, attempt) => void nudged.push({ job_id, attempt }) };
  await sweep(await edges(ms, { queue }));
  for (const of of nudged) await dispatchAttempt(await edges(ms), of);
}

/** What the run does until it has got through, as the action does it: everything is repeated until it is answered. */
async function runsThrough(deps: Deps, job_id: string): Promise<void> {
  const oidc_token = await github.tokenOf(await github.runOf(job_id));
  await claimJob(deps, { kind: 'open' }, job_id, { oidc_token, attempt: 1 }, 'r');
  await takeCallback(deps, OPERATOR, job_id, { status: 'progress' }, 'r');
  await takeCallback(deps, OPERATOR, job_id, { status: 'completed' }, 'r');
}

/** A job's whole life, and another that waits for its stack. The process may die on the way. */
async function life(deps: Deps, job_id: string, next: string): Promise<void> {
  await dispatchAttempt(deps, { job_id, attempt: 1 });
  await dispatchAttempt(deps, { job_id: next, attempt: 1 });
  await runsThrough(deps, job_id);
}

async function liveAndDie(diesBefore: number): Promise<{ queries: number; died: boolean }> {
  const { job_id, tenant_id } = await seedProvision(cp, 'acme');
  const next = await seedProvision(cp, 'next');
  const dying = new DyingDatabase(cp.env.DB, diesBefore);
  const died = await life(await edges(0, { db: dbOf(dying.d1) }), job_id, next.job_id).then(
    () => false,
    () => true,
  );
  // Long enough for the holder of a lease to be over, and for what never began to be sure.
  for (const ms of [MINUTE + 1, 2 * MINUTE, 4 * MINUTE, 4 * MINUTE + 1, 5 * MINUTE + 2, 5 * MINUTE + 3]) {
    const { status } = await jobRow(cp, job_id);
    if (status === 'completed' && (await jobRow(cp, next.job_id)).status === 'dispatched') break;
    await minute(ms);
    const [run] = await github.runs(job_id);
    const now = (await jobRow(cp, job_id)).status;
    if (run && now !== 'queued' && now !== 'completed') await runsThrough(await edges(ms), job_id);
  }
  expect(await jobRow(cp, job_id)).toMatchObject({ status: 'completed', attempt: 1 });
  expect(await github.runs(job_id)).toHaveLength(1);
  expect(await cp.rows('SELECT kind FROM seats WHERE tenant_id = ?', tenant_id)).toEqual([{ kind: 'tenant' }]);
  expect(await jobRow(cp, next.job_id)).toMatchObject({ status: 'dispatched', attempt: 1 });
  expect(await github.runs(next.job_id)).toHaveLength(1);
  expect(await cp.rows('SELECT job_id FROM stack_leases')).toEqual([{ job_id: next.job_id }]);
  expect(await cp.rows('SELECT * FROM outbox')).toEqual([]);
  for (const action of ['job.dispatching', 'job.claimed', 'job.completed']) {
    const rows = await cp.rows('SELECT 1 FROM audit WHERE action = ? AND job_id = ?', action, job_id);
    expect([action, rows.length]).toEqual([action, action === 'job.dispatching' ? expect.any(Number) : 1]);
  }
  await cp.clear();
  await github.reset();
  return { queries: dying.queries, died };
}

test('wherever the Worker is killed, the job is finished with one run, and the one behind it gets the stack', async () => {
  const whole = await liveAndDie(Number.POSITIVE_INFINITY);
  expect(whole.died).toBe(false);
  expect(whole.queries).toBeGreaterThan(30);
  let died = 0;
  for (let diesBefore = 0; diesBefore < whole.queries; diesBefore++) {
    try {
      if ((await liveAndDie(diesBefore)).died) died++;
    } catch (error) {
      throw new Error(`killed before query ${diesBefore} of ${whole.queries}`, { cause: error });
    }
  }
  expect(died).toBeGreaterThan(whole.queries * 0.9);
});
