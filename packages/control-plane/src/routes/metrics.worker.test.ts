import { afterEach, beforeAll, describe, expect, jest, test } from '@jest/globals';
import fc from 'fast-check';
import { ControlPlane } from '../testing/control-plane.ts';
import { asNode, codeOf, moveClock, NODE, nodeRow, OTHER_NODE, readyNode } from '../testing/fleet.ts';

// A property asks some hundred times.
jest.setTimeout(60_000);

let cp: ControlPlane;
beforeAll(async () => {
  cp = await ControlPlane.start();
});
afterEach(() => cp.clear());

const PATH = '/internal/server-metrics';
const push = async (body: object, node = NODE) =>
  cp.call('POST', PATH, { as: await asNode(node), body: { node_id: node, ...body } });
const latest = async () => (await cp.rows('SELECT * FROM server_metrics WHERE node_id = ?', NODE))[0];

describe('pushes in any order', () => {
  const value = fc.option(fc.integer({ min: 0, max: 100 }), { nil: undefined });
  const body = fc
    .record({ cpu_pct: value, memory_pct: value, disk_pct: value })
    .filter((push) => Object.values(push).some((pct) => pct !== undefined));
  const defined = (values: (number | undefined)[]) => values.filter((pct) => pct !== undefined);

  test('leave the newest that arrived, and hours that add up to all of them', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(body, { minLength: 1, maxLength: 6 }), fc.nat(3), async (bodies, copies) => {
        await cp.clear();
        await cp.insert('nodes', readyNode(NODE));
        const sent = bodies.flatMap((each, i) => Array.from({ length: i === 0 ? copies + 1 : 1 }, () => each));
        for (const each of sent) expect((await push(each)).status).toBe(200);
        const row = await latest();
        const hours = await cp.rows<Record<string, number>>('SELECT * FROM server_metrics_hourly');
        const total = (column: string) => hours.reduce((sum, hour) => sum + (hour[column] ?? 0), 0);
        expect(total('samples')).toBe(sent.length);
        for (const name of ['cpu', 'memory', 'disk'] as const) {
          const said = defined(sent.map((each) => each[`${name}_pct`]));
          expect(row?.[`${name}_pct`]).toBe(said.at(-1) ?? null);
          expect(total(`${name}_samples`)).toBe(said.length);
          expect(total(`${name}_sum`)).toBe(said.reduce((sum, pct) => sum + pct, 0));
          expect(Math.max(...hours.map((hour) => hour[`${name}_max`] ?? -1))).toBe(Math.max(-1, ...said));
        }
      }),
      { numRuns: 15 },
    );
  });

  test('at the same time are one row, and as many samples as there were', async () => {
    await cp.insert('nodes', readyNode(NODE), readyNode(OTHER_NODE));
    await Promise.all(
      Array.from({ length: 20 }, (_, i) => push({ memory_pct: i, cpu_pct: i }, i % 2 ? NODE : OTHER_NODE)),
    );
    expect(await cp.rows('SELECT COUNT(*) AS n FROM server_metrics')).toEqual([{ n: 2 }]);
    expect(await cp.rows('SELECT SUM(samples) AS n FROM server_metrics_hourly')).toEqual([{ n: 20 }]);
    const [newest] = await cp.rows<{ seq: number }>('SELECT MAX(seq) AS seq FROM server_metrics');
    expect(newest?.seq).toBeLessThanOrEqual(20);
  });

  test('one that was overtaken on its way leaves the newer one, and is a sample all the same', async () => {
    await cp.insert('nodes', readyNode(NODE));
    await moveClock(cp, 20_000);
    await push({ memory_pct: 50, cpu_pct: 50 });
    await moveClock(cp, 0);
    await push({ memory_pct: 10, cpu_pct: 10 });
    expect(await latest()).toMatchObject({ memory_pct: 50, cpu_pct: 50 });
    expect(await cp.rows('SELECT SUM(samples) AS n FROM server_metrics_hourly')).toEqual([{ n: 2 }]);
  });

  test('a clock that goes back by more than a minute does not keep the next ones out', async () => {
    await cp.insert('nodes', readyNode(NODE));
    await moveClock(cp, 3_600_000);
    await push({ memory_pct: 50 });
    await moveClock(cp, 0);
    await push({ memory_pct: 10 });
    expect(await latest()).toMatchObject({ memory_pct: 10 });
  });
});

