import { readdir, readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { listStacks, readStates } from './look-into-backend.ts';
import { sharedNodeId } from './names.ts';
import { sharedRegion } from './programs/shared-region.ts';
import type { DriftResult } from './run-options.ts';
import { runStack } from './run-stack.ts';
import { succeeds } from './testing/outcome.ts';
import { RunProcess } from './testing/run-process.ts';
import { SandboxProcess } from './testing/sandbox-process.ts';
import { TenantUnderTest } from './testing/tenant-under-test.ts';

let sandbox: SandboxProcess;
beforeAll(async () => {
  sandbox = await SandboxProcess.start(['--action-time-factor', '0.1']);
}, 60_000);
afterAll(() => sandbox.stop());

const node = (job: string): string => sharedNodeId('sg', job);
const adding = (jobId: string) => {
  const record = { name: `${jobId}.${sandbox.connection.cloudflare_zone}`, zoneId: zone(), proxied: false };
  return { region: 'sg' as const, add: [{ jobId, record }], access: {} };
};
const zone = (): string => sandbox.connection.cloudflare_zone_id;
const look = (stack: string): Promise<DriftResult> =>
  succeeds(runStack({ operation: 'drift', stack, ...sandbox.options }));

/** Every file of the backend, with what is in it. */
async function kept(): Promise<Record<string, string>> {
  const folder = fileURLToPath(sandbox.connection.state_url);
  const all = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = all.filter((entry) => entry.isFile()).map((entry) => `${entry.parentPath}/${entry.name}`);
  return Object.fromEntries(await Promise.all(files.map(async (file) => [file, await readFile(file, 'utf8')])));
}

test('stacks that nobody has touched are in sync, a shared region and a trio with all that they have', async () => {
  for (const job of ['first', 'second']) {
    await succeeds(runStack({ operation: 'up', program: sharedRegion(adding(job)), ...sandbox.options }));
  }
  const acme = new TenantUnderTest(sandbox, 'acme');
  await new RunProcess(acme.up).outcome;

  const was = await kept();
  for (const stack of ['sg', acme.stack]) {
    const { drifted, inHand, changes } = await look(stack);
    expect({ stack, drifted, inHand }).toEqual({ stack, drifted: [], inHand: [] });
    expect(changes.same).toBeGreaterThan(8);
  }
  expect(await kept()).toEqual(was);

  expect(await listStacks(sandbox.options)).toEqual([acme.stack, 'sg']);
  const [trio, shared] = await readStates(sandbox.options);
  expect([trio?.region, shared?.region]).toEqual(['eu', 'sg']);
  expect(trio?.things.map(({ kind, name }) => `${kind} ${name}`).sort()).toEqual([
    ...['server app', 'server db', 'server redis', 'volume db-volume'],
  ]);
  const { id } = await sandbox.server(node('first'));
  expect(shared?.things).toContainEqual({ kind: 'server', id, name: node('first') });
}, 60_000);

test('what was changed by hand is told by the names of its properties, what is gone as deleted', async () => {
  const first = await sandbox.server(node('first'));
  const second = await sandbox.server(node('second'));
  await sandbox.hetzner('PUT', `/servers/${first.id}`, { name: 'renamed', labels: { mine: 'now' } });
  await sandbox.hetzner('POST', `/servers/${first.id}/actions/poweroff`);
  await sandbox.hetzner('DELETE', `/servers/${second.id}`);

  const { drifted } = await look('sg');
  const changes = Object.fromEntries(drifted.map(({ resource, change }) => [resource, change]));
  expect(changes).toEqual({
    [node('first')]: 'update',
    [node('second')]: 'delete',
    [`${node('second')}-network`]: 'delete',
  });
  const renamed = drifted.find(({ resource }) => resource === node('first'));
  expect(renamed?.type).toBe('hcloud:index/server:Server');
  expect(renamed?.properties).toEqual(expect.arrayContaining(['name', 'labels.mine', 'labels["job-id"]', 'status']));
  expect(JSON.stringify(drifted)).not.toContain('renamed');
}, 60_000);

/** Longer than a look, and shorter than a test. */
const HELD_MS = 15_000;

test('a stack that an update has locked is looked at all the same, and the update is not disturbed', async () => {
  const spec = (jobId: string) => ({ region: 'us' as const, add: [{ jobId }], access: {} });
  await succeeds(runStack({ operation: 'up', program: sharedRegion(spec('there')), ...sandbox.options }));
  const there = await sandbox.server(sharedNodeId('us', 'there'));
  await sandbox.hetzner('POST', `/servers/${there.id}/actions/poweroff`);
  const held = { request: { method: 'POST', path: '/v1/servers' }, answer_delay_ms: HELD_MS };
  await sandbox.control('POST', '/faults', held);
  const update = new RunProcess({ operation: 'up', shared: spec('coming'), ...sandbox.options });
  await sandbox.faultsMet(update.outcome);

  const { drifted, inHand } = await look('us');
  const state = fileURLToPath(sandbox.connection.state_url);
  const locks = await readdir(`${state}/.pulumi/locks/organization/prego/us`);
  expect(locks.filter((name) => name.endsWith('.json'))).toHaveLength(1);
  expect(drifted.map(({ resource, properties }) => [resource, properties])).toEqual([[there.name, ['status']]]);
  expect(inHand).toContain(sharedNodeId('us', 'coming'));

  expect(await update.outcome).toMatchObject({ changes: { delete: 0, replace: 0 } });
  await sandbox.hetzner('POST', `/servers/${there.id}/actions/poweron`);
  expect(await look('us')).toMatchObject({ drifted: [], inHand: [] });
}, 90_000);

test('a stack that is not there is refused by its name', async () => {
  const looked = runStack({ operation: 'drift', stack: 'dedicated-nobody', ...sandbox.options });
  await expect(looked).rejects.toMatchObject({
    code: 'invalid_input',
    what: 'The backend has no stack dedicated-nobody.',
  });
  expect(await listStacks(sandbox.options)).not.toContain('dedicated-nobody');
}, 30_000);
