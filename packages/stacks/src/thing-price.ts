import type { ListedKind } from './clouds/hetzner-api.ts';
import { HOURS_PER_MONTH, type PriceList } from './pricing.ts';

/** By what the price of a thing is found. */
export interface PricedBy {
  readonly location?: { readonly name: string } | null | undefined;
  readonly server_type?: { readonly name: string } | null | undefined;
  /** Of a volume, in GB. */
  readonly size?: number | null | undefined;
  /** Of an address: `ipv4` or `ipv6`. */
  readonly type?: string | null | undefined;
}

export interface ThingPrice {
  readonly hourly: number;
  readonly monthly: number;
}

const FREE: ThingPrice = { hourly: 0, monthly: 0 };

/** What a thing costs, net, without the address of a server: that is a thing of its own. Undefined where the list does not say. */
export function priceOfThing(kind: ListedKind, thing: PricedBy, prices: PriceList): ThingPrice | undefined {
  switch (kind) {
    case 'servers':
      return at(thing, prices.server_types.find(({ name }) => name === thing.server_type?.name)?.prices);
    case 'primary_ips':
      return at(thing, prices.primary_ips.find(({ type }) => type === thing.type)?.prices);
    case 'volumes': {
      const monthly = (thing.size ?? 0) * Number(prices.volume.price_per_gb_month.net);
      return { hourly: monthly / HOURS_PER_MONTH, monthly };
    }
    default:
      return FREE;
  }
}

type Prices = PriceList['primary_ips'][number]['prices'];

function at({ location }: PricedBy, prices: Prices | undefined): ThingPrice | undefined {
  const price = prices?.find((one) => one.location === location?.name);
  return price && { hourly: Number(price.price_hourly.net), monthly: Number(price.price_monthly.net) };
}
