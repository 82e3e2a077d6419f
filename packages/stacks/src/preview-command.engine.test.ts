import { readdir } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { NETWORK_RANGE } from './addresses.ts';
import { dedicatedNodeId, ownerLabels, sharedNodeId } from './names.ts';
import { stateIdOf } from './state-id.ts';
import { previewProcess } from './testing/preview-process.ts';
import { runApart } from './testing/run-process.ts';
import { SandboxProcess } from './testing/sandbox-process.ts';

/** `stack:preview` in a process of its own, beside a region `sg` that has one node. */
let sandbox: SandboxProcess;
let before: unknown;

beforeAll(async () => {
  sandbox = await SandboxProcess.start(['--action-time-factor', '0.1']);
  const shared = { region: 'sg', add: [{ jobId: 'job_1' }], access: {} } as const;
  expect(await runApart({ operation: 'up', shared, ...sandbox.options })).not.toHaveProperty('code');
}, 60_000);
afterAll(() => sandbox.stop());

/** All that a preview must leave as it is: the clouds, and every file of the backend. */
const world = async (): Promise<unknown> => [
  await sandbox.leftovers(),
  (await readdir(fileURLToPath(sandbox.connection.state_url), { recursive: true })).sort(),
];
beforeEach(async () => {
  before = await world();
});
afterEach(async () => {
  await sandbox.control('DELETE', '/faults');
  expect(await world()).toEqual(before);
});

const preview = (...args: string[]) => previewProcess(sandbox, args);

describe('stack:preview shows', () => {
  test('what a region without a stack would get, the nodes to be and their price, and ends with 2', async () => {
    const { code, stdout, stderr } = await preview('--region', 'eu');
    const node = sharedNodeId('eu', 'preview');
    expect({ code, stderr }).toEqual({ code: 2, stderr: '' });
    const lines = stdout.split('\n');
    expect(lines[0]).toBe('Stack eu: 6 to create');
    expect(lines.slice(1, 7).sort()).toEqual(
      [
        '├─ + Firewall firewall',
        '├─ + Network network-eu-central',
        '├─ + NetworkSubnet subnet-eu-central',
        '├─ + PlacementGroup spread-1',
        `├─ + Server ${node}`,
        `└─ + ServerNetwork ${node}-network`,
      ].sort(),
    );
    expect(stdout).toMatch(new RegExp(`^${node} +shared +cx33 +fsn1 +\\(known after up\\) +10\\.\\S+$`, 'm'));
    expect(stdout).toMatch(/^price, net +per hour +per month$/m);
    expect(stdout).toMatch(new RegExp(`^${node} \\(cx33\\) +0\\.\\d{4} +\\d+\\.\\d\\d$`, 'm'));
    expect(stdout).toMatch(/^total EUR +0\.\d{4} +\d+\.\d\d$/m);
  }, 60_000);

  test('nothing for a region that is as it is, and ends with 0', async () => {
    const { code, stdout, stderr } = await preview('--region', 'sg', '--as-is');
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toMatch(/^Stack sg: nothing to change\n\nnode /);
    expect(stdout).toContain(sharedNodeId('sg', 'job_1'));
  }, 60_000);

  test('one more node beside one that stays, as one JSON document', async () => {
    const { code, stdout } = await preview('--region', 'sg', '--job', 'job_2', '--json');
    const document = JSON.parse(stdout);
    expect(code).toBe(2);
    expect(document).toMatchObject({ stack: 'sg', changes: { create: 2, delete: 0, replace: 0 } });
    expect(document.outputs.nodes.map(({ node_id }: { node_id: string }) => node_id)).toEqual(
      ['job_1', 'job_2'].map((job) => sharedNodeId('sg', job)).sort(),
    );
    expect(document.cost.hourly).toBeGreaterThan(0);
    expect(document.cost.monthly).toBeGreaterThan(document.cost.hourly);
  }, 60_000);

  test('the three servers and the volume of a dedicated tenant', async () => {
    const { code, stdout } = await preview('--tenant', 'acme', '--dedicated', '--region', 'eu');
    expect(code).toBe(2);
    for (const role of ['app', 'db', 'redis'] as const) {
      expect(stdout).toMatch(new RegExp(`^${dedicatedNodeId('eu', 'preview', role)} +${role} `, 'm'));
    }
    expect(stdout).toMatch(/\+ Volume db-volume$/m);
    expect(stdout).toMatch(/-db \(20 GB\) +0\.\d{4} +\d+\.\d\d$/m);
  }, 60_000);

  test('the rest where the price list can not be had, and says so', async () => {
    await sandbox.control('POST', '/faults', {
      request: { method: 'GET', path: '/v1/pricing' },
      status: 403,
      code: 'forbidden',
    });
    const { code, stdout, stderr } = await preview('--region', 'eu');
    expect(code).toBe(2);
    expect(stderr).toMatch(/^warning: Hetzner refused GET .*pricing/);
    expect(stdout).toMatch(/^Stack eu: 6 to create$/m);
    expect(stdout).toMatch(/^price: unknown$/m);
  }, 60_000);
});

test('what a dead run has made is shown as what would be adopted', async () => {
  const labels = ownerLabels({ stack: 'us', stateId: stateIdOf(sandbox.connection.state_url) });
  await sandbox.hetzner('POST', '/networks', { name: 'us-us-east', ip_range: NETWORK_RANGE, labels });
  before = await world();
  const { code, stdout } = await preview('--region', 'us');
  expect(code).toBe(2);
  expect(stdout).toMatch(/^Stack us: 5 to create, 1 to import$/m);
  expect(stdout).toMatch(/^[├└]─ = Network network-us-east$/m);
}, 60_000);

describe('stack:preview ends', () => {
  test('with 64 for arguments that are none', async () => {
    const { code, stdout, stderr } = await preview('--dedicated');
    expect({ code, stdout }).toEqual({ code: 64, stdout: '' });
    expect(stderr).toMatch(/^invalid_input: --dedicated needs a tenant\. .*\n$/);
  });

  test.each([
    ['a token that the cloud refuses', { HCLOUD_TOKEN: 'x'.repeat(64) }, 'unauthorized'],
    ['a passphrase that is not that of the stack', { PULUMI_CONFIG_PASSPHRASE: 'x' }, 'state_unreadable'],
  ])(
    'with 1 for %s, and one sentence',
    async (_what, env, code) => {
      const printed = await previewProcess(sandbox, ['--region', 'sg'], env);
      expect(printed).toMatchObject({ code: 1, stdout: '' });
      expect(printed.stderr.split('\n').at(-2)).toMatch(new RegExp(`^${code}: `));
    },
    60_000,
  );
});
