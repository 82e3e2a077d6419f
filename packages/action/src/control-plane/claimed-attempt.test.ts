import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { JOB, jobOnServer } from '../testing/job-on-server.ts';
import { until } from '../testing/until.ts';
import { type OpenAttempt, openAttempt } from './open-attempt.ts';

const given = jobOnServer();
const signal = new AbortController().signal;
/** So short that the tests of a beat need not wait, or so long that none comes. */
const QUIET = { heartbeatMs: 3_600_000 };
const open = (more: Partial<OpenAttempt> = {}) => openAttempt({ ...given, signal, rhythm: QUIET, ...more });
const job = () => given.server.jobs.get(JOB) as NonNullable<ReturnType<typeof given.server.jobs.get>>;
const asked = (name: string) => given.server.requests.filter(({ path }) => path.includes(name));

test('steps become the events of their stages, and the last one begun is the current one', async () => {
  const session = await open();
  session.start(4);
  expect(session.current).toBe(4);
  session.done(4, { server_type: 'cx33' });
  session.start(5);
  session.done(5);
  expect(session.current).toBeUndefined();
  session.skip(7, 'dns_not_configured');
  session.start(9);
  session.fail(9, { code: 'check_failed', message: 'No answer.', remedy: 'Look at it.' });
  expect(session.current).toBe(9);
  session.event('engine.offer_refused', 'done', { location: 'sin' });
  await session.close(10_000);
  expect(given.server.events(JOB)).toEqual([
    'prego_ui_step_04 started',
    'prego_ui_step_04 done',
    'prego_ui_step_05 started',
    'prego_ui_step_05 done',
    'prego_ui_step_07 skipped',
    'prego_ui_step_09 started',
    'prego_ui_step_09 failed',
    'engine.offer_refused done',
  ]);
  expect(job().events[6]?.data).toEqual({
    error_code: 'check_failed',
    error_message: 'No answer.',
    remedy: 'Look at it.',
  });
  expect(asked('trace-events')).toHaveLength(1);
  expect(readdirSync(join(given.temp, 'prego-journal'))).toEqual([]);
});

test('events go out by themselves, soon after the first', async () => {
  const session = await open();
  session.start(4);
  await until(() => job().events.length === 1);
  await session.close(0);
});

test('without a trace_id no event is told, but log and end are', async () => {
  const { trace_id: _, ...inputs } = given.inputs;
  const session = await open({ inputs });
  session.start(4);
  session.log('hello');
  await session.end({ status: 'completed' });
  await session.close(10_000);
  expect(asked('trace-events')).toEqual([]);
  expect(given.server.log(JOB)).toBe('hello\n');
  expect(job().end).toEqual({ status: 'completed' });
});

test('the log of several steps is one, in order', async () => {
  const first = await open();
  first.log('one');
  first.log('two');
  await first.close(10_000);
  const second = await open();
  second.log('three');
  await second.close(10_000);
  expect(given.server.log(JOB)).toBe('one\ntwo\nthree\n');
  expect([...job().log.keys()]).toEqual(['1/0', '1/1']);
  expect(given.server.requests.filter(({ method }) => method === 'PUT')).toHaveLength(2);
});

test('the attempt ends after all that was emitted, and once', async () => {
  const session = await open();
  session.start(4);
  session.log('up');
  const error = { code: 'STACK LOCKED', message: 'It is held.', remedy: 'Wait.' };
  await session.end({ status: 'failed', failed_step: 4, error });
  await session.end({ status: 'failed', error });
  expect(job().end).toEqual({
    status: 'failed',
    failed_stage: 'prego_ui_step_04',
    error: { code: 'STACK_LOCKED', message: 'It is held. Wait.' },
  });
  expect(given.server.requests.at(-1)?.path).toMatch(/callback$/);
  expect(asked('callback')).toHaveLength(1);
  expect([session.ended, given.server.events(JOB), given.server.log(JOB)]).toEqual([
    true,
    ['prego_ui_step_04 started'],
    'up\n',
  ]);
  await session.close(0);
});

test.each(['failed', 'cancelled'] as const)(
  'what a library job has at its end is told with that, also when that is %s',
  async (status) => {
    const session = await open();
    const nothing = { resources: [], hourly_cost: 0, monthly_cost: 0 };
    await session.resources({ ...nothing, hourly_cost: 3 }, 'on_the_way');
    await session.resources(nothing, 'the_end');
    await session.end({ status, error: { code: 'E', message: 'm' } });
    expect(job().end).toEqual({ status, error: { code: 'E', message: 'm' }, library: nothing });
    await session.close(0);
  },
);