describe('reading', () => {
  test('the assigned count stands, with the node’s own beside it', async () => {
    await cp.insert('nodes', readyNode(NODE, { tenants: 4 }), readyNode(OTHER_NODE, { tenants: 2 }));
    await push({ memory_pct: 1, tenant_count: 3 });
    await push({ memory_pct: 1 }, OTHER_NODE);
    const { body } = await cp.get(PATH);
    expect(body.items).toMatchObject([
      { node_id: OTHER_NODE, tenant_count: 2, reported_tenant_count: null, tenant_count_differs: false },
      { node_id: NODE, tenant_count: 4, reported_tenant_count: 3, tenant_count_differs: true },
    ]);
    await push({ memory_pct: 1, tenant_count: 4 });
    expect((await cp.get(`${PATH}?node_id=${NODE}`)).body.items).toMatchObject([{ tenant_count_differs: false }]);
  });

  test('pages by node, and by region', async () => {
    const ids = ['eu-s-22222222', 'sg-s-22222222', 'sg-s-33333333'];
    for (const id of ids) {
      await cp.insert('nodes', readyNode(id));
      await push({ memory_pct: 1 }, id);
    }
    const first = await cp.get(`${PATH}?limit=2`);
    expect(first.body.items.map(({ node_id }: { node_id: string }) => node_id)).toEqual(ids.slice(0, 2));
    const rest = await cp.get(`${PATH}?limit=2&cursor=${first.body.next_cursor}`);
    expect(rest.body).toMatchObject({ items: [{ node_id: ids[2] }], next_cursor: null });
    expect((await cp.get(`${PATH}?region=sg`)).body.items).toHaveLength(2);
  });

  test('the hours of a node have averages and maxima', async () => {
    await cp.insert('nodes', readyNode(NODE));
    const hour = Math.floor(Date.now() / 3_600_000) * 3_600_000;
    for (const [back, bodies] of [
      [2, [{ memory_pct: 90 }]],
      [0, [{ memory_pct: 10, disk_pct: 5 }, { memory_pct: 20, cpu_pct: 7 }, { memory_pct: 25 }]],
    ] as const) {
      await moveClock(cp, hour + 1_800_000 - back * 3_600_000 - Date.now());
      for (const body of bodies) await push(body);
    }
    const { body } = await cp.get(`${PATH}?node_id=${NODE}&hours=24`);
    expect(body.hourly).toEqual([
      {
        ...{ hour: hour - 7_200_000, samples: 1, cpu_avg: null, cpu_max: null },
        ...{ memory_avg: 90, memory_max: 90, disk_avg: null, disk_max: null },
      },
      {
        ...{ hour, samples: 3, cpu_avg: 7, cpu_max: 7 },
        ...{ memory_avg: 18.33, memory_max: 25, disk_avg: 5, disk_max: 5 },
      },
    ]);
    expect((await cp.get(`${PATH}?node_id=${NODE}&hours=1`)).body.hourly).toHaveLength(1);
    expect(codeOf(await cp.get(`${PATH}?hours=1`))).toBe('invalid_request');
    expect(codeOf(await cp.get(`${PATH}?node_id=${NODE}&hours=721`))).toBe('invalid_request');
  });

  test('a node that has not reported has none yet; one that nobody knows is not found', async () => {
    await cp.insert('nodes', nodeRow(NODE));
    expect((await cp.get(`${PATH}?node_id=${NODE}`)).body).toEqual({ items: [], next_cursor: null });
    expect((await cp.get(`${PATH}?node_id=${NODE}&hours=2`)).body).toEqual({
      items: [],
      next_cursor: null,
      hourly: [],
    });
    expect(codeOf(await cp.get(`${PATH}?node_id=${OTHER_NODE}`))).toBe('node_not_found');
  });
});
