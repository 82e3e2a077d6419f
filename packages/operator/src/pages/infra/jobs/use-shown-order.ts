import { useEffect, useState } from 'react';
import { inOrder, keepPlaces } from './shown-order.ts';

/**
 * The order in which jobs are shown: theirs, unless `held` says that someone is at work with the rows just then. `ids` must be
 * the same list until it changes.
 */
export function useShownOrder(ids: readonly string[], held: () => boolean) {
  const [shown, setShown] = useState(() => inOrder(ids));
  // biome-ignore lint/correctness/useExhaustiveDependencies: only a new list asks; whether it is held counts at that moment
  useEffect(() => {
    setShown((before) => (before.ids.length > 0 && held() ? keepPlaces(before.ids, ids) : inOrder(ids)));
  }, [ids]);
  return { ...shown, showNow: () => setShown(inOrder(ids)) };
}
