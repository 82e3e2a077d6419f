import type { Try } from './new-server-cost.ts';

/** Why a location is tried first: it is the `preferred` one, another `instead` of it, or all are unavailable. */
export type FirstTry =
  | { readonly kind: 'preferred' | 'none'; readonly location: string }
  | { readonly kind: 'instead'; readonly location: string; readonly preferred: string };

/** What is said of the first try; `locations` in the order of preference. */
export function firstTryOf(tries: readonly Try[], locations: readonly string[]): FirstTry {
  const [first, preferred] = [tries[0], locations[0]];
  if (!first || preferred === undefined) throw new Error('A region has one location at least.');
  const { location } = first;
  if (first.offers.some(({ unavailableUntil }) => unavailableUntil !== null)) return { kind: 'none', location };
  return location === preferred ? { kind: 'preferred', location } : { kind: 'instead', location, preferred };
}
