import { readdir, readFile, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { dedicatedNodeId } from './names.ts';
import { after } from './testing/held-fault.ts';
import { type Call, RunProcess, runApart } from './testing/run-process.ts';
import { SandboxProcess } from './testing/sandbox-process.ts';

/** A preview changes nothing: neither in the clouds nor in the backend, whatever it meets there. */
let sandbox: SandboxProcess;
let state: string;

beforeEach(async () => {
  sandbox = await SandboxProcess.start(['--action-time-factor', '0.1']);
  state = `${fileURLToPath(sandbox.connection.state_url)}/.pulumi`;
}, 60_000);
afterEach(() => sandbox.stop());

const stateFile = (): string => `${state}/stacks/prego/dedicated-acme.json`;
const trio = (more: { locations?: string[] } = {}): Call => ({
  operation: 'up',
  trio: { region: 'us', tenantId: 'acme', jobId: 'job_1', access: {}, ...more },
  ...sandbox.options,
});
const previewOf = (call: Call): Call => ({ ...call, operation: 'preview' }) as Call;

/** Every file of the stack in the backend, with what is in it. */
async function kept(): Promise<Record<string, string>> {
  const all = await readdir(state, { recursive: true, withFileTypes: true });
  const files = all.filter((entry) => entry.isFile()).map((entry) => `${entry.parentPath}/${entry.name}`);
  return Object.fromEntries(await Promise.all(files.map(async (file) => [file, await readFile(file, 'utf8')])));
}

test('a preview does not begin a stack again elsewhere: it says that an update would', async () => {
  const unavailable = [{ server_type: 'cpx11', location: 'ash' }];
  await sandbox.control('PUT', '/availability', { unavailable });
  expect(await runApart(trio({ locations: ['ash'] }))).toMatchObject({ code: 'capacity_unavailable' });
  const before = [await sandbox.leftovers(), await kept()];
  expect(before[0]).toHaveProperty('servers');
  expect(await runApart(previewOf(trio({ locations: ['hil'] })))).toMatchObject({
    code: 'tenant_loss_refused',
    message: expect.stringContaining('another network zone'),
  });
  expect([await sandbox.leftovers(), await kept()]).toEqual(before);
}, 60_000);

test('a preview clears nothing up, also as holder of the lease: what a dead run was making is found by the next', async () => {
  await sandbox.control('POST', '/faults', after('POST', '/v1/servers', 1));
  const run = new RunProcess(trio());
  await sandbox.faultsMet(run.outcome);
  await run.kill('machine');
  await sandbox.control('DELETE', '/faults');
  await writeFile(stateFile(), (await readFile(stateFile(), 'utf8')).slice(0, -20));
  const before = await kept();
  expect(await runApart({ ...previewOf(trio()), holdsLease: true })).toMatchObject({ code: 'state_unreadable' });
  expect(await kept()).toEqual(before);

  expect(await runApart({ ...trio(), holdsLease: true })).not.toHaveProperty('code');
  expect(await sandbox.names('servers')).toHaveLength(3);
  const made = (await sandbox.ledger()).filter(({ kind }) => kind === 'server').map(({ name }) => name);
  const roles = ['app', 'db', 'redis'] as const;
  expect(made.sort()).toEqual(roles.map((role) => dedicatedNodeId('us', 'job_1', role)).sort());
}, 60_000);

test('a preview that fails leaves no stack behind', async () => {
  const name = dedicatedNodeId('us', 'job_1', 'app');
  await sandbox.hetzner('POST', '/servers', { name, server_type: 'cpx11', image: 'debian-13', location: 'ash' });
  expect(await runApart(previewOf(trio()))).toMatchObject({ code: 'name_taken' });
  expect(await readdir(`${state}/stacks/prego`).catch(() => [])).toEqual([]);
}, 60_000);
