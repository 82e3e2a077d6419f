import { beforeAll, expect, jest, test } from '@jest/globals';
import type { Deps } from '../../deps.ts';
import { dbOf } from '../../store/db.ts';
import { sweep } from '../../sweep/sweep.ts';
import { ControlPlane } from '../../testing/control-plane.ts';
import { DyingDatabase } from '../../testing/dying-database.ts';
import { LibraryBench } from '../../testing/library-bench.ts';
import { MADE, reportOf } from '../../testing/library-rows.ts';
import { bodyOf } from '../../testing/library-wish.ts';
import { MoodyRunner } from '../../testing/moody-runner.ts';
import { LOSES_ALL, testDeps } from '../../testing/test-deps.ts';
import { claimJob } from '../claim-job.ts';
import { dispatchAttempt } from '../dispatch-attempt.ts';
import { takeCallback } from '../take-callback.ts';
import { createProvisioning } from './create-provisioning.ts';
import { returnProvisioning } from './return-provisioning.ts';

// A life for each query that it makes.
jest.setTimeout(600_000);

const OPERATOR = { kind: 'operator' } as const;
const MINUTE = 60_000;
const T0 = Date.now();

const ASKED = { ...bodyOf(), key: 'k-1', request_id: 'r' };

const bench = new LibraryBench();
let cp: ControlPlane;
beforeAll(async () => {
  cp = await ControlPlane.start();
  bench.cp = cp;
  await bench.reportInventory();
});
/** All but what automation has seen. */
const LIVED = [
  ...['library_provisionings', 'library_events', 'provision_jobs', 'job_attempts', 'outbox', 'stack_leases'],
  ...['trace_events', 'audit', 'settings'],
];
const forget = () => cp.env.DB.batch(LIVED.map((table) => cp.env.DB.prepare(`DELETE FROM ${table}`)));

const edges = (ms: number, github: MoodyRunner, more: Partial<Deps> = {}) =>
  testDeps(cp, {}, T0 + ms, { queue: LOSES_ALL, workflows: github, ...more });

/** A minute of a healthy control plane whose queue brings only what the sweep has asked for. */
async function minute(ms: number, github: MoodyRunner): Promise<void> {
  const nudged: { job_id: string; attempt: number }[] = [];
  const queue: Deps['queue'] = { nudge: async (job_id, attempt) => void nudged.push({ job_id, attempt }) };
  await sweep(await edges(ms, github, { queue }));
  for (const of of nudged) await dispatchAttempt(await edges(ms, github), of);
}

/** What the run does until it has got through: everything is repeated until it is answered. */
async function runsThrough(deps: Deps, github: MoodyRunner, job_id: string, left: typeof MADE): Promise<void> {
  const run = github.runs.find(({ inputs }) => inputs.job_id === job_id);
  if (!run) return;
  await claimJob(deps, OPERATOR, job_id, { run_id: run.id }, 'r');
  await takeCallback(deps, OPERATOR, job_id, { status: 'progress', library: reportOf(MADE) }, 'r');
  await takeCallback(deps, OPERATOR, job_id, { status: 'completed', library: reportOf(left) }, 'r');
}

async function through(deps: Deps, github: MoodyRunner, job_id: string, left: typeof MADE): Promise<void> {
  await dispatchAttempt(deps, { job_id, attempt: 1 });
  await runsThrough(deps, github, job_id, left);
}

interface Way {
  /** What stands before; answers the provisioning, if there is one yet. */
  readonly before: () => Promise<string | undefined>;
  /** What somebody asks for, now or again: answers the job that does it, and the provisioning. */
  readonly ask: (deps: Deps, id: string | undefined) => Promise<{ provisioning_id: string; job_id: string }>;
  /** What is there at its end. */
  readonly left: typeof MADE;
  readonly end: string;
  readonly kinds: readonly string[];
}

const MAKING: Way = {
  before: async () => undefined,
  ask: (deps) => createProvisioning(deps, OPERATOR, ASKED),
  ...{ left: MADE, end: 'provisioned', kinds: ['provisioning_executed', 'provisioning_completed'] },
};
const RETURNING: Way = {
  before: async () => (await bench.provisioned()).provisioning_id,
  ask: async (deps, id = '') =>
    (await returnProvisioning(deps, OPERATOR, { id, name: 'My shop', request_id: 'r' })).answer,
  ...{ left: [], end: 'returned', kinds: [...MAKING.kinds, 'return_executed', 'return_completed'] },
};

async function liveAndDie(way: Way, diesBefore: number): Promise<{ queries: number; died: boolean }> {
  const known = await way.before();
  const github = new MoodyRunner();
  const dying = new DyingDatabase(cp.env.DB, diesBefore);
  const deps = await edges(0, github, { db: dbOf(dying.d1) });
  const died = await way
    .ask(deps, known)
    .then(({ job_id }) => through(deps, github, job_id, way.left))
    .then(
      () => false,
      () => true,
    );
  // Whoever got no answer asks again, and is answered as before; runs go on where it died, the sweep does the rest.
  const { provisioning_id: id, job_id } = await way.ask(await edges(1, github), known);
  for (let ms = MINUTE + 1; (await bench.row(id)).status !== way.end && ms < 12 * MINUTE; ms += MINUTE) {
    await minute(ms, github);
    const [job] = await cp.rows<{ status: string }>('SELECT status FROM provision_jobs WHERE job_id = ?', job_id);
    const isSent = ['dispatching', 'dispatched', 'running'].includes(job?.status ?? '');
    if (isSent) await runsThrough(await edges(ms, github), github, job_id, way.left);
  }
  expect(await bench.row(id)).toMatchObject({ status: way.end, resources: JSON.stringify(way.left) });
  // One run, one end, and every event once.
  expect(github.runs).toHaveLength(1);
  expect(await cp.rows('SELECT status, attempt FROM provision_jobs WHERE job_id = ?', job_id)).toEqual([
    { status: 'completed', attempt: 1 },
  ]);
  expect(await bench.kinds(id)).toEqual(way.kinds);
  expect(await cp.rows('SELECT 1 FROM outbox')).toEqual([]);
  expect(await cp.rows('SELECT 1 FROM stack_leases WHERE job_id IS NOT NULL')).toEqual([]);
  await forget();
  return { queries: dying.queries, died };
}

test.each([
  ['made', MAKING],
  ['given back', RETURNING],
])('wherever the Worker is killed, a provisioning is %s once, and nothing is left on the way', async (_, way) => {
  const whole = await liveAndDie(way, Number.POSITIVE_INFINITY);
  expect(whole.died).toBe(false);
  expect(whole.queries).toBeGreaterThan(30);
  let died = 0;
  for (let diesBefore = 0; diesBefore < whole.queries; diesBefore++) {
    try {
      if ((await liveAndDie(way, diesBefore)).died) died++;
    } catch (error) {
      throw new Error(`killed before query ${diesBefore} of ${whole.queries}`, { cause: error });
    }
  }
  expect(died).toBeGreaterThan(whole.queries * 0.9);
});
