import { beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { ComputedPlacement, DryRunPlacement } from '@prego/contracts';
import { ControlPlane } from '../testing/control-plane.ts';
import { count, emptyWorld, putNode, signUp } from '../testing/placement-world.ts';

const NODE = 'sg-s-2222bbbb';
const FULLER = 'sg-s-3333cccc';

let cp: ControlPlane;
beforeAll(async () => {
  cp = await ControlPlane.start();
});
beforeEach(() => emptyWorld(cp));

const compute = (body: unknown = {}) => cp.post('/internal/placement/compute', body);
const chosen = async (body?: unknown) => (await compute(body)).body.selected_node_id;

describe('placement/compute', () => {
  test('answers every field by its name, and nothing else', async () => {
    await putNode(cp, NODE, { memory_pct: 50 });
    await putNode(cp, FULLER, { memory_pct: 90 });
    const { status, body } = await compute({ plan_tier: 'basic', region: 'sg', tenant_id: 'acme' });
    expect(status).toBe(200);
    expect(ComputedPlacement.strict().parse(body)).toEqual(body);
    expect(body).toMatchObject({
      placement: { region: 'sg', create_new_server: false, dedicated: false, target_server_id: NODE },
      cluster: {
        region: 'sg',
        nodes: 2,
        eligible: 1,
        tenants: 0,
        reservations: 0,
        capacity: 40,
        reasons: { memory_over: 1 },
      },
      selected_node_id: NODE,
      decision_reason: 'existing_node_selected',
      region: 'sg',
      thresholds: {
        memory_pct_max: 80,
        cpu_pct_max: 80,
        disk_pct_max: 80,
        max_tenants_per_node: 20,
        metrics_max_age_s: 300,
      },
      algorithm: 'decidePlacement_unified_v1',
      tenant_id: 'acme',
    });
    expect(body.candidates).toEqual([
      {
        ...{ node_id: NODE, eligible: true, reasons: [], score: expect.any(Number) },
        ...{ memory_pct: 50, cpu_pct: 20, disk_pct: 30, tenants: 0, reservations: 0, capacity: 20 },
        metrics_age_s: expect.any(Number),
      },
      expect.objectContaining({
        node_id: FULLER,
        eligible: false,
        reasons: [{ code: 'memory_over', actual: 90, limit: 80 }],
      }),
    ]);
  });

  test('takes tier for plan_tier, and leaves tenant_id out where none was sent', async () => {
    const { body } = await compute({ tier: 'enterprise', region: '' });
    expect(body).toMatchObject({
      placement: { dedicated: true, target_server_id: null },
      decision_reason: 'dedicated_tier',
    });
    expect(body).not.toHaveProperty('tenant_id');
    expect((await compute({ tier: 'free', plan_tier: 'basic' })).body.error.code).toBe('invalid_request');
  });

  test('is what a sign-up then gets, and writes nothing itself', async () => {
    await putNode(cp, NODE);
    await putNode(cp, FULLER, { memory_pct: 60 });
    const { body } = await compute({ plan_tier: 'basic' });
    for (const table of ['tenants', 'provision_jobs', 'seats', 'allocation_decisions', 'audit', 'outbox']) {
      const own = table === 'audit' ? "action <> 'dispatch.paused'" : '1 = 1';
      expect([table, await count(cp, table, own)]).toEqual([table, 0]);
    }
    expect((await signUp(cp, 'acme')).body.placement).toEqual(body.placement);
  });

  test('sees each change of a node and of its metrics at once', async () => {
    expect(await chosen()).toBeNull();
    await putNode(cp, NODE);
    expect(await chosen()).toBe(NODE);
    await cp.rows("UPDATE nodes SET status = 'cordoned' WHERE node_id = ?", NODE);
    expect(await chosen()).toBeNull();
    await cp.rows("UPDATE nodes SET status = 'ready' WHERE node_id = ?", NODE);
    expect(await chosen()).toBe(NODE);
    await cp.rows('UPDATE server_metrics SET memory_pct = 95, seq = seq + 1 WHERE node_id = ?', NODE);
    expect(await chosen()).toBeNull();
  });

  test('reads what has changed only: a row that keeps its seq is not looked at again', async () => {
    await putNode(cp, NODE);
    await putNode(cp, FULLER, { memory_pct: 60 });
    expect(await chosen()).toBe(FULLER);
    const [row] = await cp.rows<{ node_id: string }>('SELECT node_id FROM server_metrics ORDER BY seq LIMIT 1');
    expect(row?.node_id).toBe(NODE);
    await cp.rows('UPDATE server_metrics SET memory_pct = 69 WHERE node_id = ?', NODE);
    expect(await chosen()).toBe(FULLER);
  });

  test('forgets all it knows where the database is another', async () => {
    await putNode(cp, NODE);
    expect(await chosen()).toBe(NODE);
    await emptyWorld(cp);
    expect(await chosen()).toBeNull();
    await putNode(cp, FULLER);
    expect(await chosen()).toBe(FULLER);
  });

  test('and a sign-up, where a node has gone that it could not notice', async () => {
    await putNode(cp, NODE, { memory_pct: 60 });
    await putNode(cp, FULLER);
    expect(await chosen()).toBe(NODE);
    await cp.rows('DELETE FROM nodes WHERE node_id = ?', NODE);
    expect((await signUp(cp, 'acme')).body.placement.target_server_id).toBe(FULLER);
  });

  test('knows stale and missing metrics, and nodes of dedicated tenants for what they are', async () => {
    await putNode(cp, NODE, { age_s: 600 });
    await putNode(cp, FULLER, { age_s: null });
    await putNode(cp, 'sg-d-4444dddd-app', { role: 'app' });
    const { body } = await compute();
    expect(body.cluster).toMatchObject({ nodes: 2, eligible: 0, reasons: { metrics_stale: 1, metrics_missing: 1 } });
  });
});

test('placement-dry-run answers the same in its own words', async () => {
  await putNode(cp, NODE);
  const { body } = await cp.post('/internal/placement-dry-run', { tier: 'basic' });
  expect(DryRunPlacement.strict().parse(body)).toEqual(body);
  expect(body).toEqual({
    createNewServer: false,
    dedicated: false,
    targetServerId: NODE,
    region: 'sg',
    reason: 'existing_node_selected',
    thresholds: { memoryPctMax: 80, maxTenantsPerNode: 20 },
    algorithm: 'decidePlacement_unified_v1',
  });
});
