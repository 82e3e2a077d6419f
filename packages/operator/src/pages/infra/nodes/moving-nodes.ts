import type { NodeSummary } from '@prego/contracts';

/** The listed nodes; those that were read by themselves since then as they are now. */
export function withNewer(listed: readonly NodeSummary[], moving: readonly NodeSummary[]): NodeSummary[] {
  const newest = new Map(moving.map((node) => [node.node_id, node]));
  return listed.map((node) => {
    const other = newest.get(node.node_id);
    return other && other.updated_at >= node.updated_at ? other : node;
  });
}

/** A page of the nodes that are being made. */
interface BeingMade {
  readonly items: readonly Pick<NodeSummary, 'node_id'>[];
  readonly next_cursor: string | null;
}

/** Whether one that was listed as being made is so no longer, by those that are now. Where these are not all, nobody knows. */
export function hasSettled(listed: readonly NodeSummary[], { items, next_cursor }: BeingMade): boolean {
  if (next_cursor !== null) return false;
  const still = new Set(items.map(({ node_id }) => node_id));
  return listed.some(({ status, node_id }) => status === 'provisioning' && !still.has(node_id));
}
