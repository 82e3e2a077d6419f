import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import { GithubSandbox } from '../testing/github-sandbox.ts';
import { until } from '../testing/job-world.ts';
import { WorkerdProcess } from '../testing/workerd-process.ts';

// It starts workerd twice, on whatever machine this is.
jest.setTimeout(180_000);

const TENANTS = ['t1', 't2', 't3', 't4', 't5', 't6'];
/** Past what a look-up takes to be sure that a request which was never answered has begun nothing. */
const LATER_MS = 4 * 60_000;

let dir: string;
let github: GithubSandbox;
let worker: WorkerdProcess;
beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'prego-killed-'));
  github = await GithubSandbox.start();
  worker = await WorkerdProcess.create(dir, github.vars);
});
afterAll(async () => {
  await worker?.kill();
  await github?.stop();
  await rm(dir, { recursive: true, force: true });
});

const dispatch = (paused: boolean) =>
  worker.call('PUT', '/internal/dispatch', paused ? { paused, reason: 'the test begins soon' } : { paused });

/** Every job with a stack of its own, so that none waits for another. */
const enqueue = (tenant_id: string) =>
  worker.call('POST', `/internal/tenants/${tenant_id}/enqueue-provision`, {
    subdomain_slug: tenant_id,
    plan_tier: 'enterprise',
    region: 'sg',
  });

async function jobs(): Promise<{ job_id: string; status: string; attempt: number }[]> {
  return (await worker.call('GET', '/internal/provision-jobs')).items;
}
const withStatus = async (status: string) => (await jobs()).filter((job) => job.status === status);

test('workerd that is killed in the middle of dispatching loses no job, and sends none twice', async () => {
  await dispatch(true);
  for (const tenant of TENANTS) await enqueue(tenant);
  // The third request is taken, and its answer is still on its way when there is nobody to hear it any more.
  await github.dispatchFault({ skip: 2, count: 1, answer_delay_ms: 30_000 });
  await dispatch(false);
  await until(
    'a request is under way',
    async () => (await github.runs()).length === 3 && (await withStatus('dispatching')).length === 1,
  );
  await worker.kill();

  worker = await WorkerdProcess.start(dir);
  const left = (await jobs()).map(({ status }) => status).sort();
  expect(left).toEqual(['dispatched', 'dispatched', 'dispatching', 'queued', 'queued', 'queued']);
  await worker.call('PUT', '/internal/clock', { offset_ms: LATER_MS });
  await worker.sweep();
  await until(
    'every job is dispatched',
    async () => (await withStatus('dispatched')).length === TENANTS.length,
    30_000,
  );
  expect((await jobs()).map(({ attempt }) => attempt)).toEqual(TENANTS.map(() => 1));
  // A run for each request that GitHub took, whether or not its answer was heard.
  const sent = (await github.runs()).map(({ inputs }) => inputs.job_id);
  expect(sent.sort()).toEqual((await jobs()).map(({ job_id }) => job_id).sort());
});
