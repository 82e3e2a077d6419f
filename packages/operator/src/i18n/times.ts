import { useSyncExternalStore } from 'react';

/** How times are written: how long ago, or as a moment in the reader's zone or in UTC. */
export type Times = 'relative' | 'local' | 'utc';

const ORDER: readonly Times[] = ['relative', 'local', 'utc'];
const KEPT_AS = 'prego_times';

/** What was chosen, as it was kept; how long ago where nothing was. */
export const timesOf = (kept: string | null): Times => ORDER.find((one) => one === kept) ?? 'relative';

/** The one after it, and after the last the first. */
export const timesAfter = (times: Times): Times => ORDER[(ORDER.indexOf(times) + 1) % ORDER.length] as Times;

let chosen: Times | undefined;
const listeners = new Set<() => void>();

function current(): Times {
  if (chosen === undefined) {
    try {
      chosen = timesOf(localStorage.getItem(KEPT_AS));
    } catch {
      // Storage is switched off: then nothing was chosen.
      chosen = 'relative';
    }
  }
  return chosen;
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** All times of the page are written so from now on, and in this browser later. */
export function chooseTimes(times: Times): void {
  chosen = times;
  for (const listener of listeners) listener();
  try {
    localStorage.setItem(KEPT_AS, times);
  } catch {
    // Storage is switched off: the choice holds for this page.
  }
}

/** How the reader wants times written. */
export const useTimes = (): Times => useSyncExternalStore(subscribe, current);
