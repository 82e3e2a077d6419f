import { rename } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { sharedNodeId } from './names.ts';
import { type Call, runApart } from './testing/run-process.ts';
import { SandboxProcess } from './testing/sandbox-process.ts';

/** The backend has lost its state, or is another than was meant (a disk that is not mounted). */
let sandbox: SandboxProcess;
const NODE = sharedNodeId('sg', 'job_1');

const up = (jobId: string): Call => ({
  operation: 'up',
  shared: { region: 'sg', add: [{ jobId }], access: {} },
  ...sandbox.options,
});
const destroy = (release: 'all' | string[]): Call => ({
  operation: 'destroy',
  stack: 'sg',
  release,
  ...sandbox.options,
});
const state = (): string => `${fileURLToPath(sandbox.connection.state_url)}/.pulumi`;

beforeEach(async () => {
  sandbox = await SandboxProcess.start(['--action-time-factor', '0.1']);
  expect(await runApart(up('job_1'))).toHaveProperty('changes');
  await rename(state(), `${state()}-elsewhere`);
}, 60_000);
afterEach(() => sandbox.stop());

test('a region is not begun anew beside its nodes; with its state again, it goes on', async () => {
  const before = await sandbox.leftovers();
  for (const call of [up('job_2'), { ...up('job_2'), operation: 'preview' } as Call]) {
    expect(await runApart(call)).toMatchObject({ code: 'state_unreadable', message: expect.stringContaining(NODE) });
  }
  expect(await sandbox.leftovers()).toEqual(before);

  await rename(`${state()}-elsewhere`, state());
  expect(await runApart(up('job_2'))).toMatchObject({ changes: { create: 2 } });
}, 60_000);

test('the job of its only node takes it over', async () => {
  const { id } = await sandbox.server(NODE);
  expect(await runApart(up('job_1'))).toMatchObject({ changes: { import: 5, delete: 0, replace: 0 } });
  expect(await sandbox.server(NODE)).toMatchObject({ id });
  expect(await sandbox.names('servers')).toEqual([NODE]);
}, 60_000);

test('a destruction gives back what the cloud still has, if every node is named', async () => {
  expect(await runApart(destroy([]))).toMatchObject({ code: 'tenant_loss_refused' });
  expect(await sandbox.names('servers')).toEqual([NODE]);
  expect(await runApart(destroy([NODE]))).toHaveProperty('changes');
  expect(await sandbox.leftovers()).toEqual({});
}, 60_000);
