import { beforeAll, expect, jest, test } from '@jest/globals';
import type { JobStatus } from '@prego/contracts';
import fc from 'fast-check';
import { ApiError } from '../api-error.ts';
import type { Deps } from '../deps.ts';
import { moveKind } from '../state-machine.ts';
import { sweep } from '../sweep/sweep.ts';
import { ControlPlane } from '../testing/control-plane.ts';
import { seedNode, seedProvision } from '../testing/job-world.ts';
import { MOODS, type Mood, MoodyRunner } from '../testing/moody-runner.ts';
import { testDeps } from '../testing/test-deps.ts';
import { cancelJob } from './cancel-job.ts';
import { claimJob } from './claim-job.ts';
import { dispatchAttempt } from './dispatch-attempt.ts';
import { retryJob } from './retry-job.ts';
import { takeCallback } from './take-callback.ts';

// Real D1 under some hundred lives.
jest.setTimeout(300_000);

const OPERATOR = { kind: 'operator' } as const;
const NODE = 'sg-s-22222222';
/** Two make servers on one stack, one lives on a node that is there. */
const JOBS = ['job_a', 'job_b', 'job_c'];

let cp: ControlPlane;
beforeAll(async () => {
  cp = await ControlPlane.start();
  await cp.env.DB.batch([
    cp.env.DB.prepare('CREATE TABLE moves_seen (job_id, from_status, to_status, attempts)'),
    cp.env.DB.prepare(
      `CREATE TRIGGER moves_are_seen AFTER UPDATE OF status ON provision_jobs BEGIN
         INSERT INTO moves_seen VALUES (NEW.job_id, OLD.status, NEW.status, NEW.attempt - OLD.attempt); END`,
    ),
  ]);
});

type Call = { what: string; job: number; attempt: number; mood: Mood };
const call: fc.Arbitrary<Call> = fc.record({
  what: fc.constantFrom(
    ...['deliver', 'deliver', 'claim', 'claim as the run', 'progress', 'release', 'completed', 'failed', 'cancelled'],
    ...['retry', 'cancel', 'sweep', 'the run ends', 'blind', 'node fails'],
  ),
  job: fc.integer({ min: 0, max: JOBS.length - 1 }),
  attempt: fc.integer({ min: 1, max: 3 }),
  mood: fc.constantFrom(...MOODS),
});
/** Calls that come at once, and how long it takes until the next. */
const step = fc.record({
  calls: fc.array(call, { minLength: 1, maxLength: 3 }),
  wait: fc.constantFrom(0, 1_000, 20_000, 61_000, 240_000, 1_900_000, 90_000_000),
});

/** Makes one call; a refusal is an answer like any other. */
async function make(deps: Deps, github: MoodyRunner, nudged: Map<string, number>, { what, job, attempt }: Call) {
  const job_id = JOBS[job] as string;
  const callback = (status: 'progress' | 'completed' | 'failed' | 'cancelled', lease_released = false) =>
    takeCallback(deps, OPERATOR, job_id, { status, attempt, lease_released }, 'r');
  const run = github.runs.findLast(({ inputs }) => inputs.job_id === job_id);
  const calls: Record<string, () => Promise<unknown>> = {
    deliver: () => dispatchAttempt(deps, { job_id, attempt: nudged.get(job_id) ?? attempt }),
    claim: () => claimJob(deps, OPERATOR, job_id, { attempt }, 'r'),
    'claim as the run': () => claimJob(deps, OPERATOR, job_id, run ? { run_id: run.id } : {}, 'r'),
    progress: () => callback('progress'),
    release: () => callback('progress', true),
    completed: () => callback('completed'),
    failed: () => callback('failed'),
    cancelled: () => callback('cancelled'),
    retry: () => retryJob(deps, OPERATOR, job_id, 'r'),
    cancel: () => cancelJob(deps, OPERATOR, job_id, 'r'),
    sweep: () => sweep(deps),
    'the run ends': async () => run && github.end(run.id, 'failure'),
    blind: async () => {
      github.blind = !github.blind;
    },
    'node fails': () => cp.env.DB.prepare("UPDATE nodes SET status = 'failed' WHERE job_id = 'job_other'").run(),
  };
  await calls[what]?.().catch((error: unknown) => {
    if (!(error instanceof ApiError) || error.code === 'internal_error') throw error;
  });
}

