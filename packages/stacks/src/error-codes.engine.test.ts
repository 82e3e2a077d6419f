import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, afterEach, beforeAll, expect, test } from '@jest/globals';
import { after } from './testing/held-fault.ts';
import { RunProcess, runApart } from './testing/run-process.ts';
import { SandboxProcess } from './testing/sandbox-process.ts';
import { TenantUnderTest } from './testing/tenant-under-test.ts';

/** The codes that no other test provokes on the real engine: the sentence, and that the cloud is as it was. */
let sandbox: SandboxProcess;
beforeAll(async () => {
  sandbox = await SandboxProcess.start(['--action-time-factor', '0.1']);
}, 60_000);
afterAll(() => sandbox.stop());
afterEach(() => sandbox.control('DELETE', '/faults'));

test('plugin_missing: a Pulumi home without plugins', async () => {
  const tenant = new TenantUnderTest(sandbox, 'no-plugin');
  const home = await mkdtemp(join(tmpdir(), 'prego-empty-home-'));
  expect(await runApart({ ...tenant.up, engine: { home } })).toMatchObject({
    code: 'plugin_missing',
    message:
      "The engine's plugin for hcloud is missing. Install it: `pulumi plugin install resource <name> <version>`, or run the bootstrap once.",
  });
  expect(await tenant.inTheCloud()).toEqual([]);
  await rm(home, { recursive: true });
}, 60_000);

test('engine_missing: no CLI where one was said to be', async () => {
  const tenant = new TenantUnderTest(sandbox, 'no-engine');
  expect(await runApart({ ...tenant.up, engine: { pulumi: '/nowhere/pulumi' } })).toMatchObject({
    code: 'engine_missing',
    message: "The Pulumi CLI can't be started. Install Pulumi 3.259.0 or give the path of its CLI.",
  });
}, 60_000);

test('program_error: a program with a mistake of its own', async () => {
  const { options } = sandbox;
  expect(await runApart({ operation: 'up', broken: 'x is not a function', ...options })).toMatchObject({
    code: 'program_error',
    message: 'The program failed: x is not a function. Mend the program, then run it again.',
  });
}, 60_000);

test('pending_operations: a dead run whose lock somebody has dropped', async () => {
  const tenant = new TenantUnderTest(sandbox, 'pending');
  await sandbox.control('POST', '/faults', after('POST', '/v1/servers'));
  const run = new RunProcess(tenant.up);
  await sandbox.faultsMet(run.outcome);
  await run.kill('machine');
  await sandbox.control('DELETE', '/faults');
  const locks = fileURLToPath(`${sandbox.connection.state_url}/.pulumi/locks/organization/prego/${tenant.stack}`);
  expect(await readdir(locks)).not.toEqual([]);
  await rm(locks, { recursive: true });

  expect(await runApart(tenant.up)).toMatchObject({
    code: 'pending_operations',
    message: expect.stringMatching(
      /^A run that died was in the middle of .*\b(app|db|redis) \(creating\).*\. Run it again as the holder of the stack's lease/,
    ),
  });
  expect(await runApart({ ...tenant.up, holdsLease: true })).toHaveProperty('changes');
  expect(await tenant.timesMade()).toEqual([1, 1, 1]);
}, 60_000);

test('rate_limited: a cloud that goes on refusing', async () => {
  const tenant = new TenantUnderTest(sandbox, 'limited');
  await sandbox.control('POST', '/faults', {
    request: { method: 'POST', path: '/client/v4/zones/*/dns_records' },
    count: 20,
    status: 429,
    // Cloudflare's own for too many requests.
    code: 971,
    headers: { 'x-should-retry': 'false' },
  });
  expect(await runApart(tenant.up)).toMatchObject({
    code: 'rate_limited',
    message: "Cloudflare's requests of these five minutes are used up. Wait five minutes.",
  });
  await sandbox.control('DELETE', '/faults');
  expect(await runApart(tenant.up)).toHaveProperty('changes');
}, 60_000);
