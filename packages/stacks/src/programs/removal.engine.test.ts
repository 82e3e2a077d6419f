import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { parseCheckpoint, protectedNodes } from '../exported-state.ts';
import { sharedNodeId } from '../names.ts';
import { runStack } from '../run-stack.ts';
import { SandboxProcess } from '../testing/sandbox-process.ts';
import type { StackProgram } from './program.ts';
import { releasedNodes, withoutNodes } from './removal.ts';
import { sharedRegion } from './shared-region.ts';

let sandbox: SandboxProcess;
beforeAll(async () => {
  sandbox = await SandboxProcess.start(['--action-time-factor', '0.1']);
});
afterAll(() => sandbox.stop());

const UNCHANGED = { create: 0, update: 0, replace: 0, delete: 0, import: 0 };
const FIREWALL_CLOSED = ['192.0.2.0/24'];
const [A, B, C] = ['job_a', 'job_b', 'job_c'].map((job) => sharedNodeId('us', job)) as [string, string, string];

function region(...jobs: string[]): StackProgram {
  const { cloudflare_zone, cloudflare_zone_id: zoneId } = sandbox.connection;
  return sharedRegion({
    region: 'us',
    add: jobs.map((jobId) => ({
      jobId,
      location: jobId === 'job_c' ? 'hil' : 'ash',
      record: { name: `${sharedNodeId('us', jobId)}.${cloudflare_zone}`, zoneId, proxied: false },
    })),
    access: { sshSources: FIREWALL_CLOSED },
  });
}
const up = (program: StackProgram) => runStack({ operation: 'up', program, ...sandbox.options });
const removal = (...nodes: string[]) => ({ region: 'us' as const, nodes });
const protectedNow = async (): Promise<string[]> => {
  const state = `${fileURLToPath(sandbox.connection.state_url)}/.pulumi/stacks/prego/us.json`;
  return protectedNodes(parseCheckpoint(await readFile(state, 'utf8')).resources).sort();
};
const sshSources = async (): Promise<unknown> => {
  const { firewalls } = (await sandbox.hetzner('GET', '/firewalls?name=us-shared')) as {
    firewalls: { rules: { description: string; source_ips: string[] }[] }[];
  };
  return firewalls[0]?.rules.find(({ description }) => description === 'ssh')?.source_ips;
};

// One story in order: each test goes on where the one before stopped.
describe('taking nodes out of a region by name', () => {
  test('begins with the release, which changes nothing in the clouds', async () => {
    await up(region('job_a', 'job_b', 'job_c'));
    const before = await Promise.all([sandbox.leftovers(), sandbox.server(A), sandbox.server(B)]);
    const { changes } = await up(releasedNodes(removal(B)));
    expect(changes).toMatchObject(UNCHANGED);
    expect(await Promise.all([sandbox.leftovers(), sandbox.server(A), sandbox.server(B)])).toEqual(before);
  }, 60_000);

  test('is undone by a job that asks for its node again', async () => {
    expect(await protectedNow()).toEqual([A, C].sort());
    await up(region('job_b'));
    expect(await protectedNow()).toEqual([A, B, C].sort());
  }, 60_000);

  test('is not undone by a run for another job, and ends with the node, its attachment and its record gone', async () => {
    await up(releasedNodes(removal(B)));
    await up(region('job_a'));
    expect((await up(withoutNodes(removal(B)))).changes).toMatchObject({ ...UNCHANGED, delete: 3 });
  }, 60_000);

  test('leaves the others as they are, with the firewall as it was closed', async () => {
    expect(await sandbox.names('servers')).toEqual([A, C].sort());
    expect((await sandbox.records()).map(({ name }) => name.split('.')[0]).sort()).toEqual([A, C].sort());
    expect(await sshSources()).toEqual(FIREWALL_CLOSED);
    expect((await up(region('job_a', 'job_c'))).changes).toMatchObject(UNCHANGED);
  }, 60_000);

  test('takes the network of a zone along with its last node', async () => {
    expect((await sandbox.names('networks')).sort()).toEqual(['us-us-east', 'us-us-west']);
    await up(releasedNodes(removal(C)));
    await up(withoutNodes(removal(C)));
    expect(await sandbox.names('networks')).toEqual(['us-us-east']);
  }, 60_000);

  test('of a node that is gone, or never was, is done already', async () => {
    expect((await up(withoutNodes(removal(C, 'us-s-nothing')))).changes).toMatchObject(UNCHANGED);
  }, 60_000);

  test('takes all there is along with the last node', async () => {
    await up(releasedNodes(removal(A)));
    await up(withoutNodes(removal(A)));
    expect(await sandbox.leftovers()).toEqual({});
  }, 60_000);
});
