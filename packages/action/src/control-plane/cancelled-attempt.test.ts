import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { JOB, jobOnServer } from '../testing/job-on-server.ts';
import { until } from '../testing/until.ts';
import { type OpenAttempt, openAttempt } from './open-attempt.ts';

const given = jobOnServer();
const QUIET = { heartbeatMs: 3_600_000 };
const CANCELLED = { status: 'cancelled', error: { code: 'cancelled', message: 'Cancelled.' } } as const;
const open = (more: Partial<OpenAttempt> = {}) =>
  openAttempt({ ...given, signal: new AbortController().signal, rhythm: QUIET, ...more });
const job = () => given.server.jobs.get(JOB) as NonNullable<ReturnType<typeof given.server.jobs.get>>;
const asked = (name: string) => given.server.requests.filter(({ path }) => path.includes(name));

function leaveAsOfDead(temp: string): void {
  for (const name of readdirSync(join(temp, 'prego-journal'))) {
    const file = join(temp, 'prego-journal', name);
    writeFileSync(file, readFileSync(file, 'utf8').replace(`"pid":${process.pid}`, '"pid":999999999'));
  }
}

test('what is asked heeds the cancelled run, what is told does not', async () => {
  const cancel = new AbortController();
  const session = await open({ signal: cancel.signal });
  cancel.abort();
  await expect(session.progress({})).rejects.toMatchObject({ code: 'cancelled' });
  session.start(4);
  await session.end({ ...CANCELLED, failed_step: 4 });
  expect([job().status, given.server.events(JOB)]).toEqual(['cancelled', ['prego_ui_step_04 started']]);
  await session.close(0);
});

test('of a cancelled run the end is told though its story does not get through', async () => {
  given.server.fault({ path: /trace-events|log/, kind: { hold: new Promise(() => {}) }, times: 1_000 });
  const session = await open();
  session.start(4);
  session.log('up');
  await session.end(CANCELLED);
  expect(job().status).toBe('cancelled');
  await session.close(0);
  expect(readdirSync(join(given.temp, 'prego-journal'))).toHaveLength(1);
});

test('a claim that is under way when the run is cancelled is waited for, so that its end can be told', async () => {
  const cancel = new AbortController();
  const held = Promise.withResolvers<void>();
  given.server.fault({ path: /claim$/, kind: { hold: held.promise } });
  const opening = open({ signal: cancel.signal });
  await until(() => asked('/claim').length === 1);
  cancel.abort();
  held.resolve();
  const session = await opening;
  await session.end(CANCELLED);
  expect(job().status).toBe('cancelled');
  await session.close(0);
});

test('a claim that is not answered at all is given up soon after the run was cancelled', async () => {
  given.server.fault({ path: /claim$/, kind: { hold: new Promise(() => {}) } });
  await expect(open({ signal: AbortSignal.abort() })).rejects.toMatchObject({ code: 'cancelled' });
});

test('what earlier steps have left holds up no step whose run is cancelled', async () => {
  given.server.fault({ path: /trace-events/, kind: { status: 503 }, times: 1_000 });
  const first = await open();
  first.start(4);
  await first.close(0);
  // As if its process had ended: what this one has left is its own.
  leaveAsOfDead(given.temp);
  given.server.clearFaults();
  given.server.fault({ path: /trace-events/, kind: { hold: new Promise(() => {}) }, times: 1_000 });
  const cancel = new AbortController();
  const opening = open({ signal: cancel.signal });
  await until(() => asked('trace-events').length > 1);
  cancel.abort();
  await (await opening).close(0);
});
