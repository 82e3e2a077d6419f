import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { dedicatedNodeId } from '../names.ts';
import { runStack } from '../run-stack.ts';
import { RunProcess, runApart } from '../testing/run-process.ts';
import { SandboxProcess } from '../testing/sandbox-process.ts';
import { type DedicatedSpec, dedicated } from './dedicated.ts';

let sandbox: SandboxProcess;
beforeAll(async () => {
  sandbox = await SandboxProcess.start(['--agents', 'telegraf', '--push-every', '1s']);
});
afterAll(async () => {
  await sandbox.stop();
});

const NODES = (['app', 'db', 'redis'] as const).map((role) => dedicatedNodeId('eu', 'job_trio', role));
const [APP, DB] = NODES as [string, string];
const UNCHANGED = { create: 0, update: 0, replace: 0, delete: 0, import: 0 };
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

describe('a trio for which its first offers are sold out', () => {
  const spec = { tenantId: 'far', jobId: 'job_far', access: {} };
  const soldOut = (...unavailable: { server_type: string; location: string }[]) =>
    sandbox.control('PUT', '/availability', { unavailable });
  afterEach(async () => {
    await soldOut();
    await runStack({ operation: 'destroy', stack: 'dedicated-far', release: 'all', ...sandbox.options });
    expect(await sandbox.leftovers()).toEqual({});
  }, 60_000);

  test('goes as a whole to the next network zone, and leaves nothing where it began', async () => {
    const trio: DedicatedSpec = { ...spec, region: 'us', locations: ['ash', 'hil'] };
    await soldOut({ server_type: 'cpx11', location: 'ash' });
    const run = new RunProcess({ operation: 'up', trio, ...sandbox.options });
    expect(await run.outcome).not.toHaveProperty('code');
    expect(run.events.filter(({ type }) => type === 'offer_refused')).toEqual([
      expect.objectContaining({ server: 'redis', serverType: 'cpx11', location: 'ash' }),
    ]);
    expect(await sandbox.names('servers')).toHaveLength(3);
    expect(await sandbox.names('networks')).toEqual([expect.stringMatching(/us-west$/)]);
    // What a new trio would take first today moves none that is there.
    await soldOut();
    const { changes, outputs } = await runStack({ operation: 'up', program: dedicated(trio), ...sandbox.options });
    expect(outputs.nodes.map(({ location }) => location)).toEqual(['hil', 'hil', 'hil']);
    expect(changes).toMatchObject(UNCHANGED);
  }, 60_000);

  test('takes the next location for that server alone where it is in the same zone', async () => {
    await soldOut({ server_type: 'cx23', location: 'fsn1' });
    const program = dedicated({ ...spec, region: 'eu', serverTypes: { redis: ['cx33'] } });
    const { outputs } = await runStack({ operation: 'up', program, ...sandbox.options });
    expect(outputs.nodes.map(({ role, location }) => [role, location])).toEqual([
      ['app', 'nbg1'],
      ['db', 'nbg1'],
      ['redis', 'fsn1'],
    ]);
    expect(outputs.volumes).toMatchObject([{ location: 'nbg1' }]);
  }, 60_000);

  test('is refused with every try listed where none is left, and keeps nothing of them once it is given back', async () => {
    await soldOut(...['ash', 'hil'].map((location) => ({ server_type: 'cpx11', location })));
    const trio: DedicatedSpec = { ...spec, region: 'us' };
    expect(await runApart({ operation: 'up', trio, ...sandbox.options })).toMatchObject({
      code: 'capacity_unavailable',
      message: expect.stringContaining('for redis cpx11 in ash: no capacity; cpx11 in hil: no capacity'),
    });
  }, 60_000);
});
