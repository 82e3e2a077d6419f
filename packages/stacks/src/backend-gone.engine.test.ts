import { expect, test } from '@jest/globals';
import { useRegionOnS3 } from './testing/region-on-s3.ts';
import { RunProcess, runApart } from './testing/run-process.ts';

/** The store of the state goes away in the middle of a run, while a server is being made. */
const on = useRegionOnS3();

const UNCHANGED = { create: 0, import: 0, update: 0, replace: 0, delete: 0 };

/** A run of which the sandbox has the request for a server, and will answer it in a while. */
async function runMakingServer(job: string): Promise<RunProcess> {
  const held = { request: { method: 'POST', path: '/v1/servers' }, delay_ms: 3_000 };
  await on.region.sandbox.control('POST', '/faults', held);
  const run = new RunProcess(on.region.upApart(job));
  await on.region.sandbox.faultsMet(run.outcome);
  return run;
}

test('a store that comes back is waited for', async () => {
  const run = await runMakingServer('job_a');
  on.region.s3.line.cut();
  await on.region.s3.line.turnedAway();
  on.region.s3.line.mend();
  expect(await run.outcome).not.toHaveProperty('code');
  expect((await on.region.up('job_a')).changes).toMatchObject(UNCHANGED);
}, 60_000);

// The engine tries to write for a minute and a half, which nothing can shorten.
test('one that stays away fails the run, and the next run keeps the server that it made', async () => {
  const run = await runMakingServer('job_b');
  on.region.s3.line.cut();
  expect(await run.outcome).toMatchObject({
    code: 'state_unwritable',
    message: expect.stringContaining('failed to save snapshot'),
  });
  on.region.s3.line.mend();

  expect(await runApart(on.region.upApart('job_b'))).toMatchObject({ code: 'stack_lock_left' });
  expect(await runApart(on.region.upApart('job_b', { holdsLease: true }))).not.toHaveProperty('code');
  expect(await on.region.timesMade('job_b')).toBe(1);
  expect((await on.region.up('job_b')).changes).toMatchObject(UNCHANGED);
}, 240_000);
