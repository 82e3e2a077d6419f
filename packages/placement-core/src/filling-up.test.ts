import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { decidePlacement } from './decide-placement.ts';
import type { NodeFacts } from './node-facts.ts';
import { Snapshot } from './snapshot.ts';
import { anyNode, anyThresholds, NOW, snapshotOf } from './testing/arbitraries.ts';
import { mayTakeOne } from './testing/filter-and-sort.ts';
import { DEFAULT_THRESHOLDS, type Thresholds } from './thresholds.ts';

const request = { plan_tier: 'basic', region: 'sg' } as const;

test('tenants that come one after the other fill every seat that is there, and none that is not', () => {
  fc.assert(
    fc.property(fc.uniqueArray(anyNode, { selector: ({ node_id }) => node_id, maxLength: 6 }), anyThresholds, fillUp),
    { numRuns: 500 },
  );
});

/** Reserves a seat at every choice until a new server would be bought. */
function fillUp(nodes: NodeFacts[], thresholds: Thresholds): void {
  const byId = new Map(nodes.map((each) => [each.node_id, each]));
  const snapshot = snapshotOf(nodes);
  const free = (each: NodeFacts): number =>
    Math.min(each.capacity, thresholds.max_tenants_per_node) - each.tenants - each.reservations;
  const open = nodes.filter(({ node_id }) => snapshot.get(node_id)).filter((each) => mayTakeOne(each, thresholds, NOW));
  let placed = 0;
  for (;;) {
    const { selected_node_id } = decidePlacement({ request, snapshot, thresholds, now: NOW });
    if (selected_node_id === null) break;
    const chosen = byId.get(selected_node_id) as NodeFacts;
    const reserved = { ...chosen, reservations: chosen.reservations + 1 };
    expect(free(reserved)).toBeGreaterThanOrEqual(0);
    byId.set(selected_node_id, reserved);
    snapshot.upsert(reserved);
    placed++;
  }
  expect(placed).toBe(open.reduce((sum, each) => sum + free(each), 0));
}

test('twenty sign-ups in an empty region buy one server, as it has seats from the moment it is decided', () => {
  const snapshot = new Snapshot('sg');
  let bought = 0;
  for (let i = 0; i < 20; i++) {
    const { placement } = decidePlacement({ request, snapshot, thresholds: DEFAULT_THRESHOLDS, now: NOW });
    const known = snapshot.get(placement.target_server_id ?? '');
    if (!known) bought++;
    snapshot.upsert({ ...(known ?? MADE), reservations: (known?.reservations ?? 0) + 1 });
  }
  expect(bought).toBe(1);
  expect(snapshot.totals.reservations).toBe(20);
});

const MADE: NodeFacts = {
  node_id: 'sg-s-22222222',
  region: 'sg',
  role: 'shared',
  status: 'provisioning',
  memory_pct: null,
  cpu_pct: null,
  disk_pct: null,
  metrics_at: null,
  closed: false,
  tenants: 0,
  reservations: 0,
  capacity: 20,
};