const ACTIVE_ON_STACK = "stack IS NOT NULL AND status IN ('dispatching', 'dispatched')";
/** Each finds what must never be. */
const BROKEN_PROMISES = [
  // One run per stack: whoever is with GitHub and has not begun holds it.
  `SELECT job_id, status FROM provision_jobs j WHERE ${ACTIVE_ON_STACK}
     AND NOT EXISTS (SELECT 1 FROM stack_leases l WHERE l.stack = j.stack AND l.job_id = j.job_id AND l.attempt = j.attempt)`,
  `SELECT l.stack, j.status FROM stack_leases l JOIN provision_jobs j ON j.job_id = l.job_id
     WHERE j.attempt <> l.attempt OR j.status NOT IN ('dispatching', 'dispatched', 'running')`,
  // Whatever is to be sent or looked up is on the list, and nothing else is.
  `SELECT job_id, status FROM provision_jobs j WHERE status IN ('queued', 'dispatching')
     AND NOT EXISTS (SELECT 1 FROM outbox o WHERE o.job_id = j.job_id AND o.attempt = j.attempt AND o.dead = 0)`,
  `SELECT o.job_id, j.status FROM outbox o JOIN provision_jobs j ON j.job_id = o.job_id
     WHERE o.dead = 0 AND j.status NOT IN ('queued', 'dispatching')`,
  "SELECT job_id, status FROM provision_jobs WHERE (status = 'waiting') <> (waits_for IS NOT NULL)",
  "SELECT job_id FROM provision_jobs WHERE (status IN ('completed', 'failed', 'cancelled')) <> (ended_at IS NOT NULL)",
  `SELECT j.job_id, a.status FROM provision_jobs j
     LEFT JOIN job_attempts a ON a.job_id = j.job_id AND a.attempt = j.attempt WHERE j.rev > 0 AND a.status IS NOT j.status`,
  // Tenant and seat say what the job says.
  `SELECT t.tenant_id, t.status, j.status AS job FROM tenants t JOIN provision_jobs j ON j.tenant_id = t.tenant_id
     WHERE (t.status = 'active') <> (j.status = 'completed')`,
  `SELECT s.tenant_id FROM seats s JOIN provision_jobs j ON j.job_id = s.job_id WHERE (s.kind = 'tenant') <> (j.status = 'completed')`,
  `SELECT job_id, status FROM provision_jobs j WHERE status NOT IN ('failed', 'cancelled')
     AND NOT EXISTS (SELECT 1 FROM seats s WHERE s.job_id = j.job_id)`,
];

/** What holds at every moment, whatever was called. */
async function checkWorld(): Promise<void> {
  const all = ['SELECT * FROM moves_seen', ...BROKEN_PROMISES].map((sql) => cp.env.DB.prepare(sql));
  const [moves, ...broken] = (await cp.env.DB.batch(all)).map(({ results }) => results);
  for (const { from_status, to_status, attempts } of (moves ?? []) as SeenMove[]) {
    const kind = moveKind(from_status, to_status);
    expect([from_status, to_status, kind]).toEqual([from_status, to_status, expect.any(String)]);
    expect(attempts).toBe(kind === 'retry' ? 1 : 0);
  }
  for (const [i, rows] of broken.entries()) expect([BROKEN_PROMISES[i], rows]).toEqual([BROKEN_PROMISES[i], []]);
}
interface SeenMove {
  from_status: JobStatus;
  to_status: JobStatus;
  attempts: number;
}

/** A good GitHub and the minute's sweep: in time every job is over, or with a run that goes on. */
async function settles(
  at: (ms: number) => Promise<Deps>,
  github: MoodyRunner,
  nudged: Map<string, number>,
  from: number,
) {
  github.mood = 'told';
  github.blind = false;
  await cp.env.DB.prepare(
    "UPDATE nodes SET status = 'ready' WHERE job_id = 'job_other' AND status = 'provisioning'",
  ).run();
  const stuck =
    "SELECT job_id, status, waits_for FROM provision_jobs WHERE status IN ('queued', 'waiting', 'dispatching')";
  let now = from;
  for (let i = 0; i < 40; i++) {
    now += 200_000;
    nudged.clear();
    await sweep(await at(now));
    for (const [job_id, attempt] of [...nudged]) await dispatchAttempt(await at(now), { job_id, attempt });
    for (const { id } of github.runs) github.end(id, 'failure');
    if ((await cp.rows(stuck)).length === 0) return;
  }
  expect(await cp.rows(stuck)).toEqual([]);
}

test('no sequence of calls, duplicates and delays leaves the table, breaks a promise or leaves a job behind', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 3, maxLength: 14 }), async (steps) => {
      await cp.clear();
      await seedNode(cp, NODE);
      await seedProvision(cp, 'a');
      await seedProvision(cp, 'b');
      await seedProvision(cp, 'c', { on: NODE, waits: true });
      const github = new MoodyRunner();
      const nudged = new Map<string, number>();
      const queue: Deps['queue'] = { nudge: async (job_id, attempt) => void nudged.set(job_id, attempt) };
      const begun = Date.now();
      const at = (ms: number) => testDeps(cp, {}, begun + ms, { workflows: github, queue });
      let now = 0;
      for (const { calls, wait } of steps) {
        now += wait;
        github.mood = calls[0]?.mood ?? 'told';
        const deps = await Promise.all(calls.map(() => at(now)));
        await Promise.all(calls.map((each, i) => make(deps[i] as Deps, github, nudged, each)));
        await checkWorld();
      }
      await settles(at, github, nudged, now);
      await checkWorld();
    }),
    { numRuns: Number(process.env.PREGO_LIVES ?? 25) },
  );
});
