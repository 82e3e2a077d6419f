import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { takeOver } from './attempt-owner.ts';
import { ActionError } from './errors.ts';
import { runPost } from './run-post.ts';
import { type RecordedIo, recordedIo } from './testing/recorded-io.ts';
import { recordedSession } from './testing/recorded-session.ts';

const TOKEN = 'operator-key-0123456789';

let temp: string;
let io: RecordedIo;
/** What post did, in order. */
let did: string[];
beforeEach(() => {
  temp = mkdtempSync(join(tmpdir(), 'prego-post-'));
  did = [];
});
afterEach(() => rmSync(temp, { recursive: true }));

/** A post whose main has left `state`; the claim `c1` is the last of this job on the machine. */
async function post(
  state: Record<string, string>,
  more: Partial<Parameters<typeof runPost>[0]> = {},
  env = {},
): Promise<void> {
  const inputs = {
    INPUT_COMMAND: 'return',
    INPUT_CONTROL_PLANE_URL: 'https://control.example.com',
    INPUT_CONTROL_PLANE_TOKEN: TOKEN,
    INPUT_JOB_ID: 'job_1',
    INPUT_REGION: 'sg',
    INPUT_CONFIRM: 'acme',
    INPUT_PULUMI_BACKEND: 'file:///state',
    INPUT_PULUMI_CONFIG_PASSPHRASE: 'pass-phrase',
  };
  io = recordedIo({ env: { ...inputs, RUNNER_TEMP: temp, ...env }, state });
  takeOver(io, 'job_1', 'c1');
  const session = recordedSession({ jobId: 'job_1', tenantId: 'acme', hostname: 'acme.example.com' });
  const asked = { ...session, end: async (end: unknown) => void did.push(`end ${JSON.stringify(end)}`) };
  await runPost({
    io,
    signal: new AbortController().signal,
    after: () => new Promise(() => {}),
    sendLeftBehind: async () => void did.push('send'),
    releaseLeftRun: async (_, backend) => void did.push(`release ${backend}`) as undefined,
    openAttempt: async () => asked,
    ...more,
  });
}

test('where main could say everything, only what it could not send is left to do', async () => {
  await post({ main: 'over', claim: 'c1' });
  expect(did).toEqual(['release file:///state', 'send']);
  expect(io.annotations).toEqual([]);
});

describe('where main was killed', () => {
  test('its stack is cleared up and its story told before the attempt is told as failed', async () => {
    await post({ main: 'running', claim: 'c1' });
    expect(did.slice(0, 2)).toEqual(['release file:///state', 'send']);
    expect(did[2]).toMatch(/^end {"status":"failed","error":{"code":"internal","message":"The step was killed/);
    expect(did).toHaveLength(3);
  });

  test('while it was being cancelled, the attempt is told as cancelled', async () => {
    await post({ main: 'cancelling', claim: 'c1' });
    expect(did[2]).toMatch(/^end {"status":"cancelled","error":{"code":"cancelled"/);
  });

  test('before it had claimed, nothing is told of an attempt', async () => {
    await post({ main: 'running' });
    expect(did).toEqual(['release file:///state', 'send']);
  });

  test('and a later step went on with the attempt, that is not told as failed', async () => {
    await post({ main: 'running', claim: 'c0' });
    expect(did).toEqual(['release file:///state', 'send']);
  });

  test('at work on a stack, what was done about that is said', async () => {
    const released = async () => ({ stack: 'sg', ended: 2, lock: 'released' });
    await post({ main: 'running' }, { releaseLeftRun: released });
    expect(io.annotations[0]?.message).toBe(
      'The step was killed at work on stack sg: 2 of its processes were ended, and its lock was released.',
    );
  });

  test('and somebody else has ended its attempt, that is no trouble', async () => {
    const ended = new ActionError('attempt_ended', 'Attempt 1 of job_1 has ended: cancelled.', 'Nothing.');
    await post({ main: 'cancelling', claim: 'c1' }, { openAttempt: () => Promise.reject(ended) });
    expect([io.annotations, io.log]).toEqual([[], [ended.message]]);
  });
});

describe('where main has failed at work on a stack', () => {
  test('the lock that a killed engine has left is released', async () => {
    await post({ main: 'over' }, { releaseLeftRun: async () => ({ stack: 'sg', ended: 0, lock: 'released' }) });
    expect(io.annotations[0]?.message).toBe(
      'The engine was killed at work on stack sg: 0 of its processes were ended, and its lock was released.',
    );
  });

  test('and its engine has cleared up, nothing is said', async () => {
    await post({ main: 'over' }, { releaseLeftRun: async () => ({ stack: 'sg', ended: 0, lock: 'none' }) });
    expect(io.log).toEqual([]);
  });
});

describe('a post in which something goes wrong', () => {
  const refused = async () => Promise.reject(new ActionError('attempt_ended', 'The attempt has ended.', 'Nothing.'));

  test('warns, and does the rest', async () => {
    await post({ main: 'running', claim: 'c1' }, { releaseLeftRun: refused, sendLeftBehind: refused });
    expect(did).toHaveLength(1);
    expect(io.annotations.map(({ kind, message }) => `${kind} ${message}`)).toEqual([
      'warning What was left of the stack could not be cleared up: The attempt has ended.',
      'warning What was left of the trace could not be sent: The attempt has ended.',
      expect.stringMatching(/^notice The attempt was told as failed/),
    ]);
  });

  test('waits for none of it for ever', async () => {
    const endless = () => new Promise<never>(() => {});
    await post(
      { main: 'running', claim: 'c1' },
      { releaseLeftRun: endless, sendLeftBehind: endless, openAttempt: endless, after: async () => {} },
    );
    expect(io.annotations.map(({ message }) => message)).toEqual([
      'What was left of the stack could not be cleared up: it took longer than 60 s',
      'What was left of the trace could not be sent: it took longer than 60 s',
      'The control plane could not be told how this ended: it took longer than 60 s',
    ]);
  });

  test('shows no secret', async () => {
    await post({}, { sendLeftBehind: async () => Promise.reject(new Error(`with ${TOKEN}`)) });
    expect(io.everything()).toContain('with ***');
  });
});

test('where the inputs were wrong main has done nothing, and there is nothing to do', async () => {
  await post({ main: 'over' }, {}, { INPUT_REGION: 'mars' });
  expect(did).toEqual([]);
});
