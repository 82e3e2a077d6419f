import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { sharedNodeId } from '../names.ts';
import type { NodeRecord } from '../node-set.ts';
import { runStack } from '../run-stack.ts';
import { failsWith, succeeds } from '../testing/outcome.ts';
import type { Call } from '../testing/run-process.ts';
import { SandboxProcess } from '../testing/sandbox-process.ts';
import { dedicated } from './dedicated.ts';
import { type NewNode, sharedRegion } from './shared-region.ts';

let sandbox: SandboxProcess;
beforeAll(async () => {
  sandbox = await SandboxProcess.start(['--action-time-factor', '0.1']);
});
afterAll(() => sandbox.stop());

const UNCHANGED = { create: 0, update: 0, replace: 0, delete: 0, import: 0 };
const record = (label: string): NodeRecord => ({
  name: `${label}.${sandbox.connection.cloudflare_zone}`,
  zoneId: sandbox.connection.cloudflare_zone_id,
  proxied: false,
});

// One story in order: each test goes on where the one before stopped.
describe("a dedicated tenant's DNS record", () => {
  const trio = (asked: { record?: NodeRecord }) =>
    ({ region: 'eu', tenantId: 'acme', jobId: 'job_t', access: {}, ...asked }) as const;
  const up = (asked: { record?: NodeRecord }) =>
    succeeds(runStack({ operation: 'up', program: dedicated(trio(asked)), ...sandbox.options }));

  test('stays when a run does not speak of it', async () => {
    await up({ record: record('acme') });
    const { changes, outputs } = await up({});
    expect(changes).toMatchObject(UNCHANGED);
    expect(outputs.nodes[0]?.hostname).toBe(record('acme').name);
  }, 60_000);

  test('takes another name of its zone, and the old one is gone', async () => {
    expect((await up({ record: record('acme-inc') })).changes).toMatchObject({ ...UNCHANGED, update: 1 });
    expect((await sandbox.records()).map(({ name }) => name)).toEqual([record('acme-inc').name]);
  }, 60_000);

  test('does not move to another zone: the run stops before it changes anything', async () => {
    const elsewhere = { ...record('acme-inc'), zoneId: 'f'.repeat(32) };
    const call: Call = { operation: 'up', trio: trio({ record: elsewhere }), ...sandbox.options };
    const { message } = await failsWith(call, 'invalid_input');
    expect(message).toContain(sandbox.connection.cloudflare_zone_id);
  }, 60_000);
});

// One story in order: each test goes on where the one before stopped.
describe('the DNS record of a shared node whose server somebody has removed at Hetzner', () => {
  const A = sharedNodeId('sg', 'job_a');
  const upRegion = (jobs: readonly string[], more: { holdsLease?: boolean } = {}) =>
    upNodes(
      jobs.map((jobId) => ({ jobId, record: record(jobId.replace('_', '-')) })),
      more,
    );
  const upNodes = (add: readonly NewNode[], more: { holdsLease?: boolean } = {}) => {
    const program = sharedRegion({ region: 'sg', add, access: {} });
    return succeeds(runStack({ operation: 'up', program, ...sandbox.options, ...more }));
  };
  const names = async () => (await sandbox.records()).map(({ name }) => name.split('.')[0]);
  /** The server goes, and a run that picks up after a dead one finds that out. */
  const loseServer = async () => {
    await sandbox.hetzner('DELETE', `/servers/${(await sandbox.server(A)).id}`);
    await sandbox.leaveLock('sg');
  };

  test('is no hindrance for other nodes, and stays', async () => {
    await upRegion(['job_a']);
    await loseServer();
    const { outputs } = await upRegion(['job_b'], { holdsLease: true });
    expect(outputs.nodes.map(({ node_id }) => node_id)).toEqual([sharedNodeId('sg', 'job_b')]);
    expect(await names()).toEqual(expect.arrayContaining(['job-a', 'job-b']));
    expect((await upRegion(['job_b'])).changes).toMatchObject(UNCHANGED);
  }, 60_000);

  test('points to the new server when its job asks for the node again, though not for the record', async () => {
    const { outputs } = await upNodes([{ jobId: 'job_a' }]);
    const ipv4 = outputs.nodes.find(({ node_id }) => node_id === A)?.ipv4;
    expect(await sandbox.records()).toContainEqual({ name: record('job-a').name, content: ipv4 });
    // A server that is made in another's place gets a cloud-init too.
    expect(await sandbox.requests('POST', '/v1/servers')).toEqual(
      expect.not.arrayContaining([expect.not.stringContaining('"user_data":"#cloud-config')]),
    );
  }, 60_000);

  test('goes with the node when that is removed by name', async () => {
    await loseServer();
    await upRegion(['job_b'], { holdsLease: true });
    await succeeds(runStack({ operation: 'remove', region: 'sg', nodes: [A], ...sandbox.options }));
    expect(await names()).not.toContain('job-a');
    expect((await upRegion(['job_b'])).changes).toMatchObject(UNCHANGED);
  }, 60_000);
});
