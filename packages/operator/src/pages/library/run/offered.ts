import type { LibraryChoices, LibraryInputs, LibraryPrice } from '@prego/contracts';
import { byPrice, priceOver } from '../template/size-rows.ts';

type Size = LibraryChoices['sizes'][number];
type Location = LibraryChoices['locations'][number];
type Network = LibraryChoices['networks'][number];

/** `no_room`: Hetzner had none lately; it may still be tried. `not_sold`: not where the other choices lead. */
export type Standing = 'sold' | 'no_room' | 'not_sold';

export interface OfferedSize {
  readonly size: Size;
  readonly standing: Standing;
  /** Of everything the template makes, there; before a location is chosen the cheapest of those that come into question. */
  readonly price: LibraryPrice;
  readonly isFrom: boolean;
}

export interface OfferedLocation {
  readonly location: Location;
  readonly standing: Standing;
  /** Of the size that is chosen; null where none is. */
  readonly price: LibraryPrice | null;
  /** The chosen SSH key is not known in its Hetzner project. */
  readonly lacksKey: boolean;
}

export interface OfferedKey {
  readonly key: LibraryChoices['ssh_keys'][number];
  /** A project that comes into question knows it. */
  readonly serves: boolean;
}

/** The subnets of a network; none where it is not known. */
export const subnetsOf = (network_id: number | null, { networks }: LibraryChoices): Network['subnets'] =>
  networks.find(({ id }) => id === network_id)?.subnets ?? [];

/** The network zone of the subnet that is chosen; null before. */
export const zoneOf = (
  { network_id, subnet }: Pick<LibraryInputs, 'network_id' | 'subnet'>,
  choices: LibraryChoices,
): string | null => subnetsOf(network_id, choices).find(({ ip_range }) => ip_range === subnet)?.network_zone ?? null;

/** The locations of the subnet's zone whose Hetzner project has the network; none before a subnet is chosen. */
export function locationsFor(
  inputs: Pick<LibraryInputs, 'network_id' | 'subnet'>,
  choices: LibraryChoices,
): Location[] {
  const zone = zoneOf(inputs, choices);
  const network = choices.networks.find(({ id }) => id === inputs.network_id);
  return choices.locations.filter(
    ({ network_zone, region }) => network_zone === zone && network?.regions.includes(region),
  );
}

/** Every SSH key, with whether it serves: where the location is, before one is chosen where the network is. */
export function offeredKeys(inputs: LibraryInputs, { ssh_keys, networks, locations }: LibraryChoices): OfferedKey[] {
  const location = locations.find(({ name }) => name === inputs.location);
  const regions = location ? [location.region] : networks.find(({ id }) => id === inputs.network_id)?.regions;
  return ssh_keys.map((key) => ({
    key,
    serves: regions === undefined || regions.some((region) => key.regions.includes(region)),
  }));
}

const STANDINGS: readonly Standing[] = ['sold', 'no_room', 'not_sold'];

/**
 * Every size, with how it stands where the other choices lead: in the location, else in the subnet's zone, else anywhere. The
 * cheapest first; those without room follow, and at the end is what is not sold there. The order does not follow the size that
 * is chosen: it stays while someone goes through them.
 */
export function offeredSizes(inputs: LibraryInputs, choices: LibraryChoices): OfferedSize[] {
  const zone = zoneOf(inputs, choices);
  const inZone = new Set(
    choices.locations.filter(({ network_zone }) => zone === null || network_zone === zone).map(({ name }) => name),
  );
  const offered = choices.sizes.map((size): OfferedSize => {
    const offers = size.offers.filter(({ location }) =>
      inputs.location === '' ? inZone.has(location) : location === inputs.location,
    );
    return { size, standing: standingOf(offers), ...priceOver(offers) };
  });
  const place = ({ standing }: OfferedSize) => STANDINGS.indexOf(standing);
  return offered.toSorted((a, b) => place(a) - place(b) || byPrice(a.price, b.price));
}

/** {@link locationsFor} the network and subnet, with how the chosen size and SSH key stand in each. */
export function offeredLocations(inputs: LibraryInputs, choices: LibraryChoices): OfferedLocation[] {
  const chosen = choices.sizes.filter(({ server_type }) => server_type === inputs.server_type);
  const sizes = chosen.length > 0 ? chosen : choices.sizes;
  const key = choices.ssh_keys.find(({ id }) => id === inputs.ssh_key_id);
  return locationsFor(inputs, choices).map((location) => {
    const offers = sizes.flatMap((size) => size.offers.filter((offer) => offer.location === location.name));
    return {
      location,
      standing: standingOf(offers),
      price: (chosen.length > 0 && offers[0]?.price) || null,
      lacksKey: key !== undefined && !key.regions.includes(location.region),
    };
  });
}

function standingOf(offers: readonly { readonly available: boolean }[]): Standing {
  if (offers.length === 0) return 'not_sold';
  return offers.some(({ available }) => available) ? 'sold' : 'no_room';
}
