import { describe, expect, test } from '@jest/globals';
import { jobBench } from '../testing/job-bench.ts';
import { seedNode, seedProvision } from '../testing/job-world.ts';
import { LOSES_ALL } from '../testing/test-deps.ts';
import { dispatchAttempt } from './dispatch-attempt.ts';
import { endJob } from './end-job.ts';
import { wakeStack } from './give-back-stack.ts';
import { setDispatch } from './set-dispatch.ts';

const NODE = 'sg-s-22222222';

const bench = jobBench();

async function seedOnNode(name: string): Promise<string> {
  if (!(await bench.node(NODE))) await seedNode(bench.cp, NODE, { status: 'ready' });
  return (await seedProvision(bench.cp, name, { on: NODE })).job_id;
}

describe('one stack', () => {
  test('takes one run at a time: the others wait, and go in the order in which they came', async () => {
    const jobs: string[] = [];
    for (let i = 0; i < 20; i++) jobs.push((await seedProvision(bench.cp, `t${i}`)).job_id);
    await Promise.all(jobs.toReversed().map((job_id) => bench.send(job_id)));
    const order: string[] = [];
    for (let i = 0; i < jobs.length; i++) {
      // Whoever was woken is sent, with all the duplicates that the queue may bring.
      for (const job_id of bench.nudges.splice(0))
        await Promise.all([bench.send(job_id, i + 1), bench.send(job_id, i + 1)]);
      const active = await bench.cp.rows<{ job_id: string }>(
        "SELECT job_id FROM provision_jobs WHERE status IN ('dispatching', 'dispatched', 'running')",
      );
      expect(active).toHaveLength(1);
      expect(await bench.lease()).toMatchObject({ job_id: active[0]?.job_id, fence: expect.any(Number) });
      order.push(active[0]?.job_id as string);
      const ended = await endJob(
        await bench.edges(i + 1),
        { job_id: active[0]?.job_id as string, attempt: 1 },
        {
          to: 'failed',
          actor: 'operator' as never,
        },
      );
      expect(ended?.status).toBe('failed');
    }
    expect(order.toSorted()).toEqual(jobs.toSorted());
    // The first to reach the stack was anyone; from then on it is the line.
    expect(order.slice(1)).toEqual(jobs.filter((job) => job !== order[0]));
    expect(await bench.github.dispatches()).toBe(20);
  }, 60_000);

  test('that has come free goes to whoever waits longest, not to whoever asks first', async () => {
    const old = await seedProvision(bench.cp, 'old', { status: 'waiting', waits_for: 'stack' });
    await bench.sql('DELETE FROM outbox');
    const young = await seedProvision(bench.cp, 'young');
    await bench.send(young.job_id);
    expect(await bench.job(young.job_id)).toMatchObject({ status: 'waiting', waits_for: 'stack' });
    expect(await bench.job(old.job_id)).toMatchObject({ status: 'queued' });
    expect(bench.nudges).toEqual([old.job_id]);
  });

  test('is waited for in peace while an older job is due whose nudge was lost: that one is nudged', async () => {
    const old = await seedProvision(bench.cp, 'old');
    const young = await seedProvision(bench.cp, 'young');
    await bench.send(young.job_id);
    expect(await bench.job(young.job_id)).toMatchObject({ status: 'waiting', waits_for: 'stack' });
    expect(bench.nudges).toEqual([old.job_id]);
    await wakeStack(await bench.edges(1), 'sg');
    expect(await bench.job(young.job_id)).toMatchObject({ status: 'waiting' });
    await bench.send(old.job_id, 2);
    expect(await bench.lease()).toMatchObject({ job_id: old.job_id });
  });

  test('is no matter for a job that needs none', async () => {
    const { job_id: holder } = await seedProvision(bench.cp, 'first');
    await bench.send(holder);
    const free = await seedOnNode('second');
    await bench.send(free);
    expect((await bench.job(free)).status).toBe('dispatched');
  });

  test('given back between the look and the wait: the job is not left behind', async () => {
    const first = await seedProvision(bench.cp, 'first');
    const second = await seedProvision(bench.cp, 'second');
    await bench.send(first.job_id);
    // Both at once, again and again: whichever way they meet, the second one is queued in the end.
    await Promise.all([
      bench.send(second.job_id),
      endJob(await bench.edges(1), { job_id: first.job_id, attempt: 1 }, { to: 'failed', actor: 'system sweep' }),
    ]);
    expect(['queued', 'dispatched']).toContain((await bench.job(second.job_id)).status);
  });
});

test('while dispatching is paused nothing is sent, and resuming nudges what is due', async () => {
  const job_id = await seedOnNode('acme');
  const operator = { kind: 'operator' } as const;
  await setDispatch(await bench.edges(0), operator, { paused: true, reason: 'GitHub is down' }, 'r');
  await bench.send(job_id, 1);
  expect((await bench.job(job_id)).status).toBe('queued');
  expect(await setDispatch(await bench.edges(2), operator, { paused: false }, 'r')).toMatchObject({
    paused: false,
    queued: 1,
  });
  expect(bench.nudges).toEqual([job_id]);
  await bench.send(job_id, 3);
  expect((await bench.job(job_id)).status).toBe('dispatched');
  expect(await bench.cp.rows('SELECT action FROM audit ORDER BY audit_id LIMIT 2')).toEqual([
    { action: 'dispatch.paused' },
    { action: 'dispatch.resumed' },
  ]);
});

test('a message of an attempt that is over does nothing', async () => {
  const job_id = await seedOnNode('acme');
  await endJob(
    await bench.edges(0, { queue: LOSES_ALL }),
    { job_id, attempt: 1 },
    { to: 'cancelled', actor: 'system sweep' },
  );
  await bench.send(job_id, 1);
  await dispatchAttempt(await bench.edges(1), { job_id: 'job_nobody', attempt: 1 });
  expect(await bench.github.dispatches()).toBe(0);
});
