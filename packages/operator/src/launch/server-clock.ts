/**
 * The control plane's time as this page knows it: what an answer said, and what the page's own steady clock
 * (performance.now()) showed then. The computer's time of day, which may be wrong, does not come into it.
 */
export interface ServerClock {
  readonly serverMs: number;
  readonly steadyMs: number;
}

/** The control plane's time (ms since 1970) at a reading of the steady clock. */
export const timeOf = (clock: ServerClock, steadyMs: number): number =>
  clock.serverMs + Math.max(0, steadyMs - clock.steadyMs);

/**
 * The clock after an answer with this Date header. It is set forward only: Date is whole seconds, and two servers differ a
 * little, which is no reason for a page to count back.
 */
export function setClock(
  clock: ServerClock | undefined,
  date: string | null,
  steadyMs: number,
): ServerClock | undefined {
  const said = Date.parse(date ?? '');
  if (Number.isNaN(said)) return clock;
  return { serverMs: clock ? Math.max(said, timeOf(clock, steadyMs)) : said, steadyMs };
}
