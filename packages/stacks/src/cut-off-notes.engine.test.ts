import { readdir, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { runApart } from './testing/run-process.ts';
import { SandboxProcess } from './testing/sandbox-process.ts';
import { TenantUnderTest } from './testing/tenant-under-test.ts';

let sandbox: SandboxProcess;
beforeAll(async () => {
  sandbox = await SandboxProcess.start(['--action-time-factor', '0.1']);
}, 60_000);
afterAll(() => sandbox.stop());

test('a run puts no notes beside its files; empty ones, which a killed engine has left, stop nobody who holds the lease', async () => {
  const tenant = new TenantUnderTest(sandbox, 'acme');
  expect(await runApart(tenant.up)).toHaveProperty('changes');
  const root = `${fileURLToPath(sandbox.connection.state_url)}/.pulumi`;
  const notes = async () => (await readdir(root, { recursive: true })).filter((file) => file.endsWith('.attrs'));
  expect(await notes()).toEqual([]);

  // As an engine leaves them that was run without our options and killed.
  await writeFile(`${root}/stacks/prego/${tenant.stack}.json.attrs`, '');
  expect(await runApart(tenant.up)).toMatchObject({ code: 'state_unreadable' });
  expect(await runApart({ ...tenant.up, holdsLease: true })).toMatchObject({
    changes: { create: 0, import: 0, update: 0, replace: 0, delete: 0 },
  });
  expect(await notes()).toEqual([]);
}, 120_000);
