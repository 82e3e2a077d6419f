import { expect, test } from '@jest/globals';
import { type EndedStep, followJob, whereToLook } from './follow-job.ts';

type State = EndedStep['state'] | 'pending' | 'started';

const attempt = (number: number, states: readonly State[], ended_at: number | null = null) => ({
  ...{ attempt: number, ended_at, run_url: `http://127.0.0.1/runs/${number}` },
  steps: states.map((state, index) => ({ step: index + 1, state })),
});
const told = (job: { attempt: number; status: string }, ...attempts: ReturnType<typeof attempt>[]) => ({
  job,
  attempts,
});

/** A control plane that gives these answers one after the other, and the last one for ever. */
function answering(...answers: unknown[]) {
  let given = 0;
  return { get: async () => answers[Math.min(given++, answers.length - 1)] as never };
}

async function follow(
  controlPlane: ReturnType<typeof answering>,
  stop = new AbortController().signal,
  withinMs = 5_000,
) {
  const steps: string[] = [];
  const onStep = ({ step, state }: EndedStep) => steps.push(`${step} ${state}`);
  const ended = await followJob(controlPlane, 'job_1', { stop, withinMs, onStep });
  return { steps, ended };
}

test('each step is told once, in order, and not before those before it', async () => {
  const running = { attempt: 1, status: 'running' };
  const { steps, ended } = await follow(
    answering(
      told(running, attempt(1, ['done', 'started', 'done'])),
      told(running, attempt(1, ['done', 'skipped', 'started'])),
      told({ attempt: 1, status: 'failed' }, attempt(1, ['done', 'skipped', 'failed', 'pending'], 9)),
    ),
  );
  expect(steps).toEqual(['1 done', '2 skipped', '3 failed']);
  expect(ended.job.status).toBe('failed');
});

test('an attempt that has ended is not taken for the one that comes after it', async () => {
  const first = attempt(1, ['failed'], 5);
  const { steps, ended } = await follow(
    answering(
      told({ attempt: 2, status: 'queued' }, first),
      told({ attempt: 2, status: 'completed' }, attempt(2, ['done'], 9), first),
    ),
  );
  expect(steps).toEqual(['1 done']);
  expect(ended.attempt.attempt).toBe(2);
});

test('what takes too long is an error that says where to look', async () => {
  const waiting = answering(told({ attempt: 1, status: 'running' }, attempt(1, ['started'])));
  await expect(follow(waiting, undefined, -1)).rejects.toThrow(
    'job_1 is running after -0.001 s. Its run, which `npm run sandbox` shows again: http://127.0.0.1/runs/1',
  );
  expect(whereToLook(null)).toBe('No run of it was begun.');
});

test('a stop ends it', async () => {
  const waiting = answering(told({ attempt: 1, status: 'running' }, attempt(1, ['started'])));
  await expect(follow(waiting, AbortSignal.abort())).rejects.toThrow('aborted');
});
