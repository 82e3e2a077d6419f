import { beforeAll, expect, jest, test } from '@jest/globals';
import { type LibraryResource, PROVISIONING_MOVES, type ProvisioningStatus } from '@prego/contracts';
import fc from 'fast-check';
import { ApiError } from '../../api-error.ts';
import type { Deps } from '../../deps.ts';
import { sweep } from '../../sweep/sweep.ts';
import { ControlPlane } from '../../testing/control-plane.ts';
import { MADE, reportOf, seedProvisioning } from '../../testing/library-rows.ts';
import { MOODS, type Mood, MoodyRunner } from '../../testing/moody-runner.ts';
import { testDeps } from '../../testing/test-deps.ts';
import { cancelJob } from '../cancel-job.ts';
import { claimJob } from '../claim-job.ts';
import { dispatchAttempt } from '../dispatch-attempt.ts';
import { retryJob } from '../retry-job.ts';
import { takeCallback } from '../take-callback.ts';
import { deleteProvisioning } from './delete-provisioning.ts';
import { returnProvisioning } from './return-provisioning.ts';

// Real D1 under some dozen lives.
jest.setTimeout(600_000);

const OPERATOR = { kind: 'operator', name: 'alice' } as const;
/** Claims answer passwords: a named key is refused them. */
const RUN = { kind: 'operator' } as const;
const NAME = 'My shop';

let cp: ControlPlane;
beforeAll(async () => {
  cp = await ControlPlane.start();
  await cp.env.DB.batch([
    cp.env.DB.prepare('CREATE TABLE provisioning_moves_seen (from_status, to_status)'),
    cp.env.DB.prepare(
      `CREATE TRIGGER provisioning_moves_are_seen AFTER UPDATE OF status ON library_provisionings
       WHEN NEW.status <> OLD.status BEGIN
         INSERT INTO provisioning_moves_seen VALUES (OLD.status, NEW.status); END`,
    ),
  ]);
});

/** With an address: something billed that nobody but the run looks at. */
const THERE: LibraryResource[] = [...MADE, { ...(MADE[3] as LibraryResource), kind: 'primary_ip', id: '401' }];

type Call = { what: string; job: number; left: LibraryResource[] | undefined; mood: Mood };
/** Often nothing, or nothing that costs: a return is tempted to end there. */
const left = fc.oneof(
  ...[undefined, [], THERE.filter(({ kind }) => kind === 'firewall')].map((said) => fc.constant(said)),
  fc.subarray(THERE),
);
const call: fc.Arbitrary<Call> = fc.record({
  what: fc.constantFrom(
    ...['deliver', 'deliver', 'claim', 'claim as the run', 'progress', 'completed', 'completed', 'failed', 'cancelled'],
    ...['retry', 'cancel', 'return', 'return', 'delete', 'sweep', 'the run ends', 'blind'],
  ),
  /** Which of the provisioning's jobs: the newest is 0. */
  job: fc.constantFrom(0, 0, 0, 1, 2),
  /** What is there, as the run says, if it says anything. */
  left,
  mood: fc.constantFrom(...MOODS),
});
const step = fc.record({
  calls: fc.array(call, { minLength: 1, maxLength: 3 }),
  wait: fc.constantFrom(0, 1_000, 20_000, 61_000, 240_000, 1_900_000, 90_000_000),
});

const jobsOf = async (): Promise<string[]> =>
  (await cp.rows<{ job_id: string }>('SELECT job_id FROM provision_jobs ORDER BY rowid DESC')).map(
    ({ job_id }) => job_id,
  );

