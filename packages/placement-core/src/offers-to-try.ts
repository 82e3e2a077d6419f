import type { Offer } from '@prego/contracts';

/** An offer of which there is none just now, as far as `until` (milliseconds since 1970) can be told. */
export interface UnavailableOffer extends Offer {
  readonly until: number;
}

/**
 * What to try, in this order: what is not known to be unavailable, in the order of preference. If nothing is left all are
 * tried, those first of which that is known for the shortest time: a list of yesterday must not stop a tenant.
 */
export function offersToTry(offers: readonly Offer[], unavailable: readonly UnavailableOffer[], now: number): Offer[] {
  const until = (offer: Offer): number =>
    Math.max(now, ...unavailable.filter((entry) => isSame(entry, offer)).map((entry) => entry.until));
  const available = offers.filter((offer) => until(offer) <= now);
  return available.length > 0 ? available : offers.toSorted((a, b) => until(a) - until(b));
}

const isSame = (a: Offer, b: Offer): boolean => a.server_type === b.server_type && a.location === b.location;
