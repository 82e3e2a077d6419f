import { afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { ControlPlane } from '../testing/control-plane.ts';
import { asNode, codeOf, JOB, jobRow, moveClock, NODE, nodeRow, OTHER_NODE, readyNode } from '../testing/fleet.ts';

let cp: ControlPlane;
beforeAll(async () => {
  cp = await ControlPlane.start();
});
afterEach(() => cp.clear());

const PATH = '/internal/server-metrics';
const push = async (body: object, node = NODE) =>
  cp.call('POST', PATH, { as: await asNode(node), body: { node_id: node, ...body } });
const latest = async () => (await cp.rows('SELECT * FROM server_metrics WHERE node_id = ?', NODE))[0];

describe('a push', () => {
  test('is taken byte for byte as Telegraf posts it, the first without cpu', async () => {
    await cp.insert('nodes', readyNode(NODE));
    const { token } = await asNode(NODE);
    // What packages/sandbox/src/boot/telegraf.engine.test.ts sees of the real one.
    for (const cpu of ['', '"cpu_pct":3.06122448979,']) {
      const answer = await cp.harness.fetch(PATH, {
        method: 'POST',
        headers: {
          authorization: `Bearer ${token}`,
          'content-type': 'application/json',
          'user-agent': 'Telegraf/1.34.0',
        },
        body: `{${cpu}"disk_pct":41.25007281,"memory_pct":37.99190361,"node_id":"${NODE}"}\n`,
      });
      expect(answer.status).toBe(200);
    }
    expect(await latest()).toMatchObject({
      ...{
        region: 'sg',
        cpu_pct: 3.06122448979,
        memory_pct: 37.99190361,
        disk_pct: 41.25007281,
        closed: 0,
        seq: 2,
      },
    });
  });

  test('may have more fields, and values that are a little off', async () => {
    await cp.insert('nodes', readyNode(NODE));
    expect(await push({ cpu_pct: -0.02, memory_pct: 100.4, disk_pct: null, uptime: 5, nested: {} })).toMatchObject({
      status: 200,
      body: { node_id: NODE, status: 'ready' },
    });
    expect(await latest()).toMatchObject({ cpu_pct: 0, memory_pct: 100, disk_pct: null, closed: 1 });
  });

  test.each([
    ['nothing', {}],
    ['words', { memory_pct: 'much' }],
    ['a negative count', { memory_pct: 1, tenant_count: -1 }],
    ['an array', [{ memory_pct: 1 }]],
  ])('of %s is refused', async (_, body) => {
    await cp.insert('nodes', readyNode(NODE));
    const sent = Array.isArray(body) ? body : { node_id: NODE, ...body };
    const answer = await cp.call('POST', PATH, { as: await asNode(NODE), body: sent });
    expect(codeOf(answer)).toBe('invalid_request');
    expect(await latest()).toBeUndefined();
  });

  test('is of the node itself: with the token of another it is refused and leaves nothing', async () => {
    await cp.insert('nodes', readyNode(NODE), readyNode(OTHER_NODE));
    const answer = await cp.call('POST', PATH, {
      as: await asNode(OTHER_NODE),
      body: { node_id: NODE, memory_pct: 1 },
    });
    expect(codeOf(answer)).toBe('forbidden');
    expect(await cp.rows('SELECT * FROM server_metrics')).toEqual([]);
    expect(await cp.rows('SELECT * FROM server_metrics_hourly')).toEqual([]);
  });

  test('of a node that nobody knows, or that is retired, is refused', async () => {
    expect((await push({ memory_pct: 1 })).status).toBe(401);
    const asOperator = await cp.call('POST', PATH, { body: { node_id: NODE, memory_pct: 1 } });
    expect(codeOf(asOperator)).toBe('node_not_found');
    await cp.insert('nodes', readyNode(NODE, { status: 'retired' }));
    expect(await push({ memory_pct: 1 })).toMatchObject({ status: 410, body: { error: { code: 'node_retired' } } });
    expect(await latest()).toBeUndefined();
  });

  test('of a failed or cordoned node is kept, and changes nothing of its status', async () => {
    await cp.insert('nodes', readyNode(NODE, { status: 'failed' }), readyNode(OTHER_NODE, { status: 'cordoned' }));
    expect(await push({ memory_pct: 1 })).toMatchObject({ body: { status: 'failed' } });
    expect(await push({ memory_pct: 1 }, OTHER_NODE)).toMatchObject({ body: { status: 'cordoned' } });
    expect(await cp.rows('SELECT status FROM nodes ORDER BY node_id')).toEqual([
      { status: 'cordoned' },
      { status: 'failed' },
    ]);
  });
});

describe('readiness', () => {
  const story = () => cp.rows("SELECT job_id, stage, status FROM trace_events WHERE stage LIKE 'node.%'");
  const flips = () => cp.rows("SELECT node_id, actor FROM audit WHERE action = 'node.ready'");

  test('comes once, with the first push of a registered node, however many come at once', async () => {
    await cp.insert('provision_jobs', jobRow(JOB));
    await cp.insert('nodes', nodeRow(NODE, { registered_at: 1 }));
    const answers = await Promise.all(Array.from({ length: 8 }, () => push({ memory_pct: 5, disk_pct: 5 })));
    expect(answers.map(({ body }) => body.status)).toEqual(Array(8).fill('ready'));
    await push({ memory_pct: 5, disk_pct: 5, cpu_pct: 5 });
    expect(await cp.rows('SELECT status FROM nodes')).toEqual([{ status: 'ready' }]);
    expect(await flips()).toEqual([{ node_id: NODE, actor: `node ${NODE}` }]);
    expect(await story()).toEqual([{ job_id: JOB, stage: 'node.ready.shared', status: 'done' }]);
  });

  test('waits for the registration, and comes with it where the node has reported before', async () => {
    await cp.insert('provision_jobs', jobRow(JOB));
    await cp.insert('nodes', nodeRow(NODE));
    expect(await push({ memory_pct: 5 })).toMatchObject({ body: { status: 'provisioning' } });
    expect(await flips()).toEqual([]);
    const server = { hetzner_server_id: 1, server_type: 'cpx32', location: 'sin' };
    const body = { node_id: NODE, region: 'sg', role: 'shared', stack: 'sg', job_id: JOB, ...server };
    expect(await cp.post('/internal/nodes', body)).toMatchObject({ status: 200, body: { status: 'ready' } });
    expect(await flips()).toEqual([{ node_id: NODE, actor: 'operator' }]);
    expect(await story()).toHaveLength(1);
  });

  test('sends those on their way that waited for the node', async () => {
    await cp.insert('nodes', nodeRow(NODE, { registered_at: 1 }));
    const waiting = { status: 'waiting', waits_for: 'node', waits_for_node: NODE, tenant_id: 'acme' };
    await cp.insert('provision_jobs', jobRow('job_waits', waiting));
    await cp.insert('job_attempts', { job_id: 'job_waits', attempt: 1, status: 'waiting', created_at: 1 });
    await push({ memory_pct: 5 });
    expect(await cp.rows("SELECT actor FROM audit WHERE action = 'job.node_ready'")).toHaveLength(1);
    expect(await cp.rows("SELECT 1 FROM provision_jobs WHERE job_id = 'job_waits' AND status = 'waiting'")).toEqual([]);
  });

  test('does not come with a registration long after the last push', async () => {
    await cp.insert('nodes', nodeRow(NODE));
    await push({ memory_pct: 5 });
    await moveClock(cp, 400_000);
    const server = { hetzner_server_id: 1, server_type: 'cpx32', location: 'sin' };
    const body = { node_id: NODE, region: 'sg', role: 'shared', stack: 'sg', job_id: JOB, ...server };
    expect(await cp.post('/internal/nodes', body)).toMatchObject({ body: { status: 'provisioning', stale: true } });
  });
});
