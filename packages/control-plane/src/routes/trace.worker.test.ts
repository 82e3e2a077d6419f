import { beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { ProvisionTraceDetail, UI_STEPS } from '@prego/contracts';
import { type Answer, ControlPlane } from '../testing/control-plane.ts';
import { event, JOB, launchToken, seedAttempt, seedJob, seedTenant } from '../testing/story-rows.ts';

let cp: ControlPlane;
beforeAll(async () => {
  cp = await ControlPlane.start();
});
beforeEach(async () => {
  await cp.clear();
  await seedTenant(cp);
});

const post = async (...events: unknown[]): Promise<void> => {
  const { status, body } = await cp.post('/internal/trace-events', { events });
  expect({ status, refused: body.refused }).toEqual({ status: 200, refused: [] });
};
const detail = (query = `job_id=${JOB.job_id}`) => cp.get(`/internal/provision-trace-detail?${query}`);
/** The ten lines by their first letters: `d`one, `s`tarted, s`k`ipped, `f`ailed, `.` pending. */
const LETTER: Record<string, string> = { pending: '.', started: 's', done: 'd', skipped: 'k', failed: 'f' };
const lettersOf = (steps: { state: string }[]): string => steps.map(({ state }) => LETTER[state]).join('');
const labelOf = (step: number) => UI_STEPS[step - 1]?.en;

describe('the story of a whole provision', () => {
  const skipped = { data: { reason: 'install_not_configured' } };
  /** An event, the ten lines after it, and the step that is then under way. */
  const STORY: [event: ReturnType<typeof event>, lines: string, current: number][] = [
    [event('done', 1), 'd.........', 2],
    [event('done', 2), 'dd........', 3],
    [event('started', 3), 'dds.......', 3],
    [event('done', 3), 'ddd.......', 4],
    [event('started', 4), 'ddds......', 4],
    [event('done', 4), 'dddd......', 5],
    [event('started', 5), 'dddds.....', 5],
    [event('done', 5), 'ddddd.....', 6],
    [event('started', 6), 'ddddds....', 6],
    [event('done', 6), 'dddddd....', 7],
    [event('started', 7), 'dddddds...', 7],
    [event('done', 7), 'ddddddd...', 8],
    [event('skipped', 8, skipped), 'dddddddk..', 9],
    [event('started', 9), 'dddddddks.', 9],
    [event('done', 9), 'dddddddkd.', 10],
    [event('started', 10), 'dddddddkds', 10],
    [event('done', 10), 'dddddddkdd', 10],
  ];

  test('gives, at every point of it, the lines that the operator and the customer expect', async () => {
    await seedJob(cp);
    const token = await launchToken();
    for (const [next, lines, current] of STORY) {
      await post(next);
      const { body } = await detail();
      expect([next.stage, next.status, lettersOf(body.attempts[0].steps)]).toEqual([next.stage, next.status, lines]);
      expect(body.provision_ui_current_label).toBe(labelOf(current));
      const launch = await cp.call('GET', '/v1/launch', { as: { token } });
      expect(lettersOf(launch.body.lines)).toBe(lines);
      expect(launch.body.provision_ui_current_label).toBe(labelOf(current));
      expect(launch.body.lines.filter((line: { current: boolean }) => line.current)).toHaveLength(1);
    }
  });

  test('is the same when its events come backwards, and each twice', async () => {
    await seedJob(cp);
    for (const [next] of [...STORY].reverse()) await post(next, next);
    const { body } = await detail();
    expect(lettersOf(body.attempts[0].steps)).toBe(STORY.at(-1)?.[1]);
    expect(body.attempts[0].steps[3]).toMatchObject({ started_at: 1004, ended_at: 1004, duration_ms: 0 });
    expect(body.trace_events.map(({ at }: { at: number }) => at)).toEqual(STORY.map(([{ at }]) => at).sort());
  });
});

describe('the detail of a job', () => {
  const failed = { data: { error_code: 'HOST_SILENT', error_message: 'no answer on 22', remedy: 'open port 22' } };
  let answer: Answer;
  beforeEach(async () => {
    await seedJob(cp, { attempt: 2, idempotency_key: 'the-key', request_hash: 'the-hash', decision_id: 'dec_1' });
    await seedAttempt(cp, 1, { status: 'failed', ended_at: 1500, error_code: 'HOST_SILENT', run_id: 7, run_url: 'u' });
    await seedAttempt(cp, 2);
    await post(event('done', 1), event('done', 2), event('done', 3), event('started', 6), event('failed', 6, failed));
    await post(event('skipped', 5, { attempt: 2, at: 2000, data: { reason: 'already_done' } }));
    await post(event('started', 6, { attempt: 2, at: 2001 }), event('started', 6, { stage: 'engine.up', at: 1 }));
    answer = await detail();
  });

  test('is what its contract says, with nothing that is nobody else’s business', () => {
    expect(ProvisionTraceDetail.parse(answer.body)).toEqual(answer.body);
    expect(JSON.stringify(answer.body)).not.toMatch(/token|the-key|the-hash/);
    expect(answer.body.job).toMatchObject({ ...JOB, status: 'running', attempt: 2, decision_id: 'dec_1' });
  });

  test('has the attempts side by side, the newest first', () => {
    const [second, first] = answer.body.attempts;
    expect([second.attempt, first.attempt]).toEqual([2, 1]);
    expect(lettersOf(first.steps)).toBe('dddddf....');
    expect(lettersOf(second.steps)).toBe('ddddks....');
    expect(first).toMatchObject({ run_id: 7, run_url: 'u', ended_at: 1500 });
    expect(first.steps[5]).toMatchObject({ started_at: 1006, ended_at: 1006, ...failed.data });
    expect(second.steps[4]).toMatchObject({ state: 'skipped', skip_reason: 'already_done' });
    expect(answer.body).toMatchObject({ current_stage: 'prego_ui_step_06', provision_ui_current_label: labelOf(6) });
  });

  test('has the raw rows by attempt and time', () => {
    const rows = answer.body.trace_events;
    expect(rows.map(({ attempt, at }: { attempt: number; at: number }) => [attempt, at])).toEqual([
      ...[
        [1, 1],
        [1, 1001],
        [1, 1002],
        [1, 1003],
        [1, 1006],
        [1, 1006],
      ],
      ...[
        [2, 2000],
        [2, 2001],
      ],
    ]);
    expect(rows.find(({ status }: { status: string }) => status === 'failed').data).toEqual(failed.data);
  });

  test('is found by its trace as well, or by both', async () => {
    expect((await detail(`trace_id=${JOB.trace_id}`)).body).toEqual(answer.body);
    expect((await detail(`job_id=${JOB.job_id}&trace_id=${JOB.trace_id}`)).body).toEqual(answer.body);
  });

  test('its raw trace stands in the order in which it came', async () => {
    const { status, body } = await cp.get(`/internal/trace/${JOB.trace_id}`);
    expect(status).toBe(200);
    expect(body.job_id).toBe(JOB.job_id);
    const ids = body.trace_events.map(({ event_id }: { event_id: number }) => event_id);
    expect(ids).toEqual([...ids].sort((a, b) => a - b));
    expect(ids).toHaveLength(8);
    expect(body.trace_events[7]).toMatchObject({ stage: 'engine.up', at: 1 });
  });
});

test('a job that failed without a word shows where and why', async () => {
  await seedJob(cp, {
    status: 'failed',
    failed_stage: 'prego_ui_step_05',
    error_code: 'run_lost',
    error_message: 'gone',
  });
  await post(event('done', 3));
  const { body } = await detail();
  expect(lettersOf(body.attempts[0].steps)).toBe('ddd.f.....');
  const remedy = expect.stringContaining('Retry the job');
  expect(body.attempts[0].steps[4]).toMatchObject({ error_code: 'run_lost', error_message: 'gone', remedy });
  expect(body.provision_ui_current_label).toBeNull();
});

test.each([
  ['neither id', '', 400, 'invalid_request'],
  ['an id of no form', 'job_id=17', 400, 'invalid_request'],
  ['a job that is not known', 'job_id=job_gone', 404, 'job_not_found'],
  ['a trace that is not known', 'trace_id=trace_gone', 404, 'job_not_found'],
  ["another job's trace", `job_id=${JOB.job_id}&trace_id=trace_gone`, 400, 'invalid_request'],
])('a detail is refused for %s', async (_, query, status, code) => {
  await seedJob(cp);
  expect(await detail(query)).toMatchObject({ status, body: { error: { code } } });
});

test('a trace that is not known is refused', async () => {
  expect(await cp.get('/internal/trace/trace_gone')).toMatchObject({
    status: 404,
    body: { error: { code: 'not_found' } },
  });
});

test('stories are for operators', async () => {
  await seedJob(cp);
  const token = await seedAttempt(cp);
  for (const path of [`provision-trace-detail?job_id=${JOB.job_id}`, `trace/${JOB.trace_id}`]) {
    expect((await cp.call('GET', `/internal/${path}`, { as: { token } })).status).toBe(403);
    expect((await cp.call('GET', `/internal/${path}`, { as: 'nobody' })).status).toBe(401);
  }
});
