import { beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { drizzle } from 'drizzle-orm/d1';
import { ControlPlane } from '../testing/control-plane.ts';
import { countingDatabase } from '../testing/counting-database.ts';
import { event, JOB, launchToken, seedAttempt, seedJob, seedTenant } from '../testing/story-rows.ts';
import { readEstimate } from '../use-cases/read-estimate.ts';

let cp: ControlPlane;
/** Grows from test to test: an isolate remembers what it has told of an attempt that was begun then. */
let begun = 1_700_000_000_000;
beforeAll(async () => {
  cp = await ControlPlane.start();
});
beforeEach(async () => {
  await cp.clear();
  begun += 1_000_000;
});

let made = 0;
/** Jobs that took so many seconds each and ended before `begun`, completed at the first attempt unless told otherwise. */
async function ran(seconds: readonly number[], more: Record<string, unknown> = {}): Promise<void> {
  const rows = seconds.map((s, i) => {
    const [id, ended_at] = [`${++made}`, begun - 1000 - i];
    const ids = { job_id: `job_past${id}`, trace_id: `trace_past${id}`, tenant_id: `past-${id}` };
    const like = { kind: 'provision', status: 'completed', region: 'sg', infra_mode: 'use_existing' };
    const times = { created_at: ended_at - s * 1000, updated_at: ended_at, ended_at };
    return { ...ids, ...like, ...times, created_by: 'operator', ...more };
  });
  await cp.insert('provision_jobs', ...rows);
}

/** The customer's own sign-up, begun then. */
async function signedUp(job: Record<string, unknown> = {}, tenant: Record<string, unknown> = {}): Promise<void> {
  await seedTenant(cp, tenant);
  await seedJob(cp, { created_at: begun, ...job });
}

const look = async (headers: Record<string, string> = {}) =>
  await cp.call('GET', '/v1/launch', { as: { token: await launchToken() }, headers });
const estimate = async () => (await look()).body.estimate;

describe('how long it will take', () => {
  test('is told by past sign-ups of the region', async () => {
    await ran([10, 20, 30, 40, 300]);
    await ran([900, 900, 900, 900, 900], { region: 'eu' });
    await signedUp();
    expect(await estimate()).toEqual({ started_at: begun, typical_s: 30, slow_s: 300, runs: 5 });
  });

  test('is told by those of all regions where its own has fewer than five', async () => {
    await ran([10, 20, 30, 40]);
    await ran([50], { region: 'eu' });
    await ran([60, 70], { region: 'us' });
    await signedUp();
    expect(await estimate()).toEqual({ started_at: begun, typical_s: 40, slow_s: 70, runs: 7 });
  });

  test('is not told by fewer than five', async () => {
    await ran([10, 20, 30, 40]);
    await signedUp();
    expect(await estimate()).toBeNull();
  });

  test.each([
    ['took another kind of server', { infra_mode: 'create_new_server' }],
    ['had servers of their own', { infra_mode: 'create_new_server', dedicated: 1 }],
    ['needed a second attempt', { attempt: 2 }],
    ['failed', { status: 'failed' }],
    ['were cancelled', { status: 'cancelled' }],
    ['were returns', { kind: 'return' }],
  ])('is not told by jobs that %s', async (_, more) => {
    await ran([1, 1, 1, 1, 1], more);
    await signedUp();
    expect(await estimate()).toBeNull();
  });

  test('is told by their like to those who get a server, and to those who get three', async () => {
    await ran([100, 100, 100, 100, 100], { infra_mode: 'create_new_server' });
    await ran([200, 200, 200, 200, 200], { infra_mode: 'create_new_server', dedicated: 1 });
    await signedUp({ infra_mode: 'create_new_server' });
    expect(await estimate()).toMatchObject({ typical_s: 100, runs: 5 });
    await cp.rows('UPDATE provision_jobs SET dedicated = 1 WHERE job_id = ?', JOB.job_id);
    expect(await estimate()).toMatchObject({ typical_s: 200, runs: 5 });
  });

  test('is that of before the sign-up: what ends meanwhile does not move it', async () => {
    await ran([10, 10, 10, 10, 10]);
    await signedUp();
    const first = await look();
    await ran([800, 800, 800, 800, 800, 800], { ended_at: begun + 1 });
    const again = await look({ 'if-none-match': first.headers.get('etag') ?? '' });
    expect(again.status).toBe(304);
    // Another isolate has to tell the same, or the tag would change with whoever answers.
    const elsewhere = await readEstimate(
      { db: drizzle(cp.env.DB), config: {} as never },
      { infra_mode: 'use_existing', dedicated: null, region: 'sg' },
      begun,
    );
    expect(first.body.estimate).toEqual(elsewhere);
  });

  test('counts from the retry where it was started again', async () => {
    await ran([10, 10, 10, 10, 10]);
    await signedUp({ created_at: begun - 900_000, attempt: 2 });
    await seedAttempt(cp, 1, { status: 'failed', created_at: begun - 900_000 });
    await seedAttempt(cp, 2, { created_at: begun });
    expect(await estimate()).toMatchObject({ started_at: begun, typical_s: 10 });
  });

  test.each([
    ['open', 'completed', 'active'],
    ['failed', 'failed', 'failed'],
    ['stopped', 'cancelled', 'failed'],
    ['closed', 'completed', 'returned'],
  ])('is not told of what is %s', async (shown, job, tenant) => {
    await ran([10, 10, 10, 10, 10]);
    await signedUp({ status: job }, { status: tenant });
    expect((await look()).body).toMatchObject({ status: shown, estimate: null });
  });

  test('is not told of a tenant without a job', async () => {
    await seedTenant(cp);
    expect((await look()).body).toMatchObject({ status: 'preparing', estimate: null });
  });
});

describe('what it costs', () => {
  test('600 rows of an index at most for the first look at an attempt, and none for those after it', async () => {
    for (const region of ['sg', 'us', 'eu']) {
      await cp.env.DB.prepare(
        `WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 3000)
         INSERT INTO provision_jobs (job_id, kind, status, trace_id, region, infra_mode, created_by, created_at, updated_at, ended_at, attempt)
         SELECT 'job_' || ?1 || i, 'provision', iif(i % 3, 'completed', 'failed'), 'trace_' || ?1 || i, ?1,
                iif(i % 2, 'use_existing', 'create_new_server'), 'operator', ?2 - 90000 - i, 1, ?2 - i, 1 + (i % 5 = 0) FROM n`,
      )
        .bind(region, begun)
        .run();
    }
    const { database, counts } = countingDatabase(cp);
    const deps = { db: drizzle(database), config: {} as never };
    const job = { infra_mode: 'use_existing', dedicated: null, region: 'sg' } as const;
    expect(await readEstimate(deps, job, begun)).toMatchObject({ typical_s: 90, runs: 200 });
    expect(counts.roundTrips).toBe(1);
    expect(counts.rowsRead).toBeLessThanOrEqual(603);
    expect(counts.rowsRead).toBeGreaterThanOrEqual(200);
    const after = { ...counts };
    expect(await readEstimate(deps, job, begun)).toMatchObject({ runs: 200 });
    expect(counts).toEqual(after);
  });

  test('no answer to a page that asks again while nothing has happened', async () => {
    await ran([10, 10, 10, 10, 10]);
    await signedUp();
    const tag = (await look()).headers.get('etag') ?? '';
    for (let i = 0; i < 3; i++) expect((await look({ 'if-none-match': tag })).status).toBe(304);
    await cp.post('/internal/trace-events', { events: [event('started', 4)] });
    expect((await look({ 'if-none-match': tag })).status).toBe(200);
  });
});
