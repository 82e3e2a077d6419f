import type { Thresholds } from './thresholds.ts';

/** What a node uses, in percent; null where it has not said. */
export interface Load {
  readonly memory_pct: number | null;
  readonly cpu_pct: number | null;
  readonly disk_pct: number | null;
}

/**
 * A closed node opens again below this share of each maximum: with a maximum of 80 below 70. One seat of twenty is worth
 * 4 points, so that a node which one tenant has just left stays closed, and a load that goes up and down by less than
 * 10 from minute to minute doesn't open and close it. A share, not points, so that it works for every maximum.
 */
export const REOPEN_SHARE = 7 / 8;

/**
 * Whether a node is closed to new tenants after a push of its metrics. It closes when one of them reaches its maximum
 * (stop), and opens when all of them are known and below `REOPEN_SHARE` of theirs (admit); between the two it stays what
 * it was.
 */
export function nextClosed(closed: boolean, load: Load, thresholds: Thresholds): boolean {
  const pairs: readonly (readonly [number | null, number])[] = [
    [load.memory_pct, thresholds.memory_pct_max],
    [load.cpu_pct, thresholds.cpu_pct_max],
    [load.disk_pct, thresholds.disk_pct_max],
  ];
  if (pairs.some(([value, max]) => value !== null && value >= max)) return true;
  return closed && !pairs.every(([value, max]) => value !== null && value < max * REOPEN_SHARE);
}
