import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import { ApiRefusal } from './clouds/api-errors.ts';
import { connectClouds } from './clouds/clouds.ts';
import type { HetznerApi, ListedKind } from './clouds/hetzner-api.ts';
import type { Credentials } from './credentials.ts';
import { labelValue } from './names.ts';
import { PricingSchema } from './pricing.ts';
import { priceOfThing } from './thing-price.ts';

/** A thing at Hetzner. Its id is its kind's: a server and a volume may bear the same. */
export interface CloudThing {
  readonly kind: ListedKind;
  readonly id: string;
  readonly name: string;
}

/** What is still there, with what it costs: net, 0 for what is free, null where Hetzner's list does not say. */
export interface RemainingThing extends CloudThing {
  readonly hourly: number | null;
  readonly currency: string;
}

/** What to look for: by labels, and by the ids that are known. */
export interface Owned {
  readonly selector: string;
  readonly things: readonly CloudThing[];
}

/** All that we make for a tenant of its own bears these labels. */
export const tenantSelector = (tenantId: string): string => `managed-by=prego,tenant-id=${labelValue(tenantId)}`;

/** All that a stack of ours has made, whatever for. */
export const stackSelector = (stack: string): string => `managed-by=prego,stack=${labelValue(stack)}`;

/** The servers of these nodes. */
export const nodeSelector = (nodes: readonly string[]): string => `managed-by=prego,node-id in (${nodes.join(',')})`;

/** All that can bear a label; the bill is for servers, volumes and addresses. */
const KINDS: readonly ListedKind[] = ['servers', 'volumes', 'primary_ips', 'networks', 'firewalls', 'placement_groups'];

const PublicIpv4 = z.object({ id: z.number(), ip: z.string().nullish() });
const PublicIpv6 = z.object({ id: z.number().nullish(), ip: z.string().nullish() });

/** As much of a thing as its price is found by, and people are shown of it. */
const Detail = z.object({
  name: z.string(),
  location: z.object({ name: z.string() }).nullish(),
  server_type: z.object({ name: z.string() }).nullish(),
  /** Of volumes, in GB. */
  size: z.number().nullish(),
  /** Of addresses. */
  type: z.string().nullish(),
  ip: z.string().nullish(),
  /** Of servers. */
  public_net: z.object({ ipv4: PublicIpv4.nullish(), ipv6: PublicIpv6.nullish() }).nullish(),
  private_net: z.array(z.object({ ip: z.string() })).nullish(),
});
type Detail = z.infer<typeof Detail>;

/**
 * What there is now of the things and of what bears the labels, and the addresses of the servers among them: those have
 * no labels of ours, and can't be told from anybody's once their server has gone. Throws StackError.
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

/**
 * The same after it was to go, with what each thing costs. Looks several times, as the cloud's lists lag. Throws
 * StackError.
 */
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
    hourly: priceOfThing(thing.kind, detail, pricing)?.hourly ?? null,
    currency: pricing.currency,
  }));
}

/** A thing that is there. */
export interface Seen {
  readonly thing: CloudThing;
  readonly detail: Detail;
}

/** Looks once. */
export async function look(hetzner: HetznerApi, { selector, things }: Owned): Promise<Seen[]> {
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
