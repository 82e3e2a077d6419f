import type { NodeStatus } from '@prego/contracts';
import fc from 'fast-check';
import type { NodeFacts } from '../node-facts.ts';
import { Snapshot } from '../snapshot.ts';
import type { Thresholds } from '../thresholds.ts';

/** When everything happens, in milliseconds since 1970. */
export const NOW = 1_800_000_000_000;

/** A ready node that is half used, but for what is given. */
export const node = (facts: Partial<NodeFacts> & { readonly node_id: string }): NodeFacts => ({
  region: 'sg',
  role: 'shared',
  status: 'ready',
  memory_pct: 40,
  cpu_pct: 20,
  disk_pct: 30,
  metrics_at: NOW - 20_000,
  closed: false,
  tenants: 8,
  reservations: 0,
  capacity: 20,
  ...facts,
});

/** Steps of 5 and few seats, so that nodes tie, stand right at a threshold, and are full, as often as not. */
const percent = fc.integer({ min: 0, max: 20 }).map((fifth) => fifth * 5);
const anyPercent = fc.oneof(
  { weight: 6, arbitrary: percent },
  { weight: 3, arbitrary: fc.double({ min: 0, max: 100, noNaN: true }) },
  { weight: 1, arbitrary: fc.constant(null) },
);
const age = fc.oneof(
  fc.integer({ min: 0, max: 60_000 }),
  fc.constantFrom(-5_000, 299_999, 300_000, 300_001, 3_600_000),
);
const status: fc.Arbitrary<NodeStatus> = fc.oneof(
  { weight: 6, arbitrary: fc.constant<NodeStatus>('ready') },
  { weight: 2, arbitrary: fc.constant<NodeStatus>('provisioning') },
  { weight: 1, arbitrary: fc.constantFrom<NodeStatus>('cordoned', 'draining', 'failed', 'retired') },
);

const nodeId = fc.integer({ min: 0, max: 27 ** 3 }).map((n) => `sg-s-${n.toString(27).padStart(8, '2')}`);

/** A ready node with room, of which many are alike. */
const likelyNode = fc
  .record({
    node_id: nodeId,
    memory_pct: fc.constantFrom(0, 20, 40, 45),
    tenants: fc.constantFrom(0, 4, 8),
    reservations: fc.constantFrom(0, 0, 1),
  })
  .map(node);

/** A node of the region sg, seldom of another, seldom not shared. */
const strangeNode: fc.Arbitrary<NodeFacts> = fc.record({
  node_id: nodeId,
  region: fc.constantFrom('sg', 'sg', 'sg', 'sg', 'sg', 'sg', 'sg', 'eu'),
  role: fc.constantFrom('shared', 'shared', 'shared', 'shared', 'shared', 'shared', 'shared', 'db'),
  status,
  memory_pct: anyPercent,
  cpu_pct: anyPercent,
  disk_pct: anyPercent,
  metrics_at: fc.oneof(
    { weight: 9, arbitrary: age.map((ms) => NOW - ms) },
    { weight: 1, arbitrary: fc.constant(null) },
  ),
  closed: fc.constantFrom(false, false, false, true),
  tenants: fc.integer({ min: 0, max: 12 }),
  reservations: fc.integer({ min: 0, max: 4 }),
  capacity: fc.integer({ min: 0, max: 24 }),
});

/** Any node at all, and those often which may well be chosen. */
export const anyNode: fc.Arbitrary<NodeFacts> = fc.oneof(likelyNode, strangeNode);

/** Nodes of different ids: few, or at times more than a decision shows, which fast-check has to be told to make. */
export const anyNodes: fc.Arbitrary<NodeFacts[]> = fc
  .constantFrom(2, 6, 15, 90)
  .chain((maxLength) =>
    fc.uniqueArray(anyNode, { selector: ({ node_id }) => node_id, minLength: maxLength > 50 ? 50 : 0, maxLength }),
  );

export const anyThresholds: fc.Arbitrary<Thresholds> = fc.record({
  memory_pct_max: fc.constantFrom(5, 40, 60, 80, 80, 100),
  cpu_pct_max: fc.integer({ min: 20, max: 100 }),
  disk_pct_max: percent.map((value) => Math.max(50, value)),
  max_tenants_per_node: fc.constantFrom(1, 3, 8, 12, 20, 24),
  metrics_max_age_s: fc.constantFrom(30, 300, 4_000),
});

/** The snapshot of these nodes, for the region sg. */
export function snapshotOf(nodes: Iterable<NodeFacts>): Snapshot {
  const snapshot = new Snapshot('sg');
  for (const node of nodes) snapshot.upsert(node);
  return snapshot;
}
