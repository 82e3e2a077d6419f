import { z } from 'zod';
import { connectClouds } from './clouds/clouds.ts';
import type { Credentials } from './credentials.ts';

/** What a Hetzner project has and what Hetzner sells, in the vendor's own words and numbers. */

const Named = z.object({ name: z.string() });
const Labels = z.record(z.string(), z.string());
const Amount = z.object({ net: z.coerce.number() });
const LocationPrice = z.object({ location: z.string(), price_hourly: Amount, price_monthly: Amount });

const Server = z.object({
  id: z.number(),
  name: z.string(),
  status: z.string(),
  server_type: Named,
  location: Named,
  public_net: z.object({ ipv4: z.object({ ip: z.string() }).nullish(), ipv6: z.object({ ip: z.string() }).nullish() }),
  labels: Labels,
  created: z.string(),
});

const Volume = z.object({ id: z.number(), name: z.string(), location: Named, size: z.number(), labels: Labels });

const ServerType = z.object({
  name: z.string(),
  cores: z.number(),
  memory: z.number(),
  disk: z.number(),
  architecture: z.string().optional(),
  deprecation: z.object({ unavailable_after: z.string() }).nullish(),
  prices: z.array(LocationPrice),
  /** Where it is sold, and whether there is room now. */
  locations: z.array(z.object({ name: z.string(), available: z.boolean() })).default([]),
});

const Network = z.object({
  id: z.number(),
  name: z.string(),
  ip_range: z.string(),
  subnets: z.array(z.object({ ip_range: z.string().nullish(), network_zone: z.string() })),
  servers: z.array(z.number()),
  labels: Labels,
});

const SshKey = z.object({ id: z.number(), name: z.string(), fingerprint: z.string(), labels: Labels });

const Location = z.object({ name: z.string(), city: z.string(), country: z.string(), network_zone: z.string() });

const Pricing = z.object({
  pricing: z.object({
    currency: z.string(),
    primary_ips: z.array(z.object({ type: z.string(), prices: z.array(LocationPrice) })),
    volume: z.object({ price_per_gb_month: Amount }),
  }),
});

export interface CloudInventory {
  readonly servers: readonly z.infer<typeof Server>[];
  readonly volumes: readonly z.infer<typeof Volume>[];
  readonly serverTypes: readonly z.infer<typeof ServerType>[];
  readonly networks: readonly z.infer<typeof Network>[];
  readonly sshKeys: readonly z.infer<typeof SshKey>[];
  readonly locations: readonly z.infer<typeof Location>[];
  readonly pricing: z.infer<typeof Pricing>['pricing'];
}

/** All there is in the project of these credentials, whoever has made it, with the price list of now (net). Throws StackError. */
export async function readCloud(credentials: Credentials, signal?: AbortSignal): Promise<CloudInventory> {
  const { hetzner } = connectClouds(credentials, signal);
  const [servers, volumes, serverTypes, networks, sshKeys, locations, { pricing }] = await Promise.all([
    hetzner.listAll('servers', Server),
    hetzner.listAll('volumes', Volume),
    hetzner.listAll('server_types', ServerType),
    hetzner.listAll('networks', Network),
    hetzner.listAll('ssh_keys', SshKey),
    hetzner.listAll('locations', Location),
    hetzner.get('/pricing', Pricing),
  ]);
  return { servers, volumes, serverTypes, networks, sshKeys, locations, pricing };
}

/** Those of servers and volumes that are really not there: pages of a list are not of one moment. Throws StackError. */
export async function findGone<T extends { readonly kind: 'server' | 'volume'; readonly id: number }>(
  credentials: Credentials,
  things: readonly T[],
  signal?: AbortSignal,
): Promise<T[]> {
  const { hetzner } = connectClouds(credentials, signal);
  const gone = await Promise.all(things.map(({ kind, id }) => hetzner.isGone(`${kind}s`, String(id))));
  return things.filter((_, index) => gone[index]);
}
