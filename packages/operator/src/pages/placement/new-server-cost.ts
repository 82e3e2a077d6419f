import type { NodeRole, Region, ServerType } from '@prego/contracts';
import { OFFERS, type Offer, offersOf } from '@prego/contracts/offers';

/** Net, as the price list has it. */
export interface Price {
  readonly hourly: number;
  readonly monthly: number;
}

/** An offer of which there was none when last seen; `until` (ms since 1970) it is not tried first. */
export interface UnavailableOffer extends Offer {
  readonly until: number;
}

/** One server of a try. */
export interface PricedOffer extends Offer {
  readonly role: NodeRole;
  /** Null where the price list does not have this type. */
  readonly type: ServerType | null;
  /** Null where it has no price of it in this location. */
  readonly price: Price | null;
  /** Null where nothing is known against it. */
  readonly unavailableUntil: number | null;
}

/** All servers of a placement in one location. */
export interface Try {
  readonly location: string;
  readonly offers: readonly PricedOffer[];
  /** Of all together; null where the price of one is not known. */
  readonly sum: Price | null;
}

/** The servers of a new shared node, and of a dedicated tenant in the order in which people name them. */
export const MADE: Readonly<Record<'shared' | 'dedicated', readonly NodeRole[]>> = {
  shared: ['shared'],
  dedicated: ['app', 'db', 'redis'],
};

interface Known {
  readonly types: readonly ServerType[];
  readonly unavailable: readonly UnavailableOffer[];
  /** Milliseconds since 1970. */
  readonly now: number;
}

/**
 * Where these servers are tried to be made, first things first, and what they cost there. They stand together, so that a
 * location is as good as it is for the role that wants it least: the action does the same with the control plane's offers.
 */
export function triesOf(region: Region, roles: readonly NodeRole[], { types, unavailable, now }: Known): Try[] {
  const orders = roles.map((role) => inOrderOfTrial(offersOf(region, role), unavailable, now));
  const worst = (location: string) =>
    Math.max(...orders.map((order) => order.findIndex((offer) => offer.location === location)).map(lastIfMissing));
  return OFFERS[region].locations
    .toSorted((a, b) => worst(a) - worst(b))
    .map((location) => {
      const offers = roles.map((role) => {
        const offer = { server_type: OFFERS[region].types[role], location };
        const type = types.find(({ name }) => name === offer.server_type) ?? null;
        const price = type?.prices.find((each) => each.location === location) ?? null;
        return { role, ...offer, type, price, unavailableUntil: unavailableUntil(offer, unavailable, now) };
      });
      return { location, offers, sum: sumOf(offers.map(({ price }) => price)) };
    });
}

/** Not Infinity, so that two of them compare. */
const lastIfMissing = (index: number): number => (index < 0 ? Number.MAX_SAFE_INTEGER : index);

/** As placement-core's `offersToTry`: what is known to be unavailable is left out, unless nothing else is there. */
function inOrderOfTrial(offers: readonly Offer[], unavailable: readonly UnavailableOffer[], now: number): Offer[] {
  const until = (offer: Offer): number => unavailableUntil(offer, unavailable, now) ?? now;
  const available = offers.filter((offer) => until(offer) <= now);
  return available.length > 0 ? available : offers.toSorted((a, b) => until(a) - until(b));
}

function unavailableUntil(offer: Offer, unavailable: readonly UnavailableOffer[], now: number): number | null {
  const entries = unavailable.filter(
    ({ server_type, location, until }) =>
      server_type === offer.server_type && location === offer.location && until > now,
  );
  return entries.length > 0 ? Math.max(...entries.map(({ until }) => until)) : null;
}

/** What all cost together; null where one price is not known: a sum without it would be too low. */
export function sumOf(prices: readonly (Price | null)[]): Price | null {
  if (prices.some((price) => price === null)) return null;
  const known = prices as readonly Price[];
  return {
    hourly: rounded(known.reduce((sum, { hourly }) => sum + hourly, 0)),
    monthly: rounded(known.reduce((sum, { monthly }) => sum + monthly, 0)),
  };
}

/** With the digits of Hetzner's own list, without those that adding has left behind. */
const rounded = (price: number): number => Math.round(price * 1e6) / 1e6;
