import { type CloudPrice, foldedName, type InventoryReport, Region } from '@prego/contracts';
import type { Deps } from '../deps.ts';
import { listSeenAt, offersUnavailable, readWhole } from '../store/inventory.ts';
import { namesOfProvisionings, namesSeen } from '../store/library-world.ts';
import { regionOfLocation } from './region-of-location.ts';
import type { LibraryWorld, WorldLocation, WorldServerType } from './world.ts';

type ItemOf<Kind extends InventoryReport['kind']> = Extract<InventoryReport, { kind: Kind }>['items'][number];

/** What the library's decisions rest on, as of `deps.now`. */
export async function readLibraryWorld({ db, now }: Pick<Deps, 'db' | 'now'>): Promise<LibraryWorld> {
  const [networks, sshKeys, locations, serverTypes, prices, unavailable, servers, volumes, looks, provisionings] =
    await Promise.all([
      readWhole<ItemOf<'networks'>>(db, 'networks'),
      readWhole<ItemOf<'ssh_keys'>>(db, 'ssh_keys'),
      readWhole<ItemOf<'locations'>>(db, 'locations'),
      readWhole<WorldServerType>(db, 'server_types'),
      readWhole<CloudPrice>(db, 'prices'),
      offersUnavailable(db, now),
      namesSeen(db, 'servers'),
      namesSeen(db, 'volumes'),
      Promise.all([listSeenAt(db, 'servers'), listSeenAt(db, 'volumes')]),
      namesOfProvisionings(db),
    ]);
  const server_names = lowerCase(servers);
  const living = provisionings.filter(({ status }) => status !== 'returned');
  const volume = prices.items.find((price) => price.what === 'volume_gb');
  return {
    seen_at: oldest([...[networks, sshKeys, locations, serverTypes, prices].map(({ seenAt }) => seenAt), ...looks]),
    networks: networks.items.map((network) => ({
      ...network,
      regions: network.regions ?? Region.options,
      servers: network.servers + serversToCome(network.id, living, server_names),
    })),
    ssh_keys: sshKeys.items.map((key) => ({ ...key, regions: key.regions ?? Region.options })),
    locations: locations.items.flatMap(worldLocation),
    server_types: serverTypes.items.filter(({ deprecated }) => deprecated !== true),
    unavailable: unavailable.map(({ server_type, location }) => ({ server_type, location })),
    ipv4_prices: Object.fromEntries(
      prices.items.flatMap((price) => (price.what === 'primary_ipv4' ? [[price.location, price]] : [])),
    ),
    volume_gb_price: volume ?? null,
    server_names,
    volume_names: lowerCase(volumes),
    provisioning_names: new Set(provisionings.map(({ name }) => foldedName(name))),
    provisionings: living,
  };
}

const lowerCase = (seen: readonly { readonly name: string }[]) => new Set(seen.map(({ name }) => name.toLowerCase()));

type ListedProvisioning = Awaited<ReturnType<typeof namesOfProvisionings>>[number];

/**
 * Servers of provisionings in a network that nobody has seen at Hetzner yet. An execution or return that has failed has
 * none to come where nothing of it is billed.
 */
const serversToCome = (network: number, living: readonly ListedProvisioning[], seen: ReadonlySet<string>): number =>
  living
    .filter(({ network_id }) => network_id === network)
    .filter(({ status, billed_from }) => billed_from !== null || !FAILED.includes(status))
    .flatMap((provisioning) => provisioning.server_names)
    .filter((name) => !seen.has(name)).length;

const FAILED: readonly string[] = ['provision_failed', 'return_failed'];

/** When the oldest of the lists was made; null where one was never. */
function oldest(times: readonly (number | undefined)[]): number | null {
  const seen = times.filter((time) => time !== undefined);
  return seen.length < times.length ? null : Math.min(...seen);
}

function worldLocation({ name, city, country, network_zone }: ItemOf<'locations'>): WorldLocation[] {
  const region = regionOfLocation(name);
  return region === undefined ? [] : [{ name, city: city ?? null, country: country ?? null, network_zone, region }];
}
