import type { IneligibleReason } from '@prego/contracts';
import { freshFrom, METRICS_STALE, OBSTACLE_SETS, OBSTACLES } from './obstacles.ts';
import { MISS_BASE, missCeiling } from './score.ts';
import type { Snapshot } from './snapshot.ts';
import type { Thresholds } from './thresholds.ts';
import { Top } from './top.ts';

/** So many of the best, and so many of the nearest misses, stand in a decision: all of a large region is half a megabyte. */
export const CANDIDATES_SHOWN = 20;

/** What one look at every node finds. */
export interface Survey {
  readonly eligible: number;
  readonly best: Top;
  readonly misses: Top;
  /** How many nodes have each obstacle; one that none has is left out. */
  readonly reasons: Partial<Record<IneligibleReason, number>>;
}

/**
 * Looks at every node of a snapshot. This is the one loop that has to be fast: it allocates nothing for a node, and all but
 * the age of metrics has been worked out when the node changed.
 */
export function surveyNodes(snapshot: Snapshot, thresholds: Thresholds, now: number): Survey {
  snapshot.prepare(thresholds);
  const { obstacles, watchedSince, score, behind } = snapshot.columns;
  const fresh = freshFrom(thresholds, now);
  const [best, misses] = [new Top(CANDIDATES_SHOWN), new Top(CANDIDATES_SHOWN)];
  const sets = snapshot.sets.slice();
  const rows = snapshot.size;
  for (let row = 0; row < rows; row++) {
    let its = score[row] as number;
    if ((watchedSince[row] as number) < fresh) {
      const set = obstacles[row] as number;
      const stale = set | METRICS_STALE;
      sets[set] = (sets[set] as number) - 1;
      sets[stale] = (sets[stale] as number) + 1;
      its = missCeiling(stale) - (behind[row] as number);
    }
    if (its > MISS_BASE) {
      if (its > best.floor) best.take(its, row);
    } else if (its > misses.floor) misses.take(its, row);
  }
  return { eligible: sets[0] as number, best, misses, reasons: countReasons(sets) };
}

function countReasons(sets: Uint32Array): Partial<Record<IneligibleReason, number>> {
  const reasons: Partial<Record<IneligibleReason, number>> = {};
  for (let set = 1; set < OBSTACLE_SETS; set++) {
    const nodes = sets[set] as number;
    if (nodes === 0) continue;
    for (const { bit, code } of OBSTACLES) if (set & bit) reasons[code] = (reasons[code] ?? 0) + nodes;
  }
  return reasons;
}
