import { afterEach, beforeAll, expect, test } from '@jest/globals';
import { drizzle } from 'drizzle-orm/d1';
import { ControlPlane } from '../testing/control-plane.ts';
import { NODE, readyNode } from '../testing/fleet.ts';
import type { Db, Statement } from './db.ts';
import {
  HOUR_MS,
  hourlyMetricsStatement,
  hourOf,
  latestMetricsStatement,
  listMetrics,
  removeOldHours,
} from './metrics.ts';
import { findNode, listNodes } from './nodes.ts';

let cp: ControlPlane;
beforeAll(async () => {
  cp = await ControlPlane.start();
});
afterEach(() => cp.clear());

const NOW = 1_800_000_000_000;
const FLEET = 3_000;
const LOAD = { cpu_pct: 10, memory_pct: 20, disk_pct: 30 };
const AT = { cpu_at: NOW, memory_at: NOW, disk_at: NOW, tenant_count: null, closed: 0 };

interface Query {
  readonly sql: string;
  readonly params: unknown[];
}

/** The rows that D1 bills for these. */
async function billed(...queries: Query[]) {
  const results = await cp.env.DB.batch(queries.map(({ sql, params }) => cp.env.DB.prepare(sql).bind(...params)));
  return results.map(({ meta }) => ({ read: meta.rows_read, written: meta.rows_written }));
}

const queryOf = (statement: Statement): Query => (statement as unknown as { toSQL(): Query }).toSQL();

/** The rows that D1 reads for what `work` asks: its queries are taken down and run once more. */
async function rowsRead(work: (db: Db) => Promise<unknown>): Promise<number> {
  const queries: Query[] = [];
  await work(drizzle(cp.env.DB, { logger: { logQuery: (sql, params) => queries.push({ sql, params }) } }));
  expect(queries.length).toBeGreaterThan(0);
  return (await billed(...queries)).reduce((sum, { read }) => sum + read, 0);
}

/** Nodes with metrics and an hour each, made in the database. */
async function fleet() {
  const number = `WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < ${FLEET - 1})`;
  const id = "'sg-s-' || printf('%08d', i)";
  await cp.env.DB.batch(
    [
      `${number} INSERT INTO server_metrics (node_id, region, updated_at, seq) SELECT ${id}, 'sg', 1, i + 1 FROM n`,
      `${number} INSERT INTO server_metrics_hourly (node_id, hour, samples) SELECT ${id}, ${hourOf(NOW)}, 1 FROM n`,
    ].map((sql) => cp.env.DB.prepare(sql)),
  );
}

test('a push costs a few rows, however many nodes and hours there are', async () => {
  await fleet();
  await cp.insert('nodes', readyNode(NODE));
  const db = drizzle(cp.env.DB);
  const node = { node_id: NODE, region: 'sg' } as const;
  const pushed = (at: number) =>
    billed(
      queryOf(latestMetricsStatement(db, node, { ...LOAD, ...AT }, at)),
      queryOf(hourlyMetricsStatement(db, NODE, LOAD, at)),
    );
  await pushed(NOW);
  const [latest, hourly] = await pushed(NOW + 60_000);
  // The row and its place in the index of what is new; and the row of the hour.
  expect(latest).toEqual({ read: expect.any(Number), written: 2 });
  expect(hourly).toEqual({ read: expect.any(Number), written: 1 });
  expect((latest?.read ?? 99) + (hourly?.read ?? 99)).toBeLessThanOrEqual(6);
  const [row] = await cp.rows<{ seq: number }>('SELECT seq FROM server_metrics WHERE node_id = ?', NODE);
  expect(row?.seq).toBe(FLEET + 2);
  console.info('D1 rows of a push:', { latest, hourly });
});

test('finding a node and a page of a region read no more than that', async () => {
  await fleet();
  const number = `WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < ${FLEET - 1})`;
  await cp.env.DB.prepare(
    `${number} INSERT INTO nodes (node_id, region, role, status, stack, job_id, capacity, created_at, updated_at)
     SELECT 'sg-s-' || printf('%08d', i), 'sg', 'shared', 'ready', 'sg', 'job_x', 20, 1, 1 FROM n WHERE i < 300`,
  ).run();
  const page = { node: 4, nodes: 51 * 2, metrics: 51 * 2 };
  const read = {
    node: await rowsRead((db) => findNode(db, 'sg-s-00000007')),
    nodes: await rowsRead((db) => listNodes(db, { region: 'sg' }, NOW, undefined, 51)),
    metrics: await rowsRead((db) => listMetrics(db, { region: 'sg' }, undefined, 51)),
  };
  for (const name of ['node', 'nodes', 'metrics'] as const) expect(read[name]).toBeLessThanOrEqual(page[name]);
  console.info('D1 rows read:', read);
});

test('hours past thirty days go, a share at a time, and no others', async () => {
  const hour = hourOf(NOW);
  const days = (count: number) => hour - count * 24 * HOUR_MS;
  for (const at of [days(31), days(30) - HOUR_MS, days(30), hour]) {
    await cp.insert('server_metrics_hourly', { node_id: NODE, hour: at, samples: 1 });
  }
  const db = drizzle(cp.env.DB);
  expect(await removeOldHours(db, NOW)).toBe(2);
  expect(await cp.rows('SELECT hour FROM server_metrics_hourly ORDER BY hour')).toEqual([{ hour: days(30) }, { hour }]);
  expect(await removeOldHours(db, NOW)).toBe(0);
});

test('the sweep removes them', async () => {
  await cp.insert('server_metrics_hourly', { node_id: NODE, hour: 0, samples: 1 });
  await cp.sweep();
  expect(await cp.rows('SELECT * FROM server_metrics_hourly')).toEqual([]);
});
