import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { sharedNodeId } from './names.ts';
import { type Call, type Outcome, RunProcess, runApart } from './testing/run-process.ts';
import { SandboxProcess } from './testing/sandbox-process.ts';

/** Runs of several processes on one region: each under the lock, so that none loses another's node. */
let sandbox: SandboxProcess;

beforeAll(async () => {
  sandbox = await SandboxProcess.start(['--action-time-factor', '0.1']);
}, 60_000);
afterAll(() => sandbox.stop());

const adding = (jobId: string, lockWaitMs = 0): Call => ({
  operation: 'up',
  shared: { region: 'sg', add: [{ jobId }], access: {} },
  lockWaitMs,
  ...sandbox.options,
});

const nodesOf = (jobs: readonly string[]): string[] => jobs.map((job) => sharedNodeId('sg', job)).sort();

describe('two runs on one region at once', () => {
  test('the second is refused with the name of the first, and both nodes are there once it is run again', async () => {
    const servers = { method: 'POST', path: '/v1/servers' };
    await sandbox.control('POST', '/faults', { request: servers, delay_ms: 5_000 });
    const first = new RunProcess(adding('job_first'));
    await sandbox.faultsMet(first.outcome);

    expect(await runApart(adding('job_second'))).toMatchObject({
      code: 'stack_locked',
      message: expect.stringMatching(/^The stack is locked by \S+@\S+ \(process \d+\) since 20\S+Z\. Wait until/),
    });
    expect(await first.outcome).toMatchObject({
      steps: expect.arrayContaining([expect.stringMatching(/^create Server/)]),
    });
    expect(await runApart(adding('job_second'))).not.toHaveProperty('code');
    expect(await sandbox.names('servers')).toEqual(nodesOf(['job_first', 'job_second']));
  }, 60_000);

  test('the second waits if it is told to', async () => {
    const jobs = ['job_third', 'job_fourth'];
    const outcomes = await Promise.all(jobs.map((job) => runApart(adding(job, 50_000))));
    expect(outcomes.map(({ code, message }) => ({ code, message }))).toEqual([{}, {}]);
    expect(await sandbox.names('servers')).toEqual(nodesOf(['job_first', 'job_second', ...jobs]));
  }, 60_000);
});

test('ten runs in a row from three processes leave every node there and destroy none', async () => {
  const before = await sandbox.names('servers');
  const jobs = Array.from({ length: 10 }, (_none, index) => `job_row_${index}`);
  const waiting = [...jobs];
  const worker = async (): Promise<Outcome[]> => {
    const job = waiting.shift();
    return job === undefined ? [] : [await runApart(adding(job, 240_000)), ...(await worker())];
  };
  const outcomes = (await Promise.all([worker(), worker(), worker()])).flat();
  expect(outcomes.filter(({ code }) => code !== undefined)).toEqual([]);
  expect(outcomes.filter(({ changes }) => changes?.delete !== 0 || changes.replace !== 0)).toEqual([]);

  expect(await sandbox.names('servers')).toEqual([...before, ...nodesOf(jobs)].sort());
  const everMade = (await sandbox.ledger()).filter(({ kind }) => kind === 'server');
  expect(everMade.map(({ to }) => to)).toEqual(everMade.map(() => null));
  expect(await runApart(adding(jobs[0] as string))).toMatchObject({
    changes: { create: 0, import: 0, update: 0, replace: 0, delete: 0 },
  });
}, 300_000);
