import { afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { ControlPlane } from '../testing/control-plane.ts';
import {
  auditOf,
  claimedJob,
  codeOf,
  JOB,
  jobRow,
  moveClock,
  NODE,
  nodeRow,
  OTHER_NODE,
  readyNode,
} from '../testing/fleet.ts';

let cp: ControlPlane;
beforeAll(async () => {
  cp = await ControlPlane.start();
});
afterEach(() => cp.clear());

describe('reading', () => {
  test('pages by id, with filters', async () => {
    const ids = ['eu-s-22222222', 'sg-s-22222222', 'sg-s-33333333', 'sg-s-44444444', 'us-s-22222222'];
    for (const id of ids) await cp.insert('nodes', readyNode(id));
    await cp.insert('nodes', nodeRow('sg-d-22222222-app', { role: 'app', status: 'cordoned', hetzner_server_id: 9 }));
    const first = await cp.get('/internal/nodes?region=sg&role=shared&limit=2');
    expect(first.body.items.map(({ node_id }: { node_id: string }) => node_id)).toEqual(ids.slice(1, 3));
    const second = await cp.get(`/internal/nodes?region=sg&role=shared&limit=2&cursor=${first.body.next_cursor}`);
    expect(second.body).toMatchObject({ items: [{ node_id: 'sg-s-44444444' }], next_cursor: null });
    for (const query of ['status=cordoned', 'role=app', 'hetzner_server_id=9']) {
      expect((await cp.get(`/internal/nodes?${query}`)).body.items).toMatchObject([{ node_id: 'sg-d-22222222-app' }]);
    }
  });

  test('shows who lives there', async () => {
    await cp.insert('nodes', readyNode(NODE));
    const slug = { subdomain_slug: 'acme', canonical_hostname: 'acme.prego.test', plan_tier: 'basic', region: 'sg' };
    await cp.insert('tenants', { tenant_id: 'acme', ...slug, status: 'active', created_at: 1, updated_at: 1 });
    await cp.insert('seats', {
      tenant_id: 'acme',
      node_id: NODE,
      job_id: JOB,
      kind: 'tenant',
      seat_limit: 20,
      since: 5,
    });
    expect((await cp.get(`/internal/nodes/${NODE}`)).body).toMatchObject({
      tenants: 1,
      free_seats: 19,
      seats: [{ tenant_id: 'acme', subdomain_slug: 'acme', kind: 'tenant', job_id: JOB, since: 5 }],
    });
    expect(codeOf(await cp.get(`/internal/nodes/${OTHER_NODE}`))).toBe('node_not_found');
  });

  test('an attempt reads its own node and its target, and does not learn whether others exist', async () => {
    await cp.insert(
      'nodes',
      nodeRow(NODE),
      readyNode(OTHER_NODE, { job_id: 'job_x' }),
      readyNode('sg-s-33333333', { job_id: 'job_x' }),
    );
    const as = await claimedJob(cp, JOB, { target_server_id: OTHER_NODE });
    const read = (node: string) => cp.call('GET', `/internal/nodes/${node}`, { as });
    expect(await read(NODE)).toMatchObject({ status: 200 });
    expect(await read(OTHER_NODE)).toMatchObject({ status: 200 });
    expect(codeOf(await read('sg-s-33333333'))).toBe('forbidden');
    expect(codeOf(await read('sg-s-44444444'))).toBe('forbidden');
  });

  test('is stale from one millisecond past five minutes, in the list as in the node', async () => {
    await cp.insert('nodes', readyNode(NODE));
    await moveClock(cp, 0);
    const pushed = await cp.call('POST', '/internal/server-metrics', {
      body: { node_id: NODE, memory_pct: 5, disk_pct: 5 },
    });
    const isStale = async () => {
      const node = await cp.get(`/internal/nodes/${NODE}`);
      const [stale, fresh] = await Promise.all(['true', 'false'].map((is) => cp.get(`/internal/nodes?stale=${is}`)));
      expect([stale?.body.items.length, fresh?.body.items.length]).toEqual(node.body.stale ? [1, 0] : [0, 1]);
      return node.body.stale;
    };
    // The clock runs on while we ask: seconds on either side of the edge, which the unit test has to the millisecond.
    const heardAgo = (ms: number) => moveClock(cp, pushed.body.updated_at + ms - Date.now());
    await heardAgo(290_000);
    expect(await isStale()).toBe(false);
    await heardAgo(300_001);
    expect(await isStale()).toBe(true);
  });
});

describe('an operator', () => {
  const change = (action: string, node = NODE) =>
    cp.call('PATCH', `/internal/nodes/${node}`, { body: { action, reason: `to ${action}` } });

  test('cordons, uncordons and drains, each with its audit row and reason', async () => {
    await cp.insert('nodes', readyNode(NODE));
    for (const [action, status] of [
      ['cordon', 'cordoned'],
      ['cordon', 'cordoned'],
      ['uncordon', 'ready'],
      ['drain', 'draining'],
      ['cordon', 'cordoned'],
      ['drain', 'draining'],
    ] as const) {
      const status_reason = status === 'ready' ? null : `to ${action}`;
      expect(await change(action)).toMatchObject({ status: 200, body: { status, status_reason } });
    }
    const rows = await auditOf(cp, NODE);
    expect(rows.map(({ action }) => action)).toEqual([
      ...['node.cordoned', 'node.ready', 'node.draining', 'node.cordoned', 'node.draining'],
    ]);
    expect(JSON.parse(rows[1]?.data ?? '')).toEqual({ from: 'cordoned', reason: 'to uncordon' });
  });

  test.each([
    ['cordon', 'provisioning'],
    ['cordon', 'retired'],
    ['uncordon', 'draining'],
    ['uncordon', 'provisioning'],
    ['drain', 'failed'],
    ['drain', 'provisioning'],
    ['fail', 'retired'],
  ])('may not %s a node that is %s', async (action, status) => {
    await cp.insert('nodes', nodeRow(NODE, { status }));
    expect(codeOf(await change(action))).toBe('move_refused');
    expect(await cp.rows('SELECT status FROM nodes')).toEqual([{ status }]);
    expect(await auditOf(cp, NODE)).toEqual([]);
  });

  test('of two who want different things at once, nobody gets a move that is not in the table', async () => {
    await cp.insert('nodes', readyNode(NODE));
    const answers = await Promise.all(
      ['cordon', 'drain', 'fail', 'cordon', 'drain', 'fail'].map((action) => change(action)),
    );
    for (const { status } of answers) expect([200, 409]).toContain(status);
    const rows = await auditOf(cp, NODE);
    let at = 'ready';
    for (const { action, data } of rows) {
      expect(JSON.parse(data).from).toBe(at);
      at = action.replace('node.', '');
    }
    expect(await cp.rows('SELECT status FROM nodes')).toEqual([{ status: at }]);
  });

  test('has to say why, and for which node', async () => {
    await cp.insert('nodes', readyNode(NODE));
    expect(codeOf(await cp.call('PATCH', `/internal/nodes/${NODE}`, { body: { action: 'cordon', reason: ' ' } }))).toBe(
      'invalid_request',
    );
    expect(codeOf(await change('cordon', OTHER_NODE))).toBe('node_not_found');
  });

  test('does not take a node back that is being retired', async () => {
    await cp.insert('nodes', nodeRow(NODE, { status: 'draining' }));
    await cp.insert('provision_jobs', jobRow('job_retires', { kind: 'retire_node', node_id: NODE, status: 'queued' }));
    expect(codeOf(await change('cordon'))).toBe('job_active');
    expect(await cp.rows('SELECT status FROM nodes')).toEqual([{ status: 'draining' }]);
  });

  test('a failed node that others wait for lets them go on', async () => {
    await cp.insert('nodes', nodeRow(NODE), readyNode(OTHER_NODE));
    await cp.insert('server_metrics', {
      ...{ node_id: OTHER_NODE, region: 'sg', cpu_pct: 5, memory_pct: 5, disk_pct: 5, updated_at: Date.now(), seq: 1 },
    });
    const slug = { subdomain_slug: 'acme', canonical_hostname: 'acme.prego.test', plan_tier: 'basic', region: 'sg' };
    await cp.insert('tenants', { tenant_id: 'acme', ...slug, status: 'provisioning', created_at: 1, updated_at: 1 });
    await cp.insert('provision_jobs', {
      ...jobRow('job_waits', { status: 'waiting', waits_for: 'node', waits_for_node: NODE, tenant_id: 'acme' }),
    });
    await cp.insert('job_attempts', { job_id: 'job_waits', attempt: 1, status: 'waiting', created_at: 1 });
    const seat = { node_id: NODE, job_id: 'job_waits', kind: 'reservation', seat_limit: 20, since: 1 };
    await cp.insert('seats', { tenant_id: 'acme', ...seat });
    expect(await change('fail')).toMatchObject({ status: 200, body: { status: 'failed', reservations: 0, seats: [] } });
    expect(await cp.rows('SELECT node_id FROM seats')).toEqual([{ node_id: OTHER_NODE }]);
  });

  test('a cordoned node takes no seat', async () => {
    await cp.insert('nodes', readyNode(NODE));
    await change('cordon');
    const seat = { tenant_id: 'acme', node_id: NODE, job_id: JOB, kind: 'reservation', seat_limit: 20, since: 1 };
    await expect(cp.insert('seats', seat)).rejects.toThrow(/node_not_open/);
  });
});
