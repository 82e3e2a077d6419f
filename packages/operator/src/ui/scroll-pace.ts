/** How fast a list is being scrolled: where it was when (pixels, ms), and how hasty the last steps were. */
export interface ScrollPace {
  readonly offset: number;
  readonly at: number;
  /** Grows by 2 with each fast step and falls by 1 with each other: single ones in between change nothing. */
  readonly haste: number;
}

export const AT_REST: ScrollPace = { offset: 0, at: Number.NEGATIVE_INFINITY, haste: 0 };

/** From so many rows a second on nobody reads what passes. */
const FAST_ROWS_PER_S = 30;
/** After so long (ms) another movement begins. */
const PAUSE_MS = 250;
const MOST_HASTE = 4;

/**
 * The pace after a step to `offset`; `rowHeight` in pixels. A step of less than a row is none of haste: rows that turn out
 * taller than was thought move the list by some pixels too.
 */
export function paceAfter(before: ScrollPace, offset: number, at: number, rowHeight: number): ScrollPace {
  const tookMs = at - before.at;
  if (tookMs > PAUSE_MS) return { offset, at, haste: 0 };
  const rows = Math.abs(offset - before.offset) / rowHeight;
  const isFast = rows > 1 && rows * 1000 > FAST_ROWS_PER_S * tookMs;
  return { offset, at, haste: isFast ? Math.min(MOST_HASTE, before.haste + 2) : Math.max(0, before.haste - 1) };
}

/** Whether rows fly past. A single jump, such as to the end, is none: one wants to read what is there. */
export const fliesPast = ({ haste }: ScrollPace): boolean => haste > 2;
