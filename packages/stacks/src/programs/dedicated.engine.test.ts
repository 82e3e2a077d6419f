import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { dedicatedNodeId } from '../names.ts';
import { runStack } from '../run-stack.ts';
import { SandboxProcess } from '../testing/sandbox-process.ts';
import { dedicated } from './dedicated.ts';

let sandbox: SandboxProcess;
beforeAll(async () => {
  sandbox = await SandboxProcess.start(['--agents', 'telegraf', '--push-every', '1s']);
});
afterAll(async () => {
  await sandbox.stop();
});

const NODES = (['app', 'db', 'redis'] as const).map((role) => dedicatedNodeId('eu', 'job_trio', role));
const [APP, DB] = NODES as [string, string];
const UNCHANGED = { create: 0, update: 0, replace: 0, delete: 0 };
const CALL_HOME_WITHIN_MS = 60_000;

function trio() {
  const { cloudflare_zone_id, control_url } = sandbox.connection;
  return dedicated({
    region: 'eu',
    tenantId: 'acme',
    jobId: 'job_trio',
    record: { name: 'acme.prego.test', zoneId: cloudflare_zone_id, proxied: false },
    access: { metrics: { url: `${control_url}/inbox/metrics`, tokenFor: (nodeId) => `token-of-${nodeId}` } },
  });
}
const run = (operation: 'up' | 'preview') =>
  operation === 'up'
    ? runStack({ operation, program: trio(), ...sandbox.options })
    : runStack({ operation, program: trio(), ...sandbox.options });

// One story in order: each test goes on where the one before stopped.
describe('a dedicated trio on the real engine', () => {
  test('comes up as app, db and redis, with a volume for db, and only app has a public IPv4 address', async () => {
    const { outputs } = await run('up');
    expect(outputs.nodes.map(({ node_id, ipv4 }) => [node_id, ipv4 !== ''])).toEqual(
      NODES.map((node) => [node, node === APP]),
    );
    expect((await sandbox.server(DB)).volumes).toHaveLength(1);
    expect(await sandbox.records()).toEqual([{ name: 'acme.prego.test', content: outputs.nodes[0]?.ipv4 }]);
  }, 60_000);

  test('boots: every node reports its load, by real Telegraf under the configuration that its cloud-init wrote', async () => {
    const wanted = ['node_id', 'cpu_pct', 'memory_pct', 'disk_pct'];
    const reported = new Set<unknown>();
    const deadline = performance.now() + CALL_HOME_WITHIN_MS;
    while (reported.size < NODES.length && performance.now() < deadline) {
      for (const body of await sandbox.callsHome()) if (wanted.every((key) => key in body)) reported.add(body.node_id);
      await sleep(200);
    }
    expect([...reported].sort()).toEqual([...NODES].sort());
    expect(await sandbox.control('GET', '/machines')).toEqual({
      machines: NODES.map(() =>
        expect.objectContaining({ agent: 'telegraf', cloud_init: { status: 'done', reasons: [] } }),
      ),
    });
  }, 90_000);

  test('once more, it changes nothing, and its preview is clean', async () => {
    expect((await run('up')).changes).toMatchObject(UNCHANGED);
    expect((await run('preview')).changes).toMatchObject(UNCHANGED);
  }, 60_000);

  test('destroyed by name, it leaves an empty cloud and a closed ledger', async () => {
    await runStack({
      operation: 'destroy',
      stack: 'dedicated-acme',
      release: NODES,
      removeStack: true,
      ...sandbox.options,
    });
    expect(await sandbox.leftovers()).toEqual({});
    expect(await sandbox.control('GET', '/machines')).toEqual({ machines: [] });
  }, 60_000);
});
