import { type NodeState, OBSTACLE_SETS, OBSTACLES, seatsOf } from './obstacles.ts';
import type { Thresholds } from './thresholds.ts';

/**
 * All nodes stand on one scale, so that one number says who comes first. Above -2 are ready nodes that may take the
 * tenant, from there down to -3 those that are still made, below -4 those that may not, the nearest miss first.
 */
const PROVISIONING_BASE = -3;
/** Nodes that may take the tenant score more than this, those that may not less. */
export const MISS_BASE = -4;

/**
 * A tenth of what a node may use at most is kept for spikes while any other node is left: at a maximum of 80 that is
 * 8 points, two seats of twenty. A node that is filled right up to its maximum closes at the next busy minute.
 */
export const RESERVE_LINE = 0.9;

/** How a node ranks, whatever the age of its metrics turns out to be. */
export interface Standing {
  /** The score that it has if it may take the tenant. */
  readonly score: number;
  /** What it is behind the nearest possible with the same obstacles if it may not: from 0 to 1. */
  readonly behind: number;
}

/**
 * How a node ranks by what binds it, the largest of its memory, cpu, disk and seats, each as a share of its maximum. What
 * reservations and the new tenant will use is in no metrics yet: a seat is taken to be worth an equal share of the node.
 * Of the nodes that may take the tenant the fullest comes first, so that empty ones can be retired; but after all that
 * stay below the reserve line come those that would pass it, the emptiest first, and after all ready ones
 * those that are still made. Of those that may not the least used is nearest.
 */
export function standingOf(node: NodeState, thresholds: Thresholds): Standing {
  const seats = seatsOf(node, thresholds);
  const taken = node.tenants + node.reservations;
  const isMade = node.status === 'provisioning';
  const load = isMade ? 0 : loadOf(node, thresholds);
  const filled = (taken + 1) / seats;
  const used = Math.max(load, seats > 0 ? taken / seats : 1);
  return {
    score: isMade ? PROVISIONING_BASE + filled : readyScore(filled, load + (node.reservations + 1) / seats),
    behind: used / (1 + used),
  };
}

const readyScore = (filled: number, loadAfter: number): number =>
  loadAfter > RESERVE_LINE ? RESERVE_LINE - loadAfter : Math.max(filled, loadAfter);

/** What is not known counts nothing. */
const loadOf = (node: NodeState, thresholds: Thresholds): number =>
  Math.max(
    (node.memory_pct ?? 0) / thresholds.memory_pct_max,
    (node.cpu_pct ?? 0) / thresholds.cpu_pct_max,
    (node.disk_pct ?? 0) / thresholds.disk_pct_max,
  );

/** The score of a node with these obstacles: the lightest first, then the fewest, then whoever is least used. */
export const scoreOf = (obstacles: number, standing: Standing): number =>
  obstacles === 0 ? standing.score : missCeiling(obstacles) - standing.behind;

/** No node with these obstacles scores more. */
export const missCeiling = (obstacles: number): number => CEILINGS[obstacles] as number;

/** The gravest obstacle counts before how many there are, of which there are fewer than 16. */
const CEILINGS = Float64Array.from({ length: OBSTACLE_SETS }, (_, set) => {
  const met = OBSTACLES.filter(({ bit }) => set & bit);
  return MISS_BASE - 16 * Math.max(0, ...met.map(({ gravity }) => gravity)) - met.length;
});
