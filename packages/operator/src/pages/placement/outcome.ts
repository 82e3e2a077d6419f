import type { IneligibleReason } from '@prego/contracts';
import { isStillMade } from './headroom.ts';
import type { Candidate, Cluster, Outcome } from './placement-types.ts';

/** What is said of an outcome in one sentence: which one, and what it has to name. */
export type Saying =
  | { readonly kind: 'node'; readonly nodeId: string; readonly waits: boolean }
  | { readonly kind: 'first_node' }
  | { readonly kind: 'new_node'; readonly nodes: number }
  | { readonly kind: 'trio' };

/** The sentence for an outcome in a region whose nodes were these. */
export function sayingOf(outcome: Outcome, cluster: Cluster, candidates: readonly Candidate[]): Saying {
  const { dedicated, target_server_id: nodeId } = outcome.placement;
  if (dedicated) return { kind: 'trio' };
  if (nodeId === null) return cluster.nodes === 0 ? { kind: 'first_node' } : { kind: 'new_node', nodes: cluster.nodes };
  const winner = candidates.find(({ node_id }) => node_id === nodeId);
  return { kind: 'node', nodeId, waits: winner !== undefined && isStillMade(winner) };
}

/** What a score says of a node, by the scale that all nodes stand on (placement-core's README). */
export type Rank = 'keeps_reserve' | 'into_reserve' | 'still_made' | 'may_not';

export function rankOf(score: number): Rank {
  if (score >= 0) return 'keeps_reserve';
  if (score > -2) return 'into_reserve';
  return score >= -3 ? 'still_made' : 'may_not';
}

/** How many of the nodes that may take the tenant are shown, and of those that may not. */
export interface ShownOf {
  readonly eligible: { readonly shown: number; readonly of: number };
  readonly misses: { readonly shown: number; readonly of: number };
  /** Every node of the region is there. */
  readonly all: boolean;
}

export function shownOf(candidates: readonly Candidate[], { nodes, eligible }: Cluster): ShownOf {
  const shown = candidates.filter((candidate) => candidate.eligible).length;
  return {
    eligible: { shown, of: eligible },
    misses: { shown: candidates.length - shown, of: nodes - eligible },
    all: candidates.length === nodes,
  };
}

/** How many nodes have each reason, the most frequent first. A node counts once for each of its reasons. */
export const reasonCounts = ({ reasons }: Cluster): [IneligibleReason, number][] =>
  (Object.entries(reasons) as [IneligibleReason, number][]).toSorted(
    ([a, many], [b, more]) => more - many || a.localeCompare(b),
  );
