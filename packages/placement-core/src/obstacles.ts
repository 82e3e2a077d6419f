import type { IneligibleReason } from '@prego/contracts';
import type { NodeFacts } from './node-facts.ts';
import type { Thresholds } from './thresholds.ts';

/** What keeps a node from taking a tenant, as a set of bits: a decision looks at every node, and keeps those few. */
const COOLING_DOWN = 1 << 0;
const MEMORY_OVER = 1 << 1;
const CPU_OVER = 1 << 2;
const DISK_OVER = 1 << 3;
const SEATS_FULL = 1 << 4;
export const METRICS_STALE = 1 << 5;
const METRICS_MISSING = 1 << 6;
const CORDONED = 1 << 7;
const DRAINING = 1 << 8;
const FAILED = 1 << 9;
const RETIRED = 1 << 10;
/** How many sets there are. */
export const OBSTACLE_SETS = 1 << 11;

/**
 * What a set's bits stand for, the gravest first, and how far from eligible it leaves a node: 1 passes when the load does,
 * 2 and 3 when the node reports, 4 and 5 when an operator changes their mind, 6 and 7 don't pass.
 */
export const OBSTACLES: readonly { readonly bit: number; readonly code: IneligibleReason; readonly gravity: number }[] =
  [
    { bit: RETIRED, code: 'retired', gravity: 7 },
    { bit: FAILED, code: 'failed', gravity: 6 },
    { bit: DRAINING, code: 'draining', gravity: 5 },
    { bit: CORDONED, code: 'cordoned', gravity: 4 },
    { bit: METRICS_MISSING, code: 'metrics_missing', gravity: 3 },
    { bit: METRICS_STALE, code: 'metrics_stale', gravity: 2 },
    { bit: MEMORY_OVER, code: 'memory_over', gravity: 1 },
    { bit: CPU_OVER, code: 'cpu_over', gravity: 1 },
    { bit: DISK_OVER, code: 'disk_over', gravity: 1 },
    { bit: SEATS_FULL, code: 'seats_full', gravity: 1 },
    { bit: COOLING_DOWN, code: 'cooling_down', gravity: 1 },
  ];

/** What a judgement needs to know of a node. */
export type NodeState = Omit<NodeFacts, 'node_id' | 'region' | 'role'>;

/** The seats that a node has: what it was made for, and never more than are allowed anywhere. */
export const seatsOf = (node: NodeState, thresholds: Thresholds): number =>
  Math.min(node.capacity, thresholds.max_tenants_per_node);

/**
 * The set of what keeps a node from taking one more tenant, but for the age of its metrics, which changes by itself. A node
 * that is gone has nothing else against it; the metrics of one that is still made are not looked at: they say what an
 * installer uses.
 */
export function obstaclesOf(node: NodeState, thresholds: Thresholds): number {
  if (node.status === 'retired') return RETIRED;
  if (node.status === 'failed') return FAILED;
  const full = node.tenants + node.reservations >= seatsOf(node, thresholds) ? SEATS_FULL : 0;
  if (node.status === 'provisioning') return full;
  const halted = node.status === 'draining' ? DRAINING : node.status === 'cordoned' ? CORDONED : 0;
  return halted | full | metricsObstacles(node, thresholds);
}

function metricsObstacles(node: NodeState, thresholds: Thresholds): number {
  const { memory_pct, cpu_pct, disk_pct, metrics_at } = node;
  let found = [memory_pct, cpu_pct, disk_pct, metrics_at].includes(null) ? METRICS_MISSING : 0;
  if (memory_pct !== null && memory_pct >= thresholds.memory_pct_max) found |= MEMORY_OVER;
  if (cpu_pct !== null && cpu_pct >= thresholds.cpu_pct_max) found |= CPU_OVER;
  if (disk_pct !== null && disk_pct >= thresholds.disk_pct_max) found |= DISK_OVER;
  return found === 0 && node.closed ? COOLING_DOWN : found;
}

/** When a node's metrics were taken, in milliseconds since 1970; NaN where their age is nothing against it. */
export function watchedSince(node: NodeState): number {
  const isWatched = node.status === 'ready' || node.status === 'cordoned' || node.status === 'draining';
  return isWatched && node.metrics_at !== null ? node.metrics_at : Number.NaN;
}

/** Metrics from before this are stale, in milliseconds since 1970. */
export const freshFrom = (thresholds: Thresholds, now: number): number => now - thresholds.metrics_max_age_s * 1000;
