import { beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { METRICS_OF_MANY, MetricsPage } from '@prego/contracts';
import { drizzle } from 'drizzle-orm/d1';
import { hoursOfNodes } from '../store/metrics.ts';
import { ControlPlane } from '../testing/control-plane.ts';
import { codeOf, NODE, OTHER_NODE, readyNode } from '../testing/fleet.ts';

let cp: ControlPlane;
beforeAll(async () => {
  cp = await ControlPlane.start();
});
/** That of the test's beginning: it may end meanwhile. */
let thisHour: number;
beforeEach(async () => {
  await cp.clear();
  thisHour = Math.floor(Date.now() / HOUR_MS) * HOUR_MS;
});

const HOUR_MS = 3_600_000;
const PATH = '/internal/server-metrics';

/** So many ids, one like the other. */
const ids = (count: number): string[] =>
  Array.from(
    { length: count },
    (_, i) => `sg-s-${[...`${i}`.padStart(8, '0')].map((digit) => '23456789bc'[+digit]).join('')}`,
  );

/** Hours back with the cpu of each. */
async function reported(node_id: string, ...hours: [back: number, cpu: number][]): Promise<void> {
  await cp.insert('nodes', readyNode(node_id));
  await cp.insert('server_metrics', { node_id, region: 'sg', cpu_pct: 1, updated_at: Date.now(), seq: 1 });
  const rows = hours.map(([back, cpu]) => ({
    ...{ node_id, hour: thisHour - back * HOUR_MS, samples: 2, cpu_samples: 2, cpu_sum: cpu * 2, cpu_max: cpu + 1 },
  }));
  await cp.insert('server_metrics_hourly', ...rows);
}

describe('several nodes at once', () => {
  test('tell their hours in the order in which they were asked for, beside the latest of each', async () => {
    await reported(NODE, [30, 9], [2, 10], [0, 20]);
    await reported(OTHER_NODE, [1, 40]);
    await reported('sg-s-33333333', [1, 50]);
    const { body } = await cp.get(`${PATH}?node_ids=${NODE},${OTHER_NODE},${NODE},sg-s-44444444&hours=24`);
    expect(MetricsPage.parse(body)).toEqual(body);
    expect(body.items.map(({ node_id }: { node_id: string }) => node_id)).toEqual([OTHER_NODE, NODE]);
    const none = { memory_avg: null, memory_max: null, disk_avg: null, disk_max: null };
    const hour = (back: number, cpu: number) => ({
      ...{ hour: thisHour - back * HOUR_MS, samples: 2, cpu_avg: cpu, cpu_max: cpu + 1, ...none },
    });
    expect(body.hourly_by_node).toEqual([
      { node_id: NODE, hourly: [hour(2, 10), hour(0, 20)] },
      { node_id: OTHER_NODE, hourly: [hour(1, 40)] },
      // Nobody knows it: a table that still shows it goes on.
      { node_id: 'sg-s-44444444', hourly: [] },
    ]);
    expect(body).not.toHaveProperty('hourly');
  });

  test('without hours are a page of those', async () => {
    await reported(NODE);
    await reported(OTHER_NODE);
    const { body } = await cp.get(`${PATH}?node_ids=${NODE}`);
    expect(body).toMatchObject({ items: [{ node_id: NODE }], next_cursor: null });
    expect(body).not.toHaveProperty('hourly_by_node');
  });

  test.each([
    ['more than 50', `node_ids=${ids(METRICS_OF_MANY.nodes + 1)}`, 400],
    ['none', 'node_ids=', 400],
    ['what is no id', `node_ids=${NODE},x'y`, 400],
    ['one and several', `node_ids=${NODE}&node_id=${NODE}`, 400],
    ['more hours than fit', `node_ids=${NODE}&hours=${METRICS_OF_MANY.hours + 1}`, 400],
    ['no node', 'hours=24', 400],
    ['50', `node_ids=${ids(METRICS_OF_MANY.nodes)}&hours=${METRICS_OF_MANY.hours}`, 200],
  ])('asked as %s', async (_, query, status) => {
    const answer = await cp.get(`${PATH}?${query}`);
    expect({ status: answer.status, code: codeOf(answer) }).toEqual({
      ...{ status, code: status === 400 ? 'invalid_request' : undefined },
    });
  });

  test('are one statement with two parameters, which reads their hours and no others', async () => {
    const asked = ids(METRICS_OF_MANY.nodes);
    await cp.env.DB.prepare(
      `WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < 199)
       INSERT INTO server_metrics_hourly (node_id, hour, samples)
       SELECT node.value, n.i * ?2, 60 FROM n, json_each(?1) AS node`,
    )
      .bind(JSON.stringify([...asked, ...asked.map((id) => `us${id.slice(2)}`)]), HOUR_MS)
      .run();
    const query = hoursOfNodes(drizzle(cp.env.DB), asked, 176 * HOUR_MS).toSQL();
    expect(query.params).toHaveLength(2);
    const { results, meta } = await cp.env.DB.prepare(query.sql)
      .bind(...query.params)
      .all();
    expect(results).toHaveLength(50 * 24);
    // The hours, the ids as they come out of their parameter and go into their order, and little else.
    expect(meta.rows_read).toBeLessThanOrEqual(50 * 24 + 3 * 50);
  });
});
