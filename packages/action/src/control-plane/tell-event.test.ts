import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { JOB, jobOnServer } from '../testing/job-on-server.ts';
import { recordedIo } from '../testing/recorded-io.ts';
import { until } from '../testing/until.ts';
import { sendLeftBehind } from './send-left-behind.ts';
import { tellEvent } from './tell-event.ts';

const given = jobOnServer();
const TOLD = { stage: 'prego_ui_step_08', status: 'done' } as const;
const journals = () => readdirSync(join(given.temp, 'prego-journal'));
const never = new AbortController().signal;

test('an event is told, and nothing of it stays behind', async () => {
  expect(await tellEvent({ ...given, signal: never }, TOLD)).toBe(true);
  expect(given.server.events(JOB)).toEqual(['prego_ui_step_08 done']);
  expect(journals()).toEqual([]);
});

test('without an attempt among the inputs it is one of the latest', async () => {
  given.server.job(JOB, { attempt: 3 });
  const { attempt: _, ...inputs } = given.inputs;
  expect(await tellEvent({ ...given, inputs, signal: never }, TOLD)).toBe(true);
  expect(given.server.events(JOB, 3)).toEqual(['prego_ui_step_08 done']);
});

test('a control plane that fails for a while is asked again', async () => {
  given.server.fault({ kind: { status: 503 }, times: 2 });
  given.server.fault({ path: /trace-events/, kind: { drop: 'answer' } });
  expect(await tellEvent({ ...given, signal: never }, TOLD)).toBe(true);
  expect(given.server.events(JOB)).toEqual(['prego_ui_step_08 done']);
});

test.each([
  ['that does not answer a claim', { path: /claim$/, kind: { hold: new Promise(() => {}) } }],
  ['that is away', { kind: { drop: 'request' } }],
  ['that takes no events', { path: /trace-events/, kind: { hold: new Promise(() => {}) } }],
] as const)('a control plane %s holds nobody up, and post sends the event', async (_, fault) => {
  given.server.fault({ ...fault, times: 1_000_000 });
  expect(await tellEvent({ ...given, signal: never }, TOLD, { withinMs: 300 })).toBe(false);
  expect(journals()).toHaveLength(1);
  given.server.clearFaults();
  expect(await sendLeftBehind(given.io, given.inputs)).toEqual({ sent: 1, left: 0 });
  expect(given.server.events(JOB)).toEqual(['prego_ui_step_08 done']);
});

test('a run that is cancelled meanwhile keeps the event for post', async () => {
  const cancel = new AbortController();
  given.server.fault({ path: /claim$/, kind: { hold: new Promise(() => {}) } });
  const telling = tellEvent({ ...given, signal: cancel.signal }, TOLD);
  await until(() => given.server.requests.length > 0);
  cancel.abort();
  expect(await telling).toBe(false);
  expect(journals()).toHaveLength(1);
});

test('an attempt that is over takes it no more, and it is not kept', async () => {
  given.server.endJob(JOB, 'completed');
  await expect(tellEvent({ ...given, signal: never }, TOLD)).rejects.toMatchObject({ code: 'attempt_ended' });
  expect(journals()).toEqual([]);
});

test('a run that can not prove which one it is finds so at once', async () => {
  const io = recordedIo({ env: given.io.env });
  await expect(tellEvent({ ...given, io, signal: never }, TOLD)).rejects.toMatchObject({ code: 'no_identity' });
  expect([journals(), given.server.requests]).toEqual([[], []]);
});
