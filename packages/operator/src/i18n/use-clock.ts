import { clockTime } from './format.ts';
import { useTimes } from './times.ts';

/** Writes the time of day, in the zone that the reader has chosen; with `exact` to the millisecond. */
export function useClock(exact = false): (at: number) => string {
  const utc = useTimes() === 'utc';
  return (at) => clockTime(at, { utc, exact });
}
