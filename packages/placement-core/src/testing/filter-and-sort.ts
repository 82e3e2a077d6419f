import type { NodeFacts } from '../node-facts.ts';
import type { Thresholds } from '../thresholds.ts';

/**
 * The rule as anyone would write it first: keep the nodes that may take the tenant, sort them, take the first. It gives no
 * reasons and counts nothing. Written from README.md with none of the real one's code: the tests ask whether both choose the
 * same, the benchmark how they compare.
 */
export function filterAndSort(nodes: readonly NodeFacts[], thresholds: Thresholds, now: number): NodeFacts | undefined {
  return nodes
    .filter((node) => node.role === 'shared' && mayTakeOne(node, thresholds, now))
    .map((node) => ({ node, rank: rankOf(node, thresholds) }))
    .sort((a, b) => b.rank - a.rank || (a.node.node_id < b.node.node_id ? -1 : 1))[0]?.node;
}

/** Whether a shared node may take one more tenant. */
export function mayTakeOne(node: NodeFacts, thresholds: Thresholds, now: number): boolean {
  if (node.tenants + node.reservations + 1 > seats(node, thresholds)) return false;
  if (node.status === 'provisioning') return true;
  if (node.status !== 'ready' || node.closed) return false;
  const { memory_pct, cpu_pct, disk_pct, metrics_at } = node;
  if (memory_pct === null || cpu_pct === null || disk_pct === null || metrics_at === null) return false;
  if (now - metrics_at > thresholds.metrics_max_age_s * 1000) return false;
  return (
    memory_pct < thresholds.memory_pct_max && cpu_pct < thresholds.cpu_pct_max && disk_pct < thresholds.disk_pct_max
  );
}

function rankOf(node: NodeFacts, thresholds: Thresholds): number {
  const afterwards = (node.tenants + node.reservations + 1) / seats(node, thresholds);
  if (node.status === 'provisioning') return afterwards - 3;
  const busiest = Math.max(
    Number(node.memory_pct) / thresholds.memory_pct_max,
    Number(node.cpu_pct) / thresholds.cpu_pct_max,
    Number(node.disk_pct) / thresholds.disk_pct_max,
  );
  const load = busiest + (node.reservations + 1) / seats(node, thresholds);
  return load <= 0.9 ? Math.max(afterwards, load) : 0.9 - load;
}

const seats = (node: NodeFacts, thresholds: Thresholds): number =>
  Math.min(node.capacity, thresholds.max_tenants_per_node);
