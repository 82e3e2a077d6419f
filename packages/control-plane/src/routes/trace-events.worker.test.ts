import { beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { TRACE_DATA_MAX_BYTES, TRACE_EVENTS_MAX, TRACE_EVENTS_PER_ATTEMPT } from '@prego/contracts';
import { ControlPlane } from '../testing/control-plane.ts';
import { event, JOB, seedAttempt, seedJob } from '../testing/story-rows.ts';

let cp: ControlPlane;
let token: string;
beforeAll(async () => {
  cp = await ControlPlane.start();
});
beforeEach(async () => {
  await cp.clear();
  await seedJob(cp);
  token = await seedAttempt(cp);
});

const post = (events: unknown[], as: 'operator' | { token: string } = { token }) =>
  cp.call('POST', '/internal/trace-events', { as, body: { events } });
const stored = () => cp.rows('SELECT * FROM trace_events ORDER BY event_id');

describe('posting events', () => {
  test('writes them with when they happened and when they came, and hears of the attempt', async () => {
    const before = Date.now();
    const data = { server: 'sg-s-22222222' };
    expect(await post([event('started', 4, { data }), event('done', 4)])).toMatchObject({
      status: 200,
      body: { accepted: 2, repeated: 0, refused: [] },
    });
    const rows = await stored();
    expect(rows).toMatchObject([
      { ...event('started', 4), trace_id: JOB.trace_id, data: JSON.stringify(data) },
      { ...event('done', 4), trace_id: JOB.trace_id, data: '{}' },
    ]);
    expect(rows[0]?.recorded_at).toBeGreaterThanOrEqual(before);
    const [attempt] = await cp.rows('SELECT heard_at FROM job_attempts');
    expect(attempt?.heard_at).toBe(rows[0]?.recorded_at);
  });

  test('keeps the time of a clock that is wrong by days', async () => {
    const at = Date.now() + 3 * 86_400_000;
    await post([event('done', 4, { at })]);
    const [row] = await stored();
    expect(row?.at).toBe(at);
    expect(row?.recorded_at).toBeLessThan(at - 2 * 86_400_000);
  });

  test('a repeat changes nothing: the first stays, in one post or in several', async () => {
    await post([event('done', 4, { data: { first: true } })]);
    const again = event('done', 4, { at: 9, data: { first: false } });
    expect((await post([again, again])).body).toEqual({ accepted: 0, repeated: 2, refused: [] });
    expect(await stored()).toMatchObject([{ at: 1004, data: '{"first":true}' }]);
  });

  test('50 equal posts at once give one row each', async () => {
    const events = [event('started', 5), event('done', 5), event('done', 7)];
    const answers = await Promise.all(Array.from({ length: 50 }, () => post(events)));
    expect(answers.map(({ status }) => status)).toEqual(Array(50).fill(200));
    expect(answers.reduce((sum, { body }) => sum + body.accepted, 0)).toBe(3);
    expect(await stored()).toHaveLength(3);
    expect(await cp.rows('SELECT name FROM funnel_events')).toHaveLength(2);
  });

  test('an event of a job that is not known is refused by its place, and the others are kept', async () => {
    const other = { job_id: 'job_gone' };
    const { status, body } = await post([event('done', 4), event('done', 5, other), event('done', 6)], 'operator');
    expect(status).toBe(200);
    expect(body).toMatchObject({ accepted: 2, refused: [{ index: 1, code: 'job_not_found' }] });
    expect(await stored()).toHaveLength(2);
  });

  test.each([
    ['an attempt that has not begun', { attempt: 2 }, 'not_found'],
    ["another job's trace", { trace_id: 'trace_other' }, 'conflict'],
  ])('%s is refused by its place', async (_, more, code) => {
    const { body } = await post([event('done', 4, more)], 'operator');
    expect(body).toMatchObject({ accepted: 0, refused: [{ index: 0, code }] });
    expect(await stored()).toEqual([]);
  });

  test("an attempt's story has an end: what is more is refused", async () => {
    await cp.env.DB.prepare(
      `WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ${TRACE_EVENTS_PER_ATTEMPT - 1})
       INSERT INTO trace_events (trace_id, job_id, attempt, stage, status, at, recorded_at)
       SELECT 'trace_01story', 'job_01story', 1, 'engine.r' || i, 'done', 1, 1 FROM n`,
    ).run();
    const { body } = await post([event('done', 4), event('done', 5)]);
    expect(body).toMatchObject({ accepted: 1, refused: [{ index: 1, code: 'payload_too_large' }] });
  });

  test('what looks like a secret is not stored', async () => {
    await post([event('failed', 4, { data: { error_message: `bad ghp_${'a1B2'.repeat(9)}`, hcloud_token: 'x' } })]);
    expect(await stored()).toMatchObject([{ data: '{"error_message":"bad ***","hcloud_token":"***"}' }]);
  });
});

describe('a post is refused', () => {
  test("for another job or another attempt than the token's own, altogether", async () => {
    await seedJob(cp, { job_id: 'job_other', trace_id: 'trace_other', tenant_id: 'other', attempt: 2 });
    for (const more of [{ job_id: 'job_other' }, { attempt: 2 }]) {
      const answer = await post([event('done', 4), event('done', 5, more)]);
      expect(answer).toMatchObject({ status: 403, body: { error: { code: 'forbidden' } } });
    }
    expect(await stored()).toEqual([]);
  });

  test.each([
    ['without a credential', 401, 'nobody'],
    ["with the gateway's", 403, 'gateway'],
  ] as const)('%s', async (_, status, as) => {
    const body = { events: [event('done', 4)] };
    expect((await cp.call('POST', '/internal/trace-events', { as, body })).status).toBe(status);
  });

  test.each([
    ['without events', [], 'events'],
    ['with too many', Array(TRACE_EVENTS_MAX + 1).fill(event('done', 4)), 'events'],
    ['with a status of no kind', [event('maybe', 4)], 'events.0.status'],
    ['with a stage of no form', [event('done', 4, { stage: 'UI STEP' })], 'events.0.stage'],
    ['with a time that is none', [event('done', 4, { at: 'now' })], 'events.0.at'],
    ['skipping a UI step without a reason', [event('skipped', 7)], 'events.0.data.reason'],
    [
      'skipping one for a reason of its own',
      [event('skipped', 7, { data: { reason: 'lazy' } })],
      'events.0.data.reason',
    ],
    ['with too much data', [event('done', 4, { data: { text: 'x'.repeat(TRACE_DATA_MAX_BYTES) } })], 'events.0.data'],
  ])('%s', async (_, events, field) => {
    const { status, body } = await post(events);
    expect({ status, code: body.error?.code }).toEqual({ status: 400, code: 'invalid_request' });
    expect(body.error.message).toContain(`${field}:`);
  });
});

/** When a job whose clock says `at` has reached its milestone, and when that was heard. */
async function tellOf(job_id: string, at: number) {
  await seedJob(cp, { job_id, trace_id: 'trace_ahead', tenant_id: 'ahead' });
  await post([event('done', 5, { job_id, at })], 'operator');
  const [row] = await cp.rows<{ at: number; recorded_at: number }>(
    "SELECT f.at, t.recorded_at FROM funnel_events AS f JOIN trace_events AS t USING (trace_id) WHERE trace_id = 'trace_ahead'",
  );
  return row ?? { at: 0, recorded_at: -1 };
}

test('milestones are derived as the events come, once, and from a way in only', async () => {
  await post([
    event('done', 3),
    event('done', 5, { at: 50 }),
    event('skipped', 7, { data: { reason: 'dns_unchanged' } }),
  ]);
  await post([event('skipped', 5, { at: 90, data: { reason: 'already_done' } }), event('failed', 10)]);
  const milestones = await cp.rows('SELECT name, tenant_id, at FROM funnel_events ORDER BY at, name');
  expect(milestones).toEqual([
    { name: 'server_ready', tenant_id: 'acme', at: 50 },
    { name: 'dispatched', tenant_id: 'acme', at: 1003 },
    { name: 'address_ready', tenant_id: 'acme', at: 1007 },
  ]);
  // By a clock that is days ahead: it counts as reached when that was heard.
  const { at, recorded_at } = await tellOf('job_ahead', Date.now() + 5 * 86_400_000);
  expect(at).toBe(recorded_at);
  await seedJob(cp, { job_id: 'job_back', trace_id: 'trace_back', tenant_id: 'b', kind: 'return' });
  await post([event('done', 7, { job_id: 'job_back' })], 'operator');
  expect(await cp.rows("SELECT name FROM funnel_events WHERE trace_id = 'trace_back'")).toEqual([]);
});
