/** One thing that is read again and again, as far as its age goes. Times in ms since 1970; 0: never. */
export interface Reading {
  readonly dataUpdatedAt: number;
  readonly everyMs: number;
  readonly failed: boolean;
  /** Whether it is asked for at all. */
  readonly wanted: boolean;
}

export interface Freshness {
  /** When the oldest of what is shown was read; null where nothing is yet. */
  readonly updatedAt: number | null;
  /** The shortest interval of all. */
  readonly everyMs: number;
  /** Something shown is older than it should be: it could not be read again. */
  readonly stale: boolean;
}

/** What a page says of its age, from all that it shows. */
export function freshnessOf(readings: readonly Reading[]): Freshness {
  const wanted = readings.filter((reading) => reading.wanted);
  const shown = wanted.filter((reading) => reading.dataUpdatedAt > 0);
  return {
    updatedAt: shown.length > 0 ? Math.min(...shown.map((reading) => reading.dataUpdatedAt)) : null,
    everyMs: Math.min(...wanted.map((reading) => reading.everyMs), Number.POSITIVE_INFINITY),
    stale: shown.some((reading) => reading.failed),
  };
}
