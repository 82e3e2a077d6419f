import type { NodeStatus, NodeSummary } from '@prego/contracts';

/** What keeps a node from being of use, or will; the worst first. */
export const CONCERNS = [
  'failed',
  'stale',
  'closed',
  'cordoned',
  'draining',
  'provisioning',
  'full',
  'none',
  'retired',
] as const;
export type Concern = (typeof CONCERNS)[number];

const BY_STATUS: Partial<Record<NodeStatus, Concern>> = {
  cordoned: 'cordoned',
  draining: 'draining',
  provisioning: 'provisioning',
};

/** The worst that is to be said of a node. A failed one is not called silent as well: it is expected to be. */
export function concernOf({ status, stale, metrics, free_seats, role }: NodeSummary): Concern {
  if (status === 'failed' || status === 'retired') return status;
  if (stale) return 'stale';
  if (metrics?.closed) return 'closed';
  // The one seat of a dedicated server is always taken: that is what it is for.
  return BY_STATUS[status] ?? (role === 'shared' && free_seats <= 0 ? 'full' : 'none');
}

export const NODE_SORTS = ['worst', 'node_id', 'seats', 'cpu', 'memory', 'disk', 'newest'] as const;
export type NodeSort = (typeof NODE_SORTS)[number];

const taken = ({ tenants, reservations }: NodeSummary): number => tenants + reservations;
const share = (node: NodeSummary): number => (node.capacity > 0 ? taken(node) / node.capacity : 0);
/** Its tightest resource; -1 where it never reported, which is less than any load. */
const load = ({ metrics }: NodeSummary): number =>
  metrics ? Math.max(metrics.cpu_pct ?? -1, metrics.memory_pct ?? -1, metrics.disk_pct ?? -1) : -1;

const byId = (a: NodeSummary, b: NodeSummary): number => (a.node_id < b.node_id ? -1 : Number(a.node_id > b.node_id));
const most =
  (figure: (node: NodeSummary) => number) =>
  (a: NodeSummary, b: NodeSummary): number =>
    figure(b) - figure(a);
const rank = (node: NodeSummary): number => CONCERNS.indexOf(concernOf(node));

const ORDERS: Readonly<Record<NodeSort, (a: NodeSummary, b: NodeSummary) => number>> = {
  // Of two that are as badly off, the one with more customers, then the one under more load.
  worst: (a, b) => rank(a) - rank(b) || most(taken)(a, b) || most(load)(a, b),
  node_id: byId,
  seats: most(share),
  cpu: most(({ metrics }) => metrics?.cpu_pct ?? -1),
  memory: most(({ metrics }) => metrics?.memory_pct ?? -1),
  disk: most(({ metrics }) => metrics?.disk_pct ?? -1),
  newest: most(({ created_at }) => created_at),
};

/** The nodes in that order; those that are equal in it by their ids, so that no refresh moves them. */
export const sortNodes = (nodes: readonly NodeSummary[], sort: NodeSort): NodeSummary[] =>
  nodes.toSorted((a, b) => ORDERS[sort](a, b) || byId(a, b));

/**
 * The nodes in the order of the ids that was shown before; those that are new come last. For while somebody has a menu
 * open: what they are about to press must not move away.
 */
export function inOrderOf(nodes: readonly NodeSummary[], ids: readonly string[]): NodeSummary[] {
  const place = new Map(ids.map((id, index) => [id, index]));
  return nodes.toSorted((a, b) => (place.get(a.node_id) ?? ids.length) - (place.get(b.node_id) ?? ids.length));
}
