import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, expect, test } from '@jest/globals';
import type { Fault } from '../testing/control-plane-faults.ts';
import { JOB, jobOnServer } from '../testing/job-on-server.ts';
import { recordedIo } from '../testing/recorded-io.ts';
import { until } from '../testing/until.ts';
import { Journal } from './journal.ts';
import { openAttempt } from './open-attempt.ts';
import { sendLeftBehind } from './send-left-behind.ts';

const CHILD = fileURLToPath(new URL('../testing/talking-child.ts', import.meta.url));
const SECRET = 'hunter2-of-the-cloud';
const given = jobOnServer();
const keyed = () => ({ ...given.inputs, control_plane_token: given.server.operatorKey });
const job = () => given.server.jobs.get(JOB) as NonNullable<ReturnType<typeof given.server.jobs.get>>;
const journals = () =>
  readdirSync(join(given.temp, 'prego-journal')).map((name) => join(given.temp, 'prego-journal', name));
const unsent = () => Journal.read(journals()[0] as string, () => {})?.journal.unsent.size;

let child: ChildProcess | undefined;
afterEach(() => {
  child?.kill('SIGKILL');
});

/** A process that emits, and what it has told to have emitted. */
function talking(env: Record<string, string> = {}): { emitted: () => number; kill: () => Promise<void> } {
  const { NODE_OPTIONS: _, ...own } = process.env;
  const setup = { RUNNER_TEMP: given.temp, PREGO_TEST_INPUTS: JSON.stringify(keyed()), PREGO_TEST_SECRET: SECRET };
  const started = spawn(process.execPath, [CHILD], {
    env: { ...own, ...setup, GITHUB_ACTION: 'provision', ...env },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  child = started;
  let out = '';
  started.stdout.on('data', (part) => {
    out += part;
  });
  return {
    emitted: () => out.split('\n').length - 1,
    kill: async () => {
      const ended = Promise.all([once(started, 'exit'), once(started.stdout, 'end')]);
      started.kill('SIGKILL');
      await ended;
    },
  };
}

/** All that was told as emitted is there, each thing once and in order; the last may have been emitted and not told. */
function expectAll(emitted: number): void {
  const lines = given.server.log(JOB).split('\n').slice(0, -1);
  expect(lines.length).toBeGreaterThanOrEqual(emitted);
  expect(lines).toEqual(lines.map((_, n) => `line ${n} ***`));
  const stages = job().events.map(({ stage }) => stage);
  expect(stages.length).toBeGreaterThanOrEqual(emitted);
  expect(stages).toEqual(stages.map((_, n) => `engine.n${n}`));
}

test.each<[string, Omit<Fault, 'after' | 'times'>[]]>([
  ['while all goes well', []],
  ['while no request gets through', [{ path: /trace-events|log/, kind: { drop: 'request' } }]],
  ['while every answer is lost', [{ path: /trace-events|log\/\d+$/, kind: { drop: 'answer' } }]],
  ['while the control plane fails', [{ path: /trace-events|log/, kind: { status: 503 } }]],
  ['while it does not answer', [{ path: /trace-events|log/, kind: { hold: new Promise(() => {}) } }]],
])('nothing that was emitted is lost when the process is killed %s', async (_, faults) => {
  for (const fault of faults) given.server.fault({ ...fault, after: 2, times: 1_000_000 });
  const { emitted, kill } = talking();
  await until(() => emitted() > 60);
  await kill();
  given.server.clearFaults();
  for (const file of journals()) expect(readFileSync(file, 'utf8')).not.toContain(SECRET);

  const { left } = await sendLeftBehind(given.io, keyed());
  expect(left).toBe(0);
  expectAll(emitted());
  expect(journals()).toEqual([]);
  expect(JSON.stringify([job().events, given.io.everything()])).not.toContain(SECRET);
});

test('by its OIDC token the run claims once more, to send what is left', async () => {
  given.server.fault({ path: /trace-events|log/, kind: { drop: 'request' }, times: 1_000_000 });
  const { emitted, kill } = talking();
  await until(() => emitted() > 5);
  await kill();
  given.server.clearFaults();
  const claims = () => given.server.requests.filter(({ path }) => path.endsWith('/claim')).length;
  expect(claims()).toBe(1);
  await sendLeftBehind(given.io, given.inputs);
  expect(claims()).toBe(2);
  expectAll(emitted());
});

test('an end that could not be told is told by post', async () => {
  given.server.fault({ path: /callback$/, kind: { drop: 'request' }, times: 1_000_000 });
  const { emitted, kill } = talking({ PREGO_TEST_END: '1' });
  await until(() => given.server.requests.some(({ path }) => path.endsWith('callback')));
  await kill();
  given.server.clearFaults();
  await sendLeftBehind(given.io, keyed());
  expect(job().end).toEqual({ status: 'completed' });
  expectAll(emitted());
});

test('the next step of the attempt sends what a killed one has left, but not its end', async () => {
  given.server.fault({ kind: { drop: 'request' }, after: 1, times: 1_000_000 });
  const { emitted, kill } = talking({ PREGO_TEST_END: '1' });
  await until(() => given.server.requests.length > 1);
  await kill();
  given.server.clearFaults();
  const session = await openAttempt({ ...given, inputs: given.inputs, signal: new AbortController().signal });
  expectAll(emitted());
  expect(job().end).toBeUndefined();
  await session.close(1_000);
});

test('a step that is still at work keeps its journal to itself', async () => {
  given.server.fault({ path: /trace-events|log/, kind: { drop: 'request' }, times: 1_000_000 });
  const { emitted, kill } = talking();
  await until(() => emitted() > 5);
  given.server.clearFaults();
  const session = await openAttempt({ ...given, signal: new AbortController().signal });
  await session.close(0);
  await kill();
  await sendLeftBehind(given.io, keyed());
  expectAll(emitted());
});

test('what is left of an attempt that somebody else has ended is told by its own run, but not as another end', async () => {
  given.server.job(JOB, { run_id: 1 });
  given.server.fault({ path: /trace-events|log|callback$/, kind: { drop: 'request' }, times: 1_000_000 });
  const { emitted, kill } = talking({ PREGO_TEST_END: '1' });
  await until(() => given.server.requests.some(({ path }) => path.endsWith('callback')));
  await kill();
  given.server.clearFaults();
  given.server.endJob(JOB, 'failed');
  expect(await sendLeftBehind(given.io, given.inputs)).toMatchObject({ left: 0 });
  expectAll(emitted());
  expect([job().status, journals()]).toEqual(['failed', []]);
  expect(given.io.log.at(-1)).toMatch(/^That the attempt ended as completed was not taken: Attempt 1 .* has ended\.$/);
});

test('what a run can not prove to be its own story is told by the operator key; without it, that it could not be', async () => {
  given.server.fault({ path: /trace-events|log/, kind: { drop: 'request' }, times: 1_000_000 });
  const { emitted, kill } = talking();
  await until(() => emitted() > 5);
  await kill();
  given.server.clearFaults();
  given.server.endJob(JOB, 'failed');

  const { sent, left } = await sendLeftBehind(given.io, given.inputs);
  expect([sent, left > 0]).toEqual([0, true]);
  expect(given.io.log.at(-1)).toMatch(/things that the run had to tell did not reach .* has ended: failed\.$/);

  expect(await sendLeftBehind(recordedIo({ env: given.io.env }), keyed())).toEqual({ sent: left, left: 0 });
  expectAll(emitted());
});

test('a control plane that stays away is given up in time, and nothing throws', async () => {
  given.server.fault({ path: /trace-events|log/, kind: { drop: 'request' }, times: 1_000_000 });
  const { emitted, kill } = talking();
  await until(() => emitted() > 5);
  await kill();
  const { sent, left } = await sendLeftBehind(given.io, keyed(), { withinMs: 200 });
  expect([sent, left > 0, journals().length]).toEqual([0, true, 1]);
});

test('a journal of which all was sent is removed, and nobody is asked anything', async () => {
  const { emitted, kill } = talking({ PREGO_TEST_END: '1', PREGO_TEST_QUIET: '1' });
  await until(() => job().end !== undefined && emitted() === 11 && job().events.length === 11);
  await until(() => unsent() === 0);
  await kill();
  const before = given.server.requests.length;
  expect(await sendLeftBehind(given.io, keyed())).toEqual({ sent: 0, left: 0 });
  expect([journals(), given.server.requests.length]).toEqual([[], before]);
});

test('where nothing was left nobody is asked anything', async () => {
  expect(await sendLeftBehind(given.io, given.inputs)).toEqual({ sent: 0, left: 0 });
  expect(given.server.requests).toEqual([]);
});
