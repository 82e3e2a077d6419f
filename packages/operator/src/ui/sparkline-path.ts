/** A figure at a time (ms); null: nothing is known of that time. */
export interface SparkPoint {
  readonly at: number;
  readonly value: number | null;
}

export interface SparkFrame {
  /** The times (ms) at the left and right edge. */
  readonly from: number;
  readonly to: number;
  /** What is drawn at the upper edge; 0 is the lower one. */
  readonly max: number;
  /** Points further apart than this (ms) are not joined: what was between is not known. */
  readonly stepMs: number;
  readonly width: number;
  readonly height: number;
}

/** Lines and dots fall half their width outside otherwise. */
const MARGIN = 1.5;

/** Pixels from above of a value. What is beyond the frame is drawn at its edge. */
export function sparkY(value: number, { max, height }: Pick<SparkFrame, 'max' | 'height'>): number {
  const share = max > 0 ? Math.min(1, Math.max(0, value / max)) : 0;
  return round(height - MARGIN - share * (height - 2 * MARGIN));
}

/**
 * The line as an SVG path, broken where something is not known: a gap stays a gap. A point without neighbours becomes a
 * line without length, which round ends make a dot. Empty where nothing is known at all.
 */
export function sparkPath(points: readonly SparkPoint[], frame: SparkFrame): string {
  let path = '';
  let before: number | undefined;
  for (const { at, value } of points.toSorted((a, b) => a.at - b.at)) {
    if (value === null) before = undefined;
    if (value === null || at < frame.from || at > frame.to) continue;
    const place = `${sparkX(at, frame)} ${sparkY(value, frame)}`;
    const joined = before !== undefined && at - before <= frame.stepMs;
    path += joined ? `L${place}` : `M${place}h0`;
    before = at;
  }
  return path;
}

function sparkX(at: number, { from, to, width }: SparkFrame): number {
  const share = to > from ? (at - from) / (to - from) : 1;
  return round(MARGIN + share * (width - 2 * MARGIN));
}

const round = (pixels: number): number => Math.round(pixels * 10) / 10;

/** The lowest and highest that is known; null where nothing is. */
export function sparkRange(points: readonly SparkPoint[]): { low: number; high: number } | null {
  const values = points.flatMap(({ value }) => (value === null ? [] : [value]));
  return values.length > 0 ? { low: Math.min(...values), high: Math.max(...values) } : null;
}
