import { DEFAULT_THRESHOLDS, decidePlacement, type NodeFacts, Snapshot } from '@prego/placement-core';
import { filterAndSort } from '@prego/placement-core/testing';
import { PlainLoop } from './plain-loop.ts';

/** One way to decide, with the nodes kept as it wants them. Each gives the winner's id, or null for a new server. */
export interface Contender {
  readonly decide: (now: number) => string | null;
  /** Takes in that the node at this place of the region has changed. */
  readonly change: (place: number, node: NodeFacts) => void;
}

export const NAMES = ['decidePlacement', 'plain loop', 'filter and sort'] as const;
export type Name = (typeof NAMES)[number];

const request = { plan_tier: 'basic', region: 'sg' } as const;
const thresholds = DEFAULT_THRESHOLDS;

/** Each keeps the same nodes. */
export const CONTENDERS: Readonly<Record<Name, (nodes: readonly NodeFacts[]) => Contender>> = {
  decidePlacement: (nodes) => {
    const snapshot = prepared(nodes);
    return {
      decide: (now) => decidePlacement({ request, snapshot, thresholds, now }).selected_node_id,
      change: (_, node) => snapshot.upsert(node),
    };
  },
  'plain loop': (nodes) => {
    const loop = new PlainLoop(nodes);
    return { decide: (now) => loop.decide(thresholds, now), change: (place, node) => loop.change(place, node) };
  },
  'filter and sort': (nodes) => {
    const kept = [...nodes];
    return {
      decide: (now) => filterAndSort(kept, thresholds, now)?.node_id ?? null,
      change: (place, node) => {
        kept[place] = node;
      },
    };
  },
};

/** A snapshot of these nodes as a Worker keeps it between decisions. */
export function prepared(nodes: readonly NodeFacts[]): Snapshot {
  const snapshot = new Snapshot('sg');
  for (const node of nodes) snapshot.upsert(node);
  snapshot.prepare(thresholds);
  return snapshot;
}