test.each(['failed', 'cancelled'] as const)(
  'what a library job had on its way is not told again with an end that is %s: more may have been made since',
  async (status) => {
    const session = await open();
    await session.resources({ resources: [], hourly_cost: 0, monthly_cost: 0 }, 'on_the_way');
    await session.end({ status, error: { code: 'E', message: 'm' } });
    expect(job().end).toEqual({ status, error: { code: 'E', message: 'm' } });
    await session.close(0);
  },
);

test('what a library job has is told at once, and its run goes on where that is not taken', async () => {
  const session = await open();
  const report = { resources: [], hourly_cost: 2, monthly_cost: null };
  await session.resources(report, 'on_the_way');
  expect(job().progress).toMatchObject([{ status: 'progress', library: report }]);
  given.server.fault({ path: /callback$/, kind: { status: 400 } });
  await session.resources({ ...report, hourly_cost: 3 }, 'the_end');
  expect(job().progress).toHaveLength(1);
  await session.end({ status: 'completed' });
  expect(job().end).toEqual({ status: 'completed', library: { ...report, hourly_cost: 3 } });
  await session.close(0);
});

test('an end whose answer is lost is told again', async () => {
  const session = await open();
  given.server.fault({ path: /callback$/, kind: { drop: 'answer' } });
  await session.end({ status: 'completed' });
  expect(job().end).toEqual({ status: 'completed' });
  await session.close(0);
});

test('an end that somebody else has made otherwise is refused, and is not kept for post', async () => {
  const session = await open();
  given.server.endJob(JOB, 'cancelled');
  await expect(session.end({ status: 'completed' })).rejects.toMatchObject({ code: 'attempt_ended' });
  await session.close(1_000);
  expect(readdirSync(join(given.temp, 'prego-journal'))).toEqual([]);
});

test('a long error is cut to what the control plane takes', async () => {
  const session = await open();
  await session.end({ status: 'failed', error: { code: 'E', message: '€'.repeat(100_000) } });
  expect(job().end?.error?.message).toBe('€'.repeat(21_845));
  await session.close(0);
});

test('a control plane that takes no events fails nothing, and is told of in one line', async () => {
  given.server.fault({ path: /trace-events/, kind: { status: 500 }, times: 1_000 });
  const session = await open({ rhythm: { ...QUIET, eventsMs: 1 } });
  session.start(4);
  await until(() => asked('trace-events').length >= 3);
  await session.close(0);
  expect(given.io.log.filter((line) => line.includes('The trace is not taken'))).toHaveLength(1);
  expect(readdirSync(join(given.temp, 'prego-journal'))).toHaveLength(1);
});

test('an event that is refused is dropped with a line, and keeps no other away', async () => {
  const session = await open();
  const wrong = { status: 400, body: JSON.stringify({ error: { code: 'invalid_request', message: 'A field.' } }) };
  // The batch of three, its half, and the first alone.
  given.server.fault({ path: /trace-events/, kind: wrong, times: 3 });
  for (const stage of ['a', 'b', 'c']) session.event(stage, 'done');
  session.event('Not A Stage', 'done');
  session.event('loop', 'done', { big: 1n } as never);
  await session.close(10_000);
  expect(given.server.events(JOB)).toEqual(['b done', 'c done']);
  expect(given.io.log.filter((line) => /^The trace event/.test(line))).toEqual([
    expect.stringContaining('Not A Stage done can not be told'),
    expect.stringContaining('loop done can not be told'),
    'The trace event a done was not taken: A field.',
  ]);
});

test('events that a newer control plane refuses for its own reasons keep no other away', async () => {
  const session = await open();
  const refused = [{ index: 0, code: 'of_tomorrow', message: 'Not any more.', hint: 1 }];
  given.server.fault({
    path: /trace-events/,
    kind: { status: 200, body: JSON.stringify({ accepted: 1, repeated: 0, refused }) },
  });
  session.event('a', 'done');
  session.event('b', 'done');
  await session.close(10_000);
  expect(asked('trace-events')).toHaveLength(1);
  expect(given.io.log).toEqual(['The trace event a done was not taken: Not any more.']);
});

