const HOUR_MS = 3_600_000;

/** Hetzner's own limit, for an answer that does not tell it. */
export const USUAL_LIMIT = 3_600;

/** What was left of a Hetzner project's requests when an answer told it. */
export interface Budget {
  /** Requests an hour; the bucket refills evenly, so one comes back every hour/limit. */
  readonly limit: number;
  readonly remaining: number;
  /** When it was told, in milliseconds of the caller's clock. */
  readonly seenAt: number;
}

/** The budget in the headers of an answer; nothing where they do not tell one. */
export function readBudget(
  headers: Readonly<Record<string, string | string[] | undefined>>,
  now: number,
): Budget | undefined {
  const limit = Number(headers['ratelimit-limit'] ?? Number.NaN);
  const remaining = Number(headers['ratelimit-remaining'] ?? Number.NaN);
  return limit > 0 && remaining >= 0 ? { limit, remaining, seenAt: now } : undefined;
}

/**
 * Milliseconds in which one request comes back. From the limit rather than from RateLimit-Reset, which tells when the
 * whole bucket is full again, to the second and by the vendor's clock: no clocks are compared here.
 */
export function refillMs({ limit }: Pick<Budget, 'limit'>): number {
  return HOUR_MS / limit;
}

/**
 * The part of the limit below which runs slow down: 360 requests of 3,600, what three or four trios take. A run that
 * is alone settles at two thirds of it, at the pace at which requests come back; what it leaves is for people at the
 * console and for tools that know no pause.
 */
const RESERVE = 0.1;

/**
 * The longest pause, in requests that come back meanwhile. So at an empty bucket three runs side by side take just
 * what comes back; where there are more, some are refused and wait longer (`waitAfterRefusal`). A larger number would
 * spare them that, but hold up a run that is alone for longer than the limit asks.
 */
const SLOWEST = 3;

/**
 * Milliseconds that a run keeps between two requests: none while plenty is left, then the more the less is left. It
 * depends on nothing but the project's budget, which all runs see alike: all slow down together, and none starves.
 */
export function pause(budget: Budget, now: number): number {
  const refill = refillMs(budget);
  const reserve = budget.limit * RESERVE;
  const remaining = budget.remaining + Math.max(0, now - budget.seenAt) / refill;
  return refill * SLOWEST * Math.max(0, 1 - remaining / reserve);
}

/** The most that a wait doubles to, in requests that come back meanwhile: half a minute at the usual limit. */
const LONGEST_WAIT = 32;

/**
 * Milliseconds to wait before a request that was refused for the nth time (1, 2 …) goes out again: at least until one
 * request is back, twice as long each time. `chance` (0 to 1) tells runs apart that were refused at the same moment.
 */
export function waitAfterRefusal(budget: Pick<Budget, 'limit'>, times: number, chance: number): number {
  return refillMs(budget) * Math.min(2 ** (times - 1), LONGEST_WAIT) * (1 + chance);
}
