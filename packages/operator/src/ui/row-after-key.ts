/** The row that a key leads to; undefined for any other key. */
export function rowAfterKey(key: string, index: number, count: number, shown: number): number | undefined {
  const by: Record<string, number> = {
    ArrowDown: 1,
    ArrowUp: -1,
    PageDown: Math.max(1, shown),
    PageUp: -Math.max(1, shown),
    Home: -count,
    End: count,
  };
  const step = by[key];
  return step === undefined ? undefined : Math.min(Math.max(index + step, 0), count - 1);
}
