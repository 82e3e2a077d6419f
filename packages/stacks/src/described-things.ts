import { connectClouds } from './clouds/clouds.ts';
import type { Credentials } from './credentials.ts';
import { fetchPrices, type PriceList } from './pricing.ts';
import { type CloudThing, look, type Owned, type Seen } from './remaining.ts';
import { priceOfThing } from './thing-price.ts';

/** A thing at Hetzner with what people are shown of it; null for what it does not have, or is not known. */
export interface DescribedThing extends CloudThing {
  readonly serverType: string | null;
  readonly sizeGb: number | null;
  readonly location: string | null;
  readonly ipv4: string | null;
  readonly ipv6: string | null;
  readonly privateIp: string | null;
  /** Net, in the currency of the list; 0 for what is free. A server's is without its address, which is a thing of its own. */
  readonly hourly: number | null;
  readonly monthly: number | null;
}

export interface Described {
  readonly things: readonly DescribedThing[];
  /** Null where the price list could not be had: then no price is known. */
  readonly currency: string | null;
}

/**
 * What there is now of the things and of what bears the labels, addresses of servers among it. Looks once. Throws StackError;
 * not for the sake of the price list.
 */
export async function describeOwned(credentials: Credentials, owned: Owned, signal?: AbortSignal): Promise<Described> {
  const [seen, prices] = await Promise.all([
    look(connectClouds(credentials, signal).hetzner, owned),
    fetchPrices(credentials, signal).catch(() => undefined),
  ]);
  return { things: seen.map((one) => described(one, prices)), currency: prices?.currency ?? null };
}

function described({ thing, detail }: Seen, prices: PriceList | undefined): DescribedThing {
  const { location, server_type, size, public_net, private_net, ip, type } = detail;
  const price = prices && priceOfThing(thing.kind, detail, prices);
  return {
    ...thing,
    serverType: server_type?.name ?? null,
    sizeGb: size ?? null,
    location: location?.name ?? null,
    ipv4: (type === 'ipv4' ? ip : public_net?.ipv4?.ip) ?? null,
    ipv6: hostOf(type === 'ipv6' ? ip : public_net?.ipv6?.ip),
    privateIp: private_net?.[0]?.ip ?? null,
    hourly: price?.hourly ?? null,
    monthly: price?.monthly ?? null,
  };
}

/** Hetzner names a server's whole /64; the server answers at its first address (docs.hetzner.com, primary IPs). */
const hostOf = (range: string | null | undefined): string | null => range?.replace(/::\/64$/, '::1') ?? null;
