import { afterEach, beforeAll, expect, test } from '@jest/globals';
import type { InventoryReport } from '@prego/contracts';
import { dbOf } from '../store/db.ts';
import { ControlPlane } from '../testing/control-plane.ts';
import { LOSES_ALL, testDeps } from '../testing/test-deps.ts';
import { readInventory } from './read-inventory.ts';
import { reportInventory } from './report-inventory.ts';

let cp: ControlPlane;
beforeAll(async () => {
  cp = await ControlPlane.start();
});
afterEach(() => cp.clear());

const NOW = 1_800_000_000_000;
const labels = { 'managed-by': 'prego' };
const servers: InventoryReport = {
  kind: 'servers',
  seen_at: NOW,
  items: [
    {
      id: 7,
      name: 's',
      status: 'running',
      server_type: 'cpx32',
      location: 'sin',
      labels,
      stack: null,
      hourly_cost: 0.03,
    },
  ],
};
const volumes: InventoryReport = {
  kind: 'volumes',
  seen_at: NOW,
  items: [{ id: 8, name: 'v', location: 'sin', size_gb: 10, labels, stack: null, hourly_cost: 0.001 }],
};
const deps = (now: number, d1: D1Database = cp.env.DB) => testDeps(cp, {}, now, { queue: LOSES_ALL, db: dbOf(d1) });
const orphans = async () => (await readInventory(await deps(NOW), { kind: 'orphans' })).items.map(({ id }) => id);

/** The same D1, in which something else happens right before the second batch. */
function interrupted(real: D1Database, meanwhile: () => Promise<unknown>): D1Database {
  let batches = 0;
  const d1 = {
    prepare: (sql: string) => real.prepare(sql),
    batch: async (statements: D1PreparedStatement[]) => {
      if (batches++ === 1) await meanwhile();
      return await real.batch(statements);
    },
    withSession: () => d1,
  };
  return d1 as unknown as D1Database;
}

test.each([
  ['before', NOW - 1],
  ['after', NOW + 1],
])(
  'orphans found by a report that was overtaken do not replace those of the one that has come %s it',
  async (_, now) => {
    const overtaken = interrupted(cp.env.DB, async () => reportInventory(await deps(now), volumes));
    expect(await reportInventory(await deps(NOW, overtaken), servers)).toEqual({ stored: true });
    expect(await orphans()).toEqual([7, 8]);
  },
);