test('more than a post can carry goes out in several', async () => {
  const session = await open();
  for (let n = 0; n < 250; n++) session.event(`engine.n${n}`, 'done');
  await session.close(10_000);
  expect(asked('trace-events').map(({ body }) => (body as { events: unknown[] }).events.length)).toEqual([
    100, 100, 50,
  ]);
});

test('a chunk whose number is taken goes behind it', async () => {
  const session = await open();
  given.server.fault({
    method: 'GET',
    path: /log$/,
    kind: { status: 404, body: '{"error":{"code":"not_found","message":""}}' },
  });
  job().log.set('1/0', Buffer.from('there before\n'));
  session.log('mine');
  await session.close(10_000);
  expect(given.server.log(JOB)).toBe('there before\nmine\n');
});

test('a long log is cut into chunks between characters', async () => {
  const session = await open();
  const line = '🚀€é'.repeat(200_000);
  session.log(line);
  await session.close(10_000);
  expect(given.server.log(JOB)).toBe(`${line}\n`);
  expect(job().log.size).toBe(2);
});

test('a token that another step has voided is claimed anew, once for all who ask', async () => {
  const session = await open();
  given.server.node('sg-s-7k2m9qxa');
  given.server.forgetTokens();
  const ids = await Promise.all([session.node('sg-s-7k2m9qxa'), session.node('sg-s-7k2m9qxa'), session.progress({})]);
  expect(ids).toHaveLength(3);
  expect(asked('/claim')).toHaveLength(2);
  await session.close(0);
});

test('progress, nodes and registrations are asked, and throw their refusals', async () => {
  const session = await open();
  const answer = await session.progress({
    lease_released: true,
    dns: { zone_id: 'z', record_id: 'r', content: '192.0.2.1' },
  });
  expect(answer).toMatchObject({ status: 'running', lease_expires_at: null });
  expect(job()).toMatchObject({ lease_held: false, dns: { record_id: 'r' } });
  const node = { node_id: 'sg-s-7k2m9qxa', region: 'sg', role: 'shared', stack: 'sg', job_id: JOB } as const;
  const server = { hetzner_server_id: 12, server_type: 'cx33', location: 'sin', host_ipv4: '192.0.2.1' };
  await session.register({ ...node, ...server });
  expect(await session.node(node.node_id)).toMatchObject({ status: 'provisioning', host_ipv4: '192.0.2.1' });
  const other = session.register({ ...node, ...server, hetzner_server_id: 13 });
  await expect(other).rejects.toMatchObject({ code: 'node_mismatch' });
  await session.close(0);
});

test('the heart beats by itself, also through a control plane that is not to be had', async () => {
  const lost: Error[] = [];
  given.server.fault({ path: /callback$/, kind: { status: 503 }, times: 2 });
  given.server.fault({ path: /callback$/, kind: { drop: 'answer' } });
  const session = await open({ rhythm: { heartbeatMs: 20 }, onLost: (error) => lost.push(error) });
  await until(() => job().progress.length >= 3);
  await session.close(0);
  expect(lost).toEqual([]);
});

test('an attempt that was ended by somebody else is told to its run, once', async () => {
  const lost: Error[] = [];
  const session = await open({ rhythm: { heartbeatMs: 5 }, onLost: (error) => lost.push(error) });
  given.server.endJob(JOB, 'cancelled');
  await until(() => lost.length > 0);
  expect(lost).toMatchObject([{ code: 'attempt_ended' }]);
  await session.close(0);
  expect(lost).toHaveLength(1);
});

test('a stack that was given to another is told; one that was given back by ourselves is not', async () => {
  const lost: Error[] = [];
  const session = await open({ rhythm: { heartbeatMs: 5 }, onLost: (error) => lost.push(error) });
  await session.progress({ lease_released: true });
  const before = job().progress.length;
  await until(() => job().progress.length > before + 1);
  expect(lost).toEqual([]);
  await session.close(0);

  job().lease_held = true;
  const next = await open({ rhythm: { heartbeatMs: 5 }, onLost: (error) => lost.push(error) });
  job().lease_held = false;
  await until(() => lost.length > 0);
  expect(lost[0]?.message).toBe('This attempt does not hold the stack sg any more.');
  await next.close(0);
});
