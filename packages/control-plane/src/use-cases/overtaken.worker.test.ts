import { expect, test } from '@jest/globals';
import { dbOf } from '../store/db.ts';
import { findJob } from '../store/jobs.ts';
import { outboxRow } from '../store/outbox.ts';
import { interruptedDatabase } from '../testing/dying-database.ts';
import { jobBench } from '../testing/job-bench.ts';
import { seedNode, seedProvision } from '../testing/job-world.ts';
import { MoodyRunner } from '../testing/moody-runner.ts';
import { cancelJob } from './cancel-job.ts';
import { dispatchAttempt } from './dispatch-attempt.ts';
import { lookUpRun } from './look-up-run.ts';
import { retryJob } from './retry-job.ts';

const NODE = 'sg-s-22222222';
const MINUTE = 60_000;
const OPERATOR = { kind: 'operator' } as const;
const bench = jobBench();

test('a job that is cancelled and retried just before its request goes out is sent once, as the next attempt', async () => {
  await seedNode(bench.cp, NODE, { status: 'ready' });
  const { job_id } = await seedProvision(bench.cp, 'acme', { on: NODE });
  const d1 = interruptedDatabase(bench.cp.env.DB, async () => {
    await cancelJob(await bench.edges(0), OPERATOR, job_id, 'r');
    await retryJob(await bench.edges(0), OPERATOR, job_id, 'r');
  });
  await dispatchAttempt(await bench.edges(0, { db: dbOf(d1) }), { job_id, attempt: 1 });
  expect(await bench.job(job_id)).toMatchObject({ status: 'queued', attempt: 2 });
  await dispatchAttempt(await bench.edges(1), { job_id, attempt: 2 });
  expect((await bench.github.runs(job_id)).map(({ inputs }) => inputs.attempt)).toEqual(['2']);
});

test('a look-up that took so long that another one goes on with the job changes nothing', async () => {
  const runner = new MoodyRunner();
  const { job_id } = await seedProvision(bench.cp, 'acme');
  runner.mood = 'nothing';
  await dispatchAttempt(await bench.edges(0, { workflows: runner }), { job_id, attempt: 1 });
  const job = await findJob(bench.db, job_id);
  const row = await outboxRow(bench.db, job_id, 1);
  if (!job || !row) throw new Error('nothing was sent');
  await bench.sql('UPDATE outbox SET lease = ?, lease_until = ?', 'another', bench.begun + 9 * MINUTE);
  await lookUpRun(await bench.edges(4 * MINUTE, { workflows: runner }), job, { ...row, lease: 'mine' });
  expect(await bench.job(job_id)).toMatchObject({ status: 'dispatching' });
  expect(await bench.lease()).toMatchObject({ job_id });
});
