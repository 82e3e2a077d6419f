/** Which jobs stand in which place, and what would change if they were put in order now. */
export interface Shown {
  readonly ids: readonly string[];
  /** Jobs that are to come in between or above. */
  readonly fresh: number;
  /** Jobs that belong elsewhere, or no longer into the list. */
  readonly displaced: number;
}

/** Everything in its order. */
export const inOrder = (ids: readonly string[]): Shown => ({ ids, fresh: 0, displaced: 0 });

/**
 * What is shown stays where it is, while someone works with it; what was loaded behind it comes behind it. `ids` is the order
 * that it should have.
 */
export function keepPlaces(shown: readonly string[], ids: readonly string[]): Shown {
  const place = new Map(ids.map((id, index) => [id, index]));
  const places = shown.map((id) => place.get(id)).filter((at) => at !== undefined);
  const had = new Set(shown);
  const end = Math.max(-1, ...places.slice(-1));
  const fresh = ids.slice(0, end + 1).filter((id) => !had.has(id)).length;
  const behind = ids.slice(end + 1).filter((id) => !had.has(id));
  return { ids: [...shown, ...behind], fresh, displaced: shown.length - inTheirOrder(places) };
}

/** How many may stay when all are put in order: the longest run of rising places, by patience sorting. */
function inTheirOrder(places: readonly number[]): number {
  const tops: number[] = [];
  for (const place of places) {
    let [low, high] = [0, tops.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((tops[middle] as number) < place) low = middle + 1;
      else high = middle;
    }
    tops[low] = place;
  }
  return tops.length;
}
