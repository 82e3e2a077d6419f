import { afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { ControlPlane } from '../testing/control-plane.ts';
import { JOB, jobRow, moveClock, NODE, OTHER_NODE, readyNode } from '../testing/fleet.ts';

let cp: ControlPlane;
beforeAll(async () => {
  cp = await ControlPlane.start();
});
afterEach(() => cp.clear());

const SEEN = 1_700_000_000_000;
const labels = { 'managed-by': 'prego', 'job-id': JOB, 'node-id': NODE };
const server = (id: number, more: Record<string, unknown> = {}) => ({
  ...{ id, name: `server-${id}`, status: 'running', server_type: 'cpx32', location: 'sin', labels, stack: 'sg' },
  ...more,
});
const types = [
  { name: 'cpx32', cores: 4, memory_gb: 8, disk_gb: 160, prices: [{ location: 'sin', hourly: 0.03, monthly: 18 }] },
];
const report = (kind: string, items: unknown[], seen_at = SEEN) =>
  cp.post('/internal/inventory', { kind, items, seen_at });
const read = (query = '') => cp.get(`/internal/inventory${query}`);

describe('the inventory', () => {
  test('keeps the whole list of a kind in place of the one before, never an older one', async () => {
    expect(await report('servers', [server(1), server(2)])).toMatchObject({ status: 200, body: { stored: true } });
    expect((await report('servers', [server(3)], SEEN - 1)).body).toEqual({ stored: false });
    expect((await read('?kind=servers')).body.items).toHaveLength(2);
    expect((await report('servers', [server(4)], SEEN + 1)).body).toEqual({ stored: true });
    const { body } = await read('?kind=servers');
    expect(body).toMatchObject({
      kinds: [{ kind: 'servers', count: 1, seen_at: SEEN + 1 }],
      items: [{ id: 4 }],
      next_cursor: null,
    });
    expect((await report('servers', [], SEEN + 2)).body).toEqual({ stored: true });
    expect((await read('?kind=servers')).body).toMatchObject({ kinds: [{ count: 0 }], items: [] });
  });

  test('of reports at the same time keeps one whole list: the newest', async () => {
    const many = (first: number) => Array.from({ length: 700 }, (_, i) => ({ ...server(first + i), labels: {} }));
    await Promise.all([3, 1, 2, 0].map((n) => report('servers', many(1 + n * 1_000), SEEN + n)));
    const first = await read('?kind=servers');
    const second = await read(`?kind=servers&cursor=${first.body.next_cursor}`);
    const ids = [...first.body.items, ...second.body.items].map(({ id }) => id);
    expect(ids).toEqual(Array.from({ length: 700 }, (_, i) => 3_001 + i));
  });

  test('pages a long list, and says where it was replaced meanwhile', async () => {
    const items = Array.from({ length: 1_200 }, (_, i) => server(i + 1, { stack: null, labels: {} }));
    await report('servers', items);
    const first = await read('?kind=servers');
    expect(first.body.items).toHaveLength(500);
    const second = await read(`?kind=servers&cursor=${first.body.next_cursor}`);
    const third = await read(`?kind=servers&cursor=${second.body.next_cursor}`);
    expect(third.body.items.at(-1).id).toBe(1_200);
    expect(third.body.next_cursor).toBeNull();
    await report('servers', [server(1)], SEEN + 1);
    const late = await read(`?kind=servers&cursor=${first.body.next_cursor}`);
    expect(late).toMatchObject({ status: 409, body: { error: { code: 'conflict' } } });
    expect((await read('?kind=servers&cursor=3')).body.error.code).toBe('invalid_request');
  });

  test('takes every kind, and drops fields that it does not know', async () => {
    for (const [kind, item] of [
      ['servers', server(1)],
      ['volumes', { id: 1, name: 'v', location: 'sin', size_gb: 10, labels, stack: 'sg' }],
      ['server_types', types[0]],
      ['networks', { id: 1, name: 'n', ip_range: '10.0.0.0/8', subnets: [], servers: 2, labels }],
      ['ssh_keys', { id: 1, name: 'k', fingerprint: 'aa:bb', labels: {} }],
      ['locations', { name: 'sin', city: 'Singapore', country: 'SG', network_zone: 'ap-southeast' }],
      ['prices', { what: 'primary_ipv4', location: 'sin', hourly: 0.0008, monthly: 0.5 }],
    ] as const) {
      expect((await report(kind, [{ ...item, secret: 'x' }])).body).toEqual({ stored: true });
      expect((await read(`?kind=${kind}`)).body.items).toEqual([item]);
    }
    const { body } = await read();
    expect(body.kinds.map(({ kind }: { kind: string }) => kind)).toEqual([
      ...['locations', 'networks', 'orphans', 'prices', 'server_types', 'servers', 'ssh_keys', 'volumes'],
    ]);
  });

  test('a list from the future counts as from now, so that the next is taken', async () => {
    await report('locations', [], Date.now() + 86_400_000);
    expect((await report('locations', [{ name: 'sin', network_zone: 'x' }], Date.now())).body).toEqual({
      stored: true,
    });
  });

  test('refuses what is no list of a kind', async () => {
    expect((await report('orphans', [])).status).toBe(400);
    expect((await report('servers', [{ id: 1 }])).body.error.message).toContain('items.0.name');
    // An address costs something else in each location, a gigabyte does not.
    expect((await report('prices', [{ what: 'primary_ipv4', hourly: 1, monthly: 1 }])).status).toBe(400);
  });
});

describe('orphans', () => {
  const orphans = async () => (await read('?kind=orphans')).body;

  test('are found with their cost whenever servers or prices are reported', async () => {
    await cp.insert('nodes', readyNode(NODE, { hetzner_server_id: 1 }));
    await report('servers', [server(1), server(2, { stack: null }), server(3), server(4, { labels: {}, stack: null })]);
    expect(await orphans()).toMatchObject({ items: [{ hourly_cost: null }, { hourly_cost: null }], hourly_cost: 0 });
    await report('server_types', types);
    expect(await orphans()).toMatchObject({
      hourly_cost: 0.06,
      items: [
        { id: 2, reason: 'not_in_state', stack: null, hourly_cost: 0.03, job_id: JOB, node_id: NODE },
        { id: 3, reason: 'not_registered', stack: 'sg', hourly_cost: 0.03 },
      ],
    });
  });

  test('are not what a job is just making, but what one that is over has left', async () => {
    await cp.insert('provision_jobs', jobRow(JOB), jobRow('job_over', { status: 'failed' }));
    const left = { stack: null, labels: { ...labels, 'job-id': 'job_over' } };
    await report('servers', [server(2, { stack: null }), server(3, left)]);
    expect((await orphans()).items).toMatchObject([{ id: 3, job_id: 'job_over' }]);
  });
});

test('nodes in use are missing where the last list of servers has none of theirs', async () => {
  await cp.insert(
    'nodes',
    readyNode(NODE, { hetzner_server_id: 1 }),
    readyNode(OTHER_NODE, { hetzner_server_id: 2, status: 'cordoned' }),
    readyNode('sg-s-3333bbbb', { hetzner_server_id: 3, status: 'draining' }),
    readyNode('sg-s-4444bbbb', { hetzner_server_id: 4, registered_at: SEEN + 1 }),
    readyNode('sg-s-5555bbbb'),
    readyNode('sg-d-6666bbbb-app', { hetzner_server_id: 6, tenant_id: 'acme' }),
  );
  await cp.insert('provision_jobs', jobRow('job_return', { kind: 'return', tenant_id: 'acme' }));
  const missing = async () => (await read('?kind=orphans')).body.missing_nodes;
  expect(await missing()).toEqual([]);
  await report('servers', [server(1)]);
  expect(await missing()).toEqual([{ node_id: OTHER_NODE, hetzner_server_id: 2, stack: 'sg', status: 'cordoned' }]);
  expect((await read('?kind=servers')).body.missing_nodes).toBeNull();
  expect((await read()).body.missing_nodes).toBeNull();
});

describe('unavailable offers', () => {
  test('are more than Hetzner can have: refused, as they would not fit where they are kept', async () => {
    const many = Array.from({ length: 1_001 }, (_, i) => ({ server_type: `cpx${i}`, location: 'sin' }));
    expect((await report('unavailable_offers', many.slice(1))).body).toEqual({ stored: true });
    expect((await report('unavailable_offers', many, SEEN + 1)).body.error.message).toContain('items');
  });

  const offers = async () => (await read('?kind=unavailable_offers')).body.items;

  test('are replaced as a whole, and live as long as they were given', async () => {
    const now = Date.now();
    const offer = (server_type: string, ttl_s: number) => ({ server_type, location: 'sin', ttl_s });
    await report('unavailable_offers', [offer('cpx32', 600), offer('cpx22', 7_200)], now);
    expect(await offers()).toHaveLength(2);
    await moveClock(cp, 601_000);
    expect(await offers()).toEqual([{ server_type: 'cpx22', location: 'sin', until: now + 7_200_000 }]);
    expect((await report('unavailable_offers', [offer('cpx12', 600)], now - 1)).body).toEqual({ stored: false });
    expect(await offers()).toMatchObject([{ server_type: 'cpx22' }]);
    await report('unavailable_offers', [], now + 1);
    expect(await offers()).toEqual([]);
  });
});

describe('drift', () => {
  const drift = (stack: string, status: string, seen_at: number, changes: unknown[] = []) =>
    cp.post('/internal/drift', { stack, status, seen_at, changes });

  test('is the newest look at each stack', async () => {
    const change = { resource: NODE, type: 'hcloud:index/server:Server', change: 'update', properties: ['labels'] };
    expect((await drift('sg', 'drifted', SEEN, [change])).body).toEqual({ stored: true });
    expect((await drift('sg', 'in_sync', SEEN - 1)).body).toEqual({ stored: false });
    await drift('eu', 'in_sync', SEEN);
    expect((await cp.get('/internal/drift')).body).toEqual({
      items: [
        { stack: 'eu', status: 'in_sync', changes: [], seen_at: SEEN },
        { stack: 'sg', status: 'drifted', changes: [change], seen_at: SEEN },
      ],
      next_cursor: null,
    });
    expect((await cp.get('/internal/drift?status=drifted')).body.items).toMatchObject([{ stack: 'sg' }]);
    const first = await cp.get('/internal/drift?limit=1');
    expect((await cp.get(`/internal/drift?cursor=${first.body.next_cursor}`)).body.items).toMatchObject([
      { stack: 'sg' },
    ]);
    await drift('sg', 'failed', SEEN + 1, [{ resource: 'sg', change: 'unauthorized' }]);
    expect((await cp.get('/internal/drift?stack=sg')).body.items).toMatchObject([{ status: 'failed' }]);
  });

  test('larger than a row can be is refused by its field, in characters of whatever length', async () => {
    const changes = (letter: string, count: number) =>
      Array.from({ length: count }, (_, i) => ({ resource: `r${i}`, change: letter.repeat(500) }));
    expect((await drift('sg', 'drifted', SEEN, changes('x', 490))).status).toBe(200);
    expect((await drift('sg', 'drifted', SEEN, changes('가', 490))).body.error.message).toContain('changes');
  });

  test('takes only its three words', async () => {
    expect((await drift('sg', 'odd', SEEN)).status).toBe(400);
    expect((await drift('Not A Stack', 'in_sync', SEEN)).status).toBe(400);
  });
});
