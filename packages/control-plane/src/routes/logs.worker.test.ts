import { beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { LOG_CHUNK_MAX_BYTES, LOG_SEQ_MAX } from '@prego/contracts';
import { r2Files } from '../adapters/r2-files.ts';
import { dbOf } from '../store/db.ts';
import { ControlPlane, TEST_VARS } from '../testing/control-plane.ts';
import { JOB, seedAttempt, seedJob } from '../testing/story-rows.ts';
import { pruneFiles } from '../use-cases/prune-files.ts';
import { pruneLogs } from '../use-cases/prune-logs.ts';

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;

let cp: ControlPlane;
let token: string;
beforeAll(async () => {
  cp = await ControlPlane.start();
});
beforeEach(async () => {
  await cp.clear();
  const { objects } = await cp.env.BUCKET.list();
  await cp.env.BUCKET.delete(objects.map(({ key }) => key));
  await seedJob(cp, { attempt: 2 });
  token = await seedAttempt(cp);
});

const LOG = `/internal/provision-jobs/${JOB.job_id}/attempts/1/log`;

async function call(method: string, path: string, init: { as?: string; body?: BodyInit; type?: string } = {}) {
  const { as = token, body, type = 'text/plain; charset=utf-8' } = init;
  const headers = { ...(as && { authorization: `Bearer ${as}` }), ...(body !== undefined && { 'content-type': type }) };
  const response = await cp.harness.fetch(path, { method, headers, ...(body === undefined ? {} : { body }) });
  const text = await response.text();
  const isJson = response.headers.get('content-type')?.includes('json');
  return { status: response.status, text, body: isJson ? JSON.parse(text) : undefined, headers: response.headers };
}
const put = (seq: number, body: BodyInit, more: { as?: string; type?: string } = {}) =>
  call('PUT', `${LOG}/${seq}`, { body, ...more });
const read = (query = '') => call('GET', `${LOG}?${query}`);
const endAttempt = () => cp.rows("UPDATE job_attempts SET status = 'failed', ended_at = 5");
const moveClock = (ms: number) => cp.insert('settings', { name: 'clock_offset_ms', value: String(ms) });

describe('storing a chunk', () => {
  test('keeps it under its job, attempt and number, and hears of the attempt', async () => {
    expect(await put(7, 'line 한\n')).toMatchObject({ status: 200, body: { seq: 7, bytes: 9, repeated: false } });
    const stored = await cp.env.BUCKET.get(`logs/${JOB.job_id}/1/000007`);
    expect(await stored?.text()).toBe('line 한\n');
    const [attempt] = await cp.rows('SELECT heard_at FROM job_attempts');
    expect(attempt?.heard_at).toBeGreaterThan(Date.now() - MINUTE_MS);
  });

  test('the same again changes nothing; another one under its number is a conflict', async () => {
    await put(0, 'one\n');
    expect(await put(0, 'one\n')).toMatchObject({ status: 200, body: { repeated: true } });
    expect(await put(0, 'two\n')).toMatchObject({ status: 409, body: { error: { code: 'conflict' } } });
    expect((await read()).text).toBe('one\n');
  });

  test('50 equal ones at once are one, and of two different ones at once one is refused', async () => {
    const answers = await Promise.all(Array.from({ length: 50 }, () => put(0, 'one\n')));
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
    expect(answers.filter(({ body }) => !body.repeated)).toHaveLength(1);
    const both = await Promise.all([put(1, 'a\n'), put(1, 'b\n')]);
    expect(both.map(({ status }) => status).sort()).toEqual([200, 409]);
  });

  test('one that is empty, and one of the full size, are chunks', async () => {
    expect((await put(0, '')).status).toBe(200);
    expect((await put(1, 'x'.repeat(LOG_CHUNK_MAX_BYTES))).status).toBe(200);
    expect((await read()).text).toHaveLength(LOG_CHUNK_MAX_BYTES);
  });

  test('is still taken when the attempt has just ended', async () => {
    await endAttempt();
    expect((await put(0, 'last words\n')).status).toBe(200);
  });
});

describe('a chunk is refused', () => {
  test.each([
    ['one byte too large', 0, 'x'.repeat(LOG_CHUNK_MAX_BYTES + 1), {}, 413, 'payload_too_large'],
    ['that is no UTF-8', 0, new Uint8Array([0x61, 0xff]), {}, 400, 'invalid_request'],
    ['cut within a character', 0, new TextEncoder().encode('한').slice(0, 2), {}, 400, 'invalid_request'],
    ['of another type', 0, '{}', { type: 'application/json' }, 400, 'invalid_request'],
    ['in another encoding', 0, 'a', { type: 'text/plain; charset=latin1' }, 400, 'invalid_request'],
    ['with a number too high', LOG_SEQ_MAX + 1, 'a', {}, 400, 'invalid_request'],
    ['with a number below 0', -1, 'a', {}, 400, 'invalid_request'],
    ['without a credential', 0, 'a', { as: '' }, 401, 'unauthorized'],
    ["with the gateway's", 0, 'a', { as: TEST_VARS.GATEWAY_KEY }, 403, 'forbidden'],
  ])('%s', async (_, seq, body, more, status, code) => {
    expect(await put(seq, body, more)).toMatchObject({ status, body: { error: { code } } });
    expect((await cp.env.BUCKET.list()).objects).toEqual([]);
  });

  test("with another attempt's or another job's token, and neither may read", async () => {
    await seedJob(cp, { job_id: 'job_other', trace_id: 'trace_other', tenant_id: 'other' });
    for (const as of [await seedAttempt(cp, 2), await seedAttempt(cp, 1, { job_id: 'job_other' })]) {
      expect(await put(0, 'a', { as })).toMatchObject({ status: 403, body: { error: { code: 'forbidden' } } });
      expect((await call('GET', LOG, { as })).status).toBe(403);
    }
    expect((await cp.env.BUCKET.list()).objects).toEqual([]);
  });

  test('for an attempt that has not been', async () => {
    const as = TEST_VARS.INTERNAL_API_KEY;
    const other = `/internal/provision-jobs/${JOB.job_id}/attempts/3/log`;
    expect(await call('PUT', `${other}/0`, { as, body: 'a' })).toMatchObject({ status: 404 });
    expect(await call('GET', other, { as })).toMatchObject({ status: 404, body: { error: { code: 'not_found' } } });
    const gone = '/internal/provision-jobs/job_gone/attempts/1/log';
    expect(await call('GET', gone, { as })).toMatchObject({ status: 404, body: { error: { code: 'job_not_found' } } });
  });
});

describe('reading a log', () => {
  test('joins its chunks in order, whatever order they came in', async () => {
    const lines = Array.from({ length: 23 }, (_, seq) => `line ${seq}\n`);
    for (const seq of [22, ...lines.keys()]) await put(seq, lines[seq] ?? '');
    const { status, text, headers } = await read();
    expect({ status, text }).toEqual({ status: 200, text: lines.join('') });
    expect(headers.get('content-type')).toBe('text/plain; charset=utf-8');
    expect(headers.get('content-disposition')).toBeNull();
    expect({ last: headers.get('log-last-seq'), ended: headers.get('log-ended') }).toEqual({
      last: '22',
      ended: 'false',
    });
  });

  test('that has nothing yet is empty, with or without a row of its attempt', async () => {
    expect(await read()).toMatchObject({ status: 200, text: '' });
    expect((await read('after=3')).headers.get('log-last-seq')).toBe('3');
    expect((await read()).headers.get('log-last-seq')).toBe('-1');
    const second = LOG.replace('/1/', '/2/');
    expect(await call('GET', second, { as: TEST_VARS.INTERNAL_API_KEY })).toMatchObject({ status: 200, text: '' });
  });

  test('goes on after what was read, and waits for what may still come', async () => {
    for (const seq of [0, 1, 3]) await put(seq, `${seq}\n`);
    const first = await read();
    expect([first.text, first.headers.get('log-last-seq')]).toEqual(['0\n1\n', '1']);
    await put(2, '2\n');
    const next = await read('after=1');
    expect([next.text, next.headers.get('log-last-seq')]).toEqual(['2\n3\n', '3']);
  });

  test('marks what will not come any more: a minute later, or when the attempt has ended', async () => {
    for (const seq of [1, 4]) await put(seq, `${seq}\n`);
    const marked = '[log incomplete: chunk 0 is missing]\n1\n[log incomplete: chunks 2 to 3 are missing]\n4\n';
    expect((await read()).text).toBe('');
    await moveClock(MINUTE_MS);
    expect((await read()).text).toBe(marked);
    await cp.rows('DELETE FROM settings');
    expect((await read()).text).toBe('');
    await endAttempt();
    expect(await call('GET', LOG, { as: TEST_VARS.INTERNAL_API_KEY })).toMatchObject({ text: marked });
  });

  test('as a file names its job and attempt', async () => {
    await put(0, 'a\n');
    const { text, headers } = await read('download=1');
    expect(text).toBe('a\n');
    expect(headers.get('content-disposition')).toBe(`attachment; filename="${JOB.job_id}-attempt-1.log"`);
  });

  test.each(['after=x', 'after=-2', 'after=', 'after=0x1', 'download=yes'])('is refused for %s', async (query) => {
    expect((await read(query)).status).toBe(400);
  });
});

describe('after 15 days', () => {
  const deps = (now: number) => ({ db: dbOf(cp.env.DB), files: r2Files(cp.env.BUCKET), now });
  const prune = (now: number) => pruneLogs(deps(now));

  test('a log is removed, not a day earlier, and nothing else is', async () => {
    await put(0, 'a\n');
    await put(1, 'b\n');
    await cp.env.BUCKET.put('snapshots/x', 'kept');
    const now = Date.now();
    expect(await prune(now + 14.9 * DAY_MS)).toBe(0);
    expect(await prune(now + 16 * DAY_MS)).toBe(2);
    expect((await cp.env.BUCKET.list()).objects.map(({ key }) => key)).toEqual(['snapshots/x']);
    expect((await read()).text).toBe('');
  });

  test('a round goes on where the call before ended, and the next begins a day later', async () => {
    const some = (now: number) =>
      pruneFiles(deps(now), { prefix: 'logs/', keptDays: 15, setting: 'a_round', keysACall: 2 });
    for (const job of ['a', 'b', 'c', 'd', 'e']) await cp.env.BUCKET.put(`logs/job_${job}/1/000000`, 'x');
    const later = Date.now() + 16 * DAY_MS;
    expect(await some(later)).toBe(2);
    expect(await some(later + MINUTE_MS)).toBe(2);
    expect(await some(later + 2 * MINUTE_MS)).toBe(1);
    await cp.env.BUCKET.put('logs/job_0/1/000000', 'x');
    expect(await some(later + 3 * MINUTE_MS)).toBe(0);
    expect(await some(later + DAY_MS)).toBe(1);
  });
});
