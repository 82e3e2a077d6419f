import { useSyncExternalStore } from 'react';

let now = Date.now();
const listeners = new Set<() => void>();
let timer: ReturnType<typeof setInterval> | undefined;

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  timer ??= setInterval(tick, 1000);
  return () => {
    listeners.delete(listener);
    if (listeners.size > 0) return;
    clearInterval(timer);
    timer = undefined;
  };
}

function tick(): void {
  now = Date.now();
  for (const listener of listeners) listener();
}

/** Nothing ticks while nobody looks: the first who does is not told the time of then. */
function current(): number {
  if (timer === undefined && Date.now() - now >= 1000) now = Date.now();
  return now;
}

/** The time (ms), a second exact at most: all that shows it changes at once. */
export const useNow = (): number => useSyncExternalStore(subscribe, current);

/** What is told of the time (ms): drawn again only when that is another text, or another number. */
export const useToldOfNow = <Told extends string | number>(tell: (now: number) => Told): Told =>
  useSyncExternalStore(subscribe, () => tell(current()));

/** The beginning (ms) of the step that it is in, such as this hour's. */
export const useNowBy = (stepMs: number): number => useToldOfNow((now) => Math.floor(now / stepMs) * stepMs);
