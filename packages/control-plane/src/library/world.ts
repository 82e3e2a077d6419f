import type { InventoryReport, Offer, Region, ServerType } from '@prego/contracts';

type ItemOf<Kind extends InventoryReport['kind']> = Extract<InventoryReport, { kind: Kind }>['items'][number];

/** In which of our regions it can be used: those whose Hetzner project has it. */
interface InRegions {
  readonly regions: readonly Region[];
}

export type WorldNetwork = Pick<ItemOf<'networks'>, 'id' | 'name' | 'ip_range' | 'subnets'> &
  InRegions & {
    /** How many are attached, and how many provisionings are still to attach. */
    readonly servers: number;
  };
export type WorldSshKey = Pick<ItemOf<'ssh_keys'>, 'id' | 'name' | 'fingerprint'> & InRegions;
export type WorldServerType = ServerType;

export interface WorldLocation {
  readonly name: string;
  readonly city: string | null;
  readonly country: string | null;
  readonly network_zone: string;
  /** Ours: it decides in which Hetzner project the servers stand. */
  readonly region: Region;
}

/** Net euros. */
export interface WorldPrice {
  readonly hourly: number;
  readonly monthly: number;
}

/** A provisioning that is on the list and has, or may have, servers. */
export interface LivingProvisioning {
  readonly name: string;
  readonly server_prefix: string;
  readonly network_id: number;
  readonly server_names: readonly string[];
}

/** What decisions about the library rest on: what automation last saw in the cloud, and what is taken by us. */
export interface LibraryWorld {
  /** When the oldest of the lists here was made (ms since 1970); null where one never was. */
  readonly seen_at: number | null;
  readonly networks: readonly WorldNetwork[];
  readonly ssh_keys: readonly WorldSshKey[];
  /** Only those that are in a region of ours. */
  readonly locations: readonly WorldLocation[];
  /** Only those that Hetzner goes on selling. */
  readonly server_types: readonly WorldServerType[];
  /** Hetzner said lately that it has no room for them. */
  readonly unavailable: readonly Offer[];
  /** Of one public IPv4 address, by location. */
  readonly ipv4_prices: Readonly<Record<string, WorldPrice>>;
  /** Of one gigabyte of a volume; null where it is not known. */
  readonly volume_gb_price: WorldPrice | null;
  /** Of all servers at Hetzner, without those that a provisioning has given back since they were looked at. */
  readonly server_names: ReadonlySet<string>;
  /** Of all volumes, likewise. */
  readonly volume_names: ReadonlySet<string>;
  /** Of all provisionings on the list, those returned too; folded (`foldedName`). */
  readonly provisioning_names: ReadonlySet<string>;
  readonly provisionings: readonly LivingProvisioning[];
}
