import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import { ApiRefusal } from './clouds/api-errors.ts';
import { connectClouds } from './clouds/clouds.ts';
import type { HetznerApi, ListedKind } from './clouds/hetzner-api.ts';
import type { Credentials } from './credentials.ts';
import { labelValue } from './names.ts';
import { HOURS_PER_MONTH, type PriceList, PricingSchema } from './pricing.ts';

/** A thing at Hetzner. Its id is its kind's: a server and a volume may bear the same. */
export interface CloudThing {
  readonly kind: ListedKind;
  readonly id: string;
  readonly name: string;
}

/** What is still there, with what it costs: net, 0 for what is free. */
export interface RemainingThing extends CloudThing {
  readonly hourly: number;
  readonly currency: string;
}

/** What to look for: by labels, and by the ids that are known. */
export interface Owned {
  readonly selector: string;
  readonly things: readonly CloudThing[];
}

/** All that we make for a tenant of its own bears these labels. */
export const tenantSelector = (tenantId: string): string => `managed-by=prego,tenant-id=${labelValue(tenantId)}`;

/** The servers of these nodes. */
export const nodeSelector = (nodes: readonly string[]): string => `managed-by=prego,node-id in (${nodes.join(',')})`;

/** All that can bear a label; the bill is for servers, volumes and addresses. */
const KINDS: readonly ListedKind[] = ['servers', 'volumes', 'primary_ips', 'networks', 'firewalls', 'placement_groups'];

/** As much of a thing as its price is found by. */
const Detail = z.object({
  name: z.string(),
  location: z.object({ name: z.string() }).nullish(),
  server_type: z.object({ name: z.string() }).nullish(),
  /** Of volumes, in GB. */
  size: z.number().nullish(),
  /** Of addresses. */
  type: z.string().nullish(),
  public_net: z
    .object({ ipv4: z.object({ id: z.number() }).nullish(), ipv6: z.object({ id: z.number().nullish() }).nullish() })
    .nullish(),
});
type Detail = z.infer<typeof Detail>;

/**
 * What there is now of the things and of what bears the labels, and the addresses of the servers among them: those have no labels
 * of ours, and can't be told from anybody's once their server has gone. Throws StackError.
 */
export async function findOwned(
  credentials: Credentials,
  owned: Owned,
  signal?: AbortSignal,
): Promise<readonly CloudThing[]> {
  return (await look(connectClouds(credentials, signal).hetzner, owned)).map(({ thing }) => thing);
}

/** Milliseconds between looks: a list may lag behind what was just deleted, an address behind its server. */
const PAUSES_MS = [500, 1_000, 2_000];

/** The same after it was to go, with what each thing costs. Looks several times, as the cloud's lists lag. Throws StackError. */
export async function findRemaining(
  credentials: Credentials,
  owned: Owned,
  signal?: AbortSignal,
): Promise<readonly RemainingThing[]> {
  const { hetzner } = connectClouds(credentials, signal);
  let left = await look(hetzner, owned);
  for (const pause of PAUSES_MS) {
    if (left.length === 0) return [];
    await sleep(pause, undefined, { signal });
    left = await look(hetzner, owned);
  }
  if (left.length === 0) return [];
  const { pricing } = await hetzner.get('/pricing', PricingSchema);
  return left.map(({ thing, detail }) => ({
    ...thing,
    hourly: hourlyOf(thing.kind, detail, pricing),
    currency: pricing.currency,
  }));
}

interface Seen {
  readonly thing: CloudThing;
  readonly detail: Detail;
}

async function look(hetzner: HetznerApi, { selector, things }: Owned): Promise<Seen[]> {
  const lists = await Promise.all(
    KINDS.map(async (kind) => {
      const found = await hetzner.list(kind, { labelSelector: selector });
      return found.map(({ id, name }): CloudThing => ({ kind, id, name }));
    }),
  );
  const seen = await details(hetzner, [...lists.flat(), ...things]);
  const addresses = seen.flatMap(({ detail }) => addressesOf(detail));
  const known = new Set(seen.map(({ thing }) => keyOf(thing)));
  return [
    ...seen,
    ...(await details(
      hetzner,
      addresses.filter((address) => !known.has(keyOf(address))),
    )),
  ];
}

const keyOf = ({ kind, id }: CloudThing): string => `${kind}/${id}`;

function addressesOf({ public_net }: Detail): CloudThing[] {
  const ids = [public_net?.ipv4?.id, public_net?.ipv6?.id].filter((id) => id != null);
  return ids.map((id) => ({ kind: 'primary_ips', id: String(id), name: `address ${id}` }));
}

/** Each thing once, as it is; without those that are not there. */
async function details(hetzner: HetznerApi, things: readonly CloudThing[]): Promise<Seen[]> {
  const unique = [...new Map(things.map((thing) => [keyOf(thing), thing])).values()];
  const seen = await Promise.all(
    unique.map(async ({ kind, id }): Promise<Seen[]> => {
      const one = kind.slice(0, -1);
      const One = z.object({ [one]: Detail });
      try {
        const detail = (await hetzner.get(`/${kind}/${id}`, One))[one] as Detail;
        return [{ thing: { kind, id, name: detail.name }, detail }];
      } catch (error) {
        if (error instanceof ApiRefusal && error.apiCode === 'not_found') return [];
        throw error;
      }
    }),
  );
  return seen.flat();
}

/** What a thing costs an hour, as far as the price list knows it. */
function hourlyOf(kind: ListedKind, { location, server_type, size, type }: Detail, prices: PriceList): number {
  const at = (list: PriceList['primary_ips'][number]['prices'] | undefined): number =>
    Number(list?.find((price) => price.location === location?.name)?.price_hourly.net ?? 0);
  switch (kind) {
    case 'servers':
      return at(prices.server_types.find(({ name }) => name === server_type?.name)?.prices);
    case 'primary_ips':
      return at(prices.primary_ips.find((price) => price.type === type)?.prices);
    case 'volumes':
      return ((size ?? 0) * Number(prices.volume.price_per_gb_month.net)) / HOURS_PER_MONTH;
    default:
      return 0;
  }
}