/** Makes one call; a refusal is an answer like any other. */
async function make(deps: Deps, github: MoodyRunner, id: string, { what, job, left }: Call): Promise<void> {
  const job_id = (await jobsOf())[job];
  if (job_id === undefined) return;
  const library = left && reportOf(left);
  const callback = (status: 'progress' | 'completed' | 'failed' | 'cancelled') =>
    takeCallback(deps, RUN, job_id, { status, ...(library && { library }) }, 'r');
  const asked = { id, name: NAME, request_id: 'r' };
  const run = github.runs.findLast(({ inputs }) => inputs.job_id === job_id);
  const [row] = await cp.rows<{ attempt: number }>('SELECT attempt FROM provision_jobs WHERE job_id = ?', job_id);
  const calls: Record<string, () => Promise<unknown>> = {
    deliver: () => dispatchAttempt(deps, { job_id, attempt: row?.attempt ?? 1 }),
    claim: () => claimJob(deps, RUN, job_id, {}, 'r'),
    'claim as the run': () => claimJob(deps, RUN, job_id, run ? { run_id: run.id } : {}, 'r'),
    progress: () => callback('progress'),
    completed: () => callback('completed'),
    failed: () => callback('failed'),
    cancelled: () => callback('cancelled'),
    retry: () => retryJob(deps, OPERATOR, job_id, 'r'),
    cancel: () => cancelJob(deps, OPERATOR, job_id, 'r'),
    return: () => returnProvisioning(deps, OPERATOR, asked),
    delete: () => deleteProvisioning(deps, OPERATOR, asked),
    sweep: () => sweep(deps),
    'the run ends': async () => run && github.end(run.id, 'failure'),
    blind: async () => {
      github.blind = !github.blind;
    },
  };
  await calls[what]?.().catch((error: unknown) => {
    if (!(error instanceof ApiError) || error.code === 'internal_error') throw error;
  });
}

const ACTIVE = "('queued', 'waiting', 'dispatching', 'dispatched', 'running')";
const OF_ATTEMPT = 'e.provisioning_id = j.provisioning_id AND e.job_id = a.job_id AND e.attempt = a.attempt';
/** Each finds what must never be. */
const BROKEN_PROMISES = [
  // It says what its last job says.
  `SELECT p.status, j.kind, j.status AS job FROM library_provisionings p JOIN provision_jobs j ON j.job_id = p.job_id
     WHERE p.status <> CASE j.kind
       WHEN 'library_provision' THEN CASE WHEN j.status IN ${ACTIVE} THEN 'provisioning' WHEN j.status = 'completed' THEN 'provisioned' ELSE 'provision_failed' END
       ELSE CASE WHEN j.status IN ${ACTIVE} THEN 'returning' WHEN j.status = 'completed' THEN 'returned' ELSE 'return_failed' END END`,
  `SELECT provisioning_id FROM provision_jobs WHERE status IN ${ACTIVE} GROUP BY provisioning_id HAVING COUNT(*) > 1`,
  `SELECT p.status FROM library_provisionings p JOIN provision_jobs j ON j.provisioning_id = p.provisioning_id
     WHERE j.status IN ${ACTIVE} AND j.job_id <> p.job_id`,
  `SELECT status FROM library_provisionings WHERE (ended_at IS NULL) <> (status IN ('provisioning', 'returning'))`,
  // What is returned has nothing, costs nothing and tells nothing.
  `SELECT status FROM library_provisionings WHERE status = 'returned' AND (resources <> '[]' OR secrets <> '{}' OR billed_from IS NOT NULL)`,
  // What a run says that it has made, and Hetzner bills, costs something while it goes on.
  `SELECT status FROM library_provisionings p WHERE status = 'provisioning' AND billed_from IS NULL
     AND EXISTS (SELECT 1 FROM json_each(p.resources) AS r WHERE r.value ->> '$.kind' <> 'firewall')`,
  `SELECT status FROM library_provisionings WHERE deleted_at IS NOT NULL AND secrets <> '{}'`,
  // The history has a beginning of every attempt, and exactly one end of every ended one.
  `SELECT j.job_id, a.attempt FROM provision_jobs j JOIN job_attempts a ON a.job_id = j.job_id
     WHERE (SELECT COUNT(*) FROM library_events e WHERE ${OF_ATTEMPT} AND e.kind LIKE '%executed') <> 1`,
  `SELECT j.job_id, a.attempt, a.status FROM provision_jobs j JOIN job_attempts a ON a.job_id = j.job_id
     WHERE (SELECT COUNT(*) FROM library_events e WHERE ${OF_ATTEMPT}
       AND (e.kind LIKE '%failed' OR e.kind LIKE '%completed')) <> (a.ended_at IS NOT NULL)`,
  "SELECT provisioning_id FROM library_events WHERE kind = 'status_deleted' GROUP BY provisioning_id HAVING COUNT(*) > 1",
];

