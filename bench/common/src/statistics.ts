export interface Spread {
  readonly median: number;
  readonly min: number;
  readonly max: number;
}

/** Of at least one value. */
export function spread(values: readonly number[]): Spread {
  const sorted = [...values].sort((a, b) => a - b);
  const at = (index: number): number => sorted[index] as number;
  const middle = (sorted.length - 1) / 2;
  return {
    median: (at(Math.floor(middle)) + at(Math.ceil(middle))) / 2,
    min: at(0),
    max: at(sorted.length - 1),
  };
}

/** How `a` compares with `b`, pair by pair: what slows the machine down for a while slows both of a pair down. */
export function ratios(a: readonly number[], b: readonly number[]): Spread {
  return spread(a.map((value, index) => value / (b[index] as number)));
}
