import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Changes, StackEvent } from '../events.ts';
import { sharedNodeId } from '../names.ts';
import type { DestroyOptions } from '../run-options.ts';
import { runStack } from '../run-stack.ts';
import { SandboxProcess } from '../testing/sandbox-process.ts';
import { releasedNodes, withoutNodes } from './removal.ts';
import { sharedRegion } from './shared-region.ts';

let sandbox: SandboxProcess;
beforeAll(async () => {
  sandbox = await SandboxProcess.start();
});
afterAll(async () => {
  await sandbox.stop();
});

const UNCHANGED: Omit<Changes, 'same'> = { create: 0, update: 0, replace: 0, delete: 0, import: 0 };
const A = sharedNodeId('sg', 'job_a');
const B = sharedNodeId('sg', 'job_b');

const PUBLIC_KEY = 'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIAABAgMEBQYHCAkKCwwNDg8QERITFBUWFxgZGhscHR4f ops';

function recordOf(jobId: string) {
  const { cloudflare_zone, cloudflare_zone_id: zoneId } = sandbox.connection;
  return { record: { name: `${sharedNodeId('sg', jobId)}.${cloudflare_zone}`, zoneId, proxied: false } };
}
const region = (...jobs: string[]) =>
  sharedRegion({ region: 'sg', add: jobs.map((jobId) => ({ jobId, ...recordOf(jobId) })), access: {} });
const up = (job?: string, onEvent = (_event: StackEvent) => {}) =>
  runStack({ operation: 'up', program: region(...(job ? [job] : [])), onEvent, ...sandbox.options });

const execute = promisify(execFile);
const DESTROY = fileURLToPath(new URL('../testing/destroy-main.ts', import.meta.url));

async function inProcessOfItsOwn(destroy: DestroyOptions): Promise<unknown> {
  const env = { ...process.env, NODE_OPTIONS: '--disable-warning=ExperimentalWarning' };
  const { stdout } = await execute(process.execPath, [DESTROY, JSON.stringify(destroy)], { env });
  return JSON.parse(stdout);
}

// One story in order: each test goes on where the one before stopped.
describe("a region's shared nodes on the real engine", () => {
  test('the first node comes up with its network, firewall, placement group, address and name', async () => {
    const warnings: string[] = [];
    const { outputs } = await up('job_a', (event) => {
      if (event.type === 'message' && event.severity !== 'info') warnings.push(event.text);
    });
    // A plugin that Pulumi finds on PATH, not as an installed one, would warn here.
    expect(warnings).toEqual([]);
    expect(outputs.nodes).toEqual([expect.objectContaining({ node_id: A, role: 'shared', location: 'sin' })]);
    expect(await sandbox.names('servers')).toEqual([A]);
    expect(await sandbox.records()).toEqual([{ name: `${A}.prego.test`, content: outputs.nodes[0]?.ipv4 }]);
  }, 60_000);

  test('the same job once more changes nothing', async () => {
    expect((await up('job_a')).changes).toMatchObject(UNCHANGED);
  }, 60_000);

  test('a second node is added, and the first is not touched', async () => {
    const before = await sandbox.server(A);
    const { changes, outputs } = await up('job_b');
    expect(changes).toMatchObject({ ...UNCHANGED, create: 3 });
    expect(outputs.nodes.map(({ node_id }) => node_id).sort()).toEqual([A, B].sort());
    expect(await sandbox.server(A)).toEqual(before);
  }, 60_000);

  test('a third is added, of another type and image, with other keys and cloud-init: the first two are the same', async () => {
    await sandbox.hetzner('POST', '/ssh_keys', { name: 'ops', public_key: PUBLIC_KEY });
    const before = await Promise.all([A, B].map((node) => sandbox.server(node)));
    const metrics = { url: 'https://cp.example.com/metrics', tokenFor: (nodeId: string) => `token-of-${nodeId}` };
    const program = sharedRegion({
      region: 'sg',
      add: [
        { jobId: 'job_d', offers: [{ serverType: 'cpx22', location: 'sin' }], image: 'debian-13' },
        ...['job_a', 'job_b'].map((jobId) => ({ jobId, image: 'debian-13', ...recordOf(jobId) })),
      ],
      access: { sshKeys: ['ops'], authorizedKeys: [PUBLIC_KEY], metrics },
    });
    const { changes } = await runStack({ operation: 'up', program, ...sandbox.options });
    // The new server and its attachment.
    expect(changes).toMatchObject({ ...UNCHANGED, create: 2 });
    expect(await Promise.all([A, B].map((node) => sandbox.server(node)))).toEqual(before);
    const D = sharedNodeId('sg', 'job_d');
    for (const phase of [releasedNodes, withoutNodes]) {
      await runStack({ operation: 'up', program: phase({ region: 'sg', nodes: [D] }), ...sandbox.options });
    }
  }, 60_000);

  test('a run that adds nothing keeps both', async () => {
    const { changes, outputs } = await up();
    expect(changes).toMatchObject(UNCHANGED);
    expect(outputs.nodes).toHaveLength(2);
  }, 60_000);

  test('a preview of what is there plans nothing, and one of a third node plans it alone', async () => {
    const preview = (...jobs: string[]) =>
      runStack({ operation: 'preview', program: region(...jobs), ...sandbox.options });
    expect((await preview('job_a')).changes).toMatchObject(UNCHANGED);
    expect((await preview('job_c')).changes).toMatchObject({ ...UNCHANGED, create: 3 });
    expect(await sandbox.names('servers')).toHaveLength(2);
  }, 60_000);

  test('destroying it without naming every node is refused, and nothing is done', async () => {
    const destroy = { operation: 'destroy', stack: 'sg', release: [A], ...sandbox.options } satisfies DestroyOptions;
    expect(await inProcessOfItsOwn(destroy)).toEqual({
      code: 'tenant_loss_refused',
      message: expect.stringContaining(B),
    });
    expect(await sandbox.names('servers')).toHaveLength(2);
  }, 60_000);

  test('destroying it by name leaves an empty cloud and a closed ledger', async () => {
    await runStack({ operation: 'destroy', stack: 'sg', release: [A, B], removeStack: true, ...sandbox.options });
    expect(await sandbox.leftovers()).toEqual({});
  }, 60_000);

  test('destroying what is gone is done already', async () => {
    const gone = { operation: 'destroy', stack: 'sg', release: 'all', removeStack: true } as const;
    const { changes } = await runStack({ ...gone, ...sandbox.options });
    expect(changes).toMatchObject(UNCHANGED);
  }, 60_000);
});
