import { useSyncExternalStore } from 'react';

let said = '';
let turn = 0;
const listeners = new Set<() => void>();

/** Has a screen reader say it, once what it says now is said. */
export function announce(text: string): void {
  turn += 1;
  // The same text twice is no change, and would not be said again.
  said = turn % 2 === 0 ? text : `${text}\u00a0`;
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** The one live region of a page. */
export function Announcer() {
  const text = useSyncExternalStore(subscribe, () => said);
  return (
    <div aria-live="polite" role="status" className="sr-only">
      {text}
    </div>
  );
}