/** What holds at every moment, whatever was called. */
async function checkWorld(): Promise<void> {
  const all = ['SELECT * FROM provisioning_moves_seen', ...BROKEN_PROMISES].map((sql) => cp.env.DB.prepare(sql));
  const [moves, ...broken] = (await cp.env.DB.batch(all)).map(({ results }) => results);
  for (const { from_status, to_status } of (moves ?? []) as { from_status: ProvisioningStatus; to_status: string }[]) {
    expect(PROVISIONING_MOVES[from_status]).toContain(to_status);
  }
  for (const [i, rows] of broken.entries()) expect([BROKEN_PROMISES[i], rows]).toEqual([BROKEN_PROMISES[i], []]);
}

const statusNow = async () =>
  (await cp.rows<{ status: string }>('SELECT status FROM library_provisionings'))[0]?.status;
const ENDS = ['provisioned', 'provision_failed', 'returned', 'return_failed'];

/** A good GitHub whose runs die without a word, and the minute's sweep: in time it is at one of its four ends. */
async function settles(
  at: (ms: number) => Promise<Deps>,
  github: MoodyRunner,
  nudged: Map<string, number>,
  from: number,
) {
  github.mood = 'told';
  github.blind = false;
  let now = from;
  for (let i = 0; i < 40 && !ENDS.includes((await statusNow()) ?? ''); i++) {
    now += 200_000;
    nudged.clear();
    await sweep(await at(now));
    for (const [job_id, attempt] of [...nudged]) await dispatchAttempt(await at(now), { job_id, attempt });
    for (const { id } of github.runs) github.end(id, 'failure');
  }
  expect(ENDS).toContain(await statusNow());
}

/** Before anything happens by chance, which seldom gets as far as the end of a return: made, and given back but for `left`. */
const MAKES = ['deliver', 'claim', 'completed'];
const GIVES_BACK = ['return', ...MAKES];
const BEGINNINGS = [[], MAKES, [...MAKES, ...GIVES_BACK]];
const lives = fc.tuple(fc.constantFrom(...BEGINNINGS), left, fc.array(step, { minLength: 3, maxLength: 14 }));

test('no sequence of calls, duplicates, deaths and delays leaves it on the way, or breaks a promise', async () => {
  await fc.assert(
    fc.asyncProperty(lives, async ([beginning, left, steps]) => {
      await cp.clear();
      const { provisioning_id } = await seedProvisioning(cp);
      const github = new MoodyRunner();
      const nudged = new Map<string, number>();
      const queue: Deps['queue'] = { nudge: async (job_id, attempt) => void nudged.set(job_id, attempt) };
      const begun = Date.now();
      const at = (ms: number) => testDeps(cp, {}, begun + ms, { workflows: github, queue });
      let now = 0;
      for (const [i, what] of beginning.entries()) {
        const said = i < MAKES.length ? THERE : left;
        await make(await at(now), github, provisioning_id, { what, job: 0, left: said, mood: 'told' });
      }
      // Else nothing is shown by what follows.
      const ends = left?.length === 0 ? 'returned' : 'returning';
      expect(await statusNow()).toBe(['provisioning', 'provisioned', ends][BEGINNINGS.indexOf(beginning)]);
      await checkWorld();
      for (const { calls, wait } of steps) {
        now += wait;
        github.mood = calls[0]?.mood ?? 'told';
        const deps = await Promise.all(calls.map(() => at(now)));
        await Promise.all(calls.map((each, i) => make(deps[i] as Deps, github, provisioning_id, each)));
        await checkWorld();
      }
      await settles(at, github, nudged, now);
      await checkWorld();
    }),
    { numRuns: Number(process.env.PREGO_LIVES ?? 25) },
  );
});
