import { z } from 'zod';
import { connectClouds } from './clouds/clouds.ts';
import type { Credentials } from './credentials.ts';
import { StackError } from './errors.ts';
import type { PlannedOutputs } from './outputs.ts';

const Amount = z.object({ net: z.string() });
const LocationPrice = z.object({ location: z.string(), price_hourly: Amount, price_monthly: Amount });

export const PricingSchema = z.object({
  pricing: z.object({
    currency: z.string(),
    server_types: z.array(z.object({ name: z.string(), prices: z.array(LocationPrice) })),
    primary_ips: z.array(z.object({ type: z.enum(['ipv4', 'ipv6']), prices: z.array(LocationPrice) })),
    volume: z.object({ price_per_gb_month: Amount }),
  }),
});

export type PriceList = z.infer<typeof PricingSchema>['pricing'];

/** One line of a bill, net. */
export interface PriceLine {
  readonly what: string;
  readonly hourly: number;
  readonly monthly: number;
}

export interface Price {
  readonly currency: string;
  readonly lines: readonly PriceLine[];
  readonly hourly: number;
  readonly monthly: number;
}

/** Hetzner's price list of now, net. Throws StackError. */
export async function fetchPrices(credentials: Credentials, signal?: AbortSignal): Promise<PriceList> {
  const { pricing } = await connectClouds(credentials, signal).hetzner.get('/pricing', PricingSchema);
  return pricing;
}

/** Hetzner bills a month at no more than its monthly price, so a volume's hour is a share of that. */
export const HOURS_PER_MONTH = 730;

/** What the nodes and volumes of a stack cost: servers, their public IPv4 addresses, volumes. Networks and IPv6 are free. */
export function priceOf(outputs: Pick<PlannedOutputs, 'nodes' | 'volumes'>, prices: PriceList): Price {
  const lines: PriceLine[] = [];
  for (const node of outputs.nodes) {
    const type = prices.server_types.find((candidate) => candidate.name === node.server_type);
    lines.push(line(`${node.node_id} (${node.server_type})`, priceAt(type?.prices, node.location, node.server_type)));
    if (node.ipv4 !== '') {
      const ipv4 = prices.primary_ips.find((candidate) => candidate.type === 'ipv4');
      lines.push(line(`${node.node_id} (IPv4)`, priceAt(ipv4?.prices, node.location, 'IPv4 addresses')));
    }
  }
  for (const volume of outputs.volumes) {
    const monthly = volume.size_gb * Number(prices.volume.price_per_gb_month.net);
    lines.push({ what: `${volume.name} (${volume.size_gb} GB)`, hourly: monthly / HOURS_PER_MONTH, monthly });
  }
  return {
    currency: prices.currency,
    lines,
    hourly: lines.reduce((sum, { hourly }) => sum + hourly, 0),
    monthly: lines.reduce((sum, { monthly }) => sum + monthly, 0),
  };
}

type LocationPrices = z.infer<typeof LocationPrice>[];

function priceAt(prices: LocationPrices | undefined, location: string, what: string): LocationPrices[number] {
  const price = prices?.find((candidate) => candidate.location === location);
  if (price) return price;
  throw new StackError(
    'invalid_input',
    `Hetzner has no price for ${what} in ${location}.`,
    'The type is not sold there: choose another type or location.',
  );
}

function line(what: string, price: LocationPrices[number]): PriceLine {
  return { what, hourly: Number(price.price_hourly.net), monthly: Number(price.price_monthly.net) };
}
