import type { LibraryPrice } from '@prego/contracts';
import type { LibraryWorld, WorldPrice } from './world.ts';

/** What Hetzner asks nothing for: firewalls, networks, IPv6. */
export const FREE: LibraryPrice = { hourly: 0, monthly: 0 };
const UNKNOWN: LibraryPrice = { hourly: null, monthly: null };

type Prices = Pick<LibraryWorld, 'server_types' | 'ipv4_prices' | 'volume_gb_price'>;

/**
 * Of all that a template makes of this size in this location: servers, a public IPv4 address each, and volumes. Net euros;
 * null where the price of a part is not known.
 */
export function priceOf(
  { servers }: { readonly servers: readonly { readonly volume_gb?: number | undefined }[] },
  serverType: string,
  location: string,
  world: Prices,
): LibraryPrice {
  return sumOf(
    servers.flatMap(({ volume_gb }) => [
      serverPrice(serverType, location, world),
      ipv4Price(location, world),
      ...(volume_gb === undefined ? [] : [volumePrice(volume_gb, world)]),
    ]),
  );
}

export function serverPrice(serverType: string, location: string, { server_types }: Prices): LibraryPrice {
  const type = server_types.find(({ name }) => name === serverType);
  return known(type?.prices.find((price) => price.location === location));
}

export const ipv4Price = (location: string, { ipv4_prices }: Prices): LibraryPrice => known(ipv4_prices[location]);

export const volumePrice = (gb: number, { volume_gb_price }: Prices): LibraryPrice =>
  volume_gb_price === null
    ? UNKNOWN
    : { hourly: rounded(volume_gb_price.hourly * gb), monthly: rounded(volume_gb_price.monthly * gb) };

/** All of them together; of each kind null where one is. */
export function sumOf(prices: readonly LibraryPrice[]): LibraryPrice {
  const sum = (of: keyof LibraryPrice) =>
    prices.reduce<number | null>((all, price) => {
      const one = price[of];
      return all === null || one === null ? null : all + one;
    }, 0);
  const [hourly, monthly] = [sum('hourly'), sum('monthly')];
  return { hourly: hourly === null ? null : rounded(hourly), monthly: monthly === null ? null : rounded(monthly) };
}

/** A known price before an unknown one; the month decides, as that is what stays. */
export const byPrice = (a: LibraryPrice, b: LibraryPrice): number =>
  compared(a.monthly, b.monthly) || compared(a.hourly, b.hourly);

const compared = (a: number | null, b: number | null): number =>
  a === null || b === null ? Number(a === null) - Number(b === null) : a - b;

const known = (price: WorldPrice | undefined): LibraryPrice =>
  price === undefined ? UNKNOWN : { hourly: price.hourly, monthly: price.monthly };

/** To a millionth: the digits of Hetzner's own list, without those that adding leaves behind. */
const rounded = (price: number): number => Math.round(price * 1e6) / 1e6;
