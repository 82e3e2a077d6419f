import type { CloudPrice, CloudServer, CloudVolume, InventoryReport } from '@prego/contracts';
import type { CloudInventory } from '@prego/stacks';
import { type Comparison, keyOf } from './inventory-compare.ts';
import type { MergedCloud } from './inventory-look.ts';

/** The most of one kind that the control plane takes (contracts/inventory.ts). */
const MAX_ITEMS = 25_000;
const MAX_OFFERS = 1_000;

/** Two runs of inventory.yml and a late start: room that has come back is seen by the next one anyhow. */
const OFFER_TTL_S = 2 * 3600;

/** Hetzner bills a month at no more than its monthly price, so a volume's hour is a share of that. */
const HOURS_PER_MONTH = 730;

/** A price with the digits of Hetzner's own list, without those that adding has left behind. */
const rounded = (price: number): number => Math.round(price * 1e6) / 1e6;

type Prices = CloudInventory['serverTypes'][number]['prices'];
const hourlyIn = (prices: Prices | undefined, location: string): number | undefined =>
  prices?.find((price) => price.location === location)?.price_hourly.net;

/**
 * A report of each kind, as of `seenAt` (ms). Prices come first and servers last: with each the control plane looks for orphans, which
 * then have their cost. `cut` names the kinds that have more than it takes; of these what is ours is kept.
 */
export function inventoryReports(
  cloud: MergedCloud,
  { stackOf }: Pick<Comparison, 'stackOf'>,
  seenAt: number,
): { readonly reports: readonly InventoryReport[]; readonly cut: readonly string[] } {
  const reports: InventoryReport[] = [
    { kind: 'locations', seen_at: seenAt, items: [...cloud.locations] },
    { kind: 'server_types', seen_at: seenAt, items: cloud.serverTypes.map(serverType) },
    { kind: 'prices', seen_at: seenAt, items: otherPrices(cloud) },
    { kind: 'unavailable_offers', seen_at: seenAt, items: unavailableOffers(cloud) },
    { kind: 'networks', seen_at: seenAt, items: cloud.networks.map(network) },
    { kind: 'ssh_keys', seen_at: seenAt, items: cloud.sshKeys.map((key) => ({ ...key, regions: [...key.regions] })) },
    { kind: 'volumes', seen_at: seenAt, items: cloud.volumes.map((volume) => volumeOf(volume, cloud, stackOf)) },
    { kind: 'servers', seen_at: seenAt, items: cloud.servers.map((server) => serverOf(server, cloud, stackOf)) },
  ];
  const most = ({ kind }: InventoryReport) =>
    kind === 'unavailable_offers' || kind === 'prices' ? MAX_OFFERS : MAX_ITEMS;
  const cut = reports.filter((report) => report.items.length > most(report)).map(({ kind }) => kind);
  return {
    reports: reports.map((report) => ({ ...report, items: fitting(report.items, most(report)) }) as InventoryReport),
    cut,
  };
}

/** As many as are taken, ours before others. */
function fitting(items: InventoryReport['items'], most: number): unknown[] {
  if (items.length <= most) return items;
  const isOurs = (item: object) =>
    'labels' in item && (item.labels as Record<string, string>)['managed-by'] === 'prego';
  const sorted = (items as object[]).toSorted((a, b) => Number(isOurs(b)) - Number(isOurs(a)));
  return sorted.slice(0, most);
}

/** With its public IPv4 address, which Hetzner bills apart; IPv6 is free. Null where the list has no price of its type there. */
function serverOf(
  server: CloudInventory['servers'][number],
  { serverTypes, pricing }: Pick<CloudInventory, 'serverTypes' | 'pricing'>,
  stackOf: Comparison['stackOf'],
): CloudServer {
  const { id, name, status, labels } = server;
  const location = server.location.name;
  const own = hourlyIn(serverTypes.find((type) => type.name === server.server_type.name)?.prices, location);
  const ipv4 = server.public_net.ipv4?.ip;
  const address = ipv4 ? hourlyIn(pricing.primary_ips.find(({ type }) => type === 'ipv4')?.prices, location) : 0;
  return {
    ...{ id, name, status, location, labels },
    server_type: server.server_type.name,
    ipv4: ipv4 ?? null,
    ipv6: server.public_net.ipv6?.ip ?? null,
    stack: stackOf.get(keyOf({ kind: 'server', id })) ?? null,
    hourly_cost: own === undefined || address === undefined ? null : rounded(own + address),
    created_at: Date.parse(server.created),
  };
}

function volumeOf(
  { id, name, location, size, labels }: CloudInventory['volumes'][number],
  { pricing }: Pick<CloudInventory, 'pricing'>,
  stackOf: Comparison['stackOf'],
): CloudVolume {
  return {
    ...{ id, name, labels, location: location.name, size_gb: size },
    stack: stackOf.get(keyOf({ kind: 'volume', id })) ?? null,
    hourly_cost: rounded((size * pricing.volume.price_per_gb_month.net) / HOURS_PER_MONTH),
  };
}

function serverType(type: CloudInventory['serverTypes'][number]) {
  const { name, cores, memory, disk, architecture, deprecation, prices } = type;
  return {
    ...{ name, cores, memory_gb: memory, disk_gb: disk, deprecated: deprecation != null },
    ...(architecture !== undefined && { architecture }),
    prices: prices.map(({ location, price_hourly, price_monthly }) => ({
      location,
      hourly: price_hourly.net,
      monthly: price_monthly.net,
    })),
  };
}

function network({ id, name, ip_range, subnets, servers, labels, regions }: MergedCloud['networks'][number]) {
  // A subnet whose range Hetzner is still to choose has none yet.
  const known = subnets.flatMap(({ ip_range: range, network_zone }) =>
    range ? [{ ip_range: range, network_zone }] : [],
  );
  return { id, name, ip_range, subnets: known, servers: servers.length, labels, regions: [...regions] };
}

/** What is billed beside servers. IPv6 addresses, networks and firewalls are free. */
function otherPrices({ pricing }: Pick<CloudInventory, 'pricing'>): CloudPrice[] {
  const ipv4 = pricing.primary_ips.find(({ type }) => type === 'ipv4')?.prices ?? [];
  const monthly = pricing.volume.price_per_gb_month.net;
  return [
    ...ipv4.map(({ location, price_hourly, price_monthly }) => ({
      ...{ what: 'primary_ipv4' as const, location },
      ...{ hourly: price_hourly.net, monthly: price_monthly.net },
    })),
    { what: 'volume_gb', hourly: monthly / HOURS_PER_MONTH, monthly },
  ];
}

/** What Hetzner says it would refuse now: a type that is sold out in a location, or sold there no more. */
function unavailableOffers({ serverTypes }: Pick<CloudInventory, 'serverTypes'>) {
  return serverTypes.flatMap(({ name, locations }) =>
    locations
      .filter(({ available }) => !available)
      .map((location) => ({ server_type: name, location: location.name, ttl_s: OFFER_TTL_S })),
  );
}
