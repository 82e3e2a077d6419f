import { useSyncExternalStore } from 'react';

/** Tailwind's `sm` begins at 40rem: below it a page is a phone's. */
const NARROW = '(width < 40rem)';

function subscribe(onChange: () => void): () => void {
  const query = matchMedia(NARROW);
  query.addEventListener('change', onChange);
  return () => query.removeEventListener('change', onChange);
}

/** Whether there is only room for one column: for what can't be told by styles alone, such as the columns of a table. */
export const useNarrow = (): boolean => useSyncExternalStore(subscribe, () => matchMedia(NARROW).matches);
