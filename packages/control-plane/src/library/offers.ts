import type { LibraryInputs, Offer } from '@prego/contracts';
import type { LibraryWorld, WorldServerType } from './world.ts';

/**
 * What is tried, in this order: the chosen location, then the others of its network zone where the size is sold, since
 * the chosen network reaches no further. What had no room lately comes last, and is tried all the same: a list of an hour
 * ago must not stop anyone. Empty where the inputs name no size that is sold in a location that there is.
 */
export function offersToTry(
  { server_type, location }: Pick<LibraryInputs, 'server_type' | 'location'>,
  world: Pick<LibraryWorld, 'server_types' | 'locations' | 'unavailable'>,
): Offer[] {
  const type = world.server_types.find(({ name }) => name === server_type);
  const chosen = world.locations.find(({ name }) => name === location);
  if (!type || !chosen || !isSold(type, location)) return [];
  const others = world.locations.filter(
    ({ name, network_zone }) => name !== location && network_zone === chosen.network_zone && isSold(type, name),
  );
  const offers = [chosen, ...others].map(({ name }) => ({ server_type, location: name }));
  const hasNone = (offer: Offer) => !hasRoom(offer, world);
  return offers.toSorted((a, b) => Number(hasNone(a)) - Number(hasNone(b)));
}

/** Whether Hetzner has a price for the type there. */
export const isSold = ({ prices }: Pick<WorldServerType, 'prices'>, location: string): boolean =>
  prices.some((price) => price.location === location);

/** False where Hetzner said lately that it has no room. */
export const hasRoom = (
  { server_type, location }: Offer,
  { unavailable }: Pick<LibraryWorld, 'unavailable'>,
): boolean => !unavailable.some((offer) => offer.server_type === server_type && offer.location === location);
