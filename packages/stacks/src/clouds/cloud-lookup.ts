/** The kinds of things that a stack makes at Hetzner, as the API's paths spell them. */
export type HetznerKind = 'servers' | 'networks' | 'firewalls' | 'placement_groups' | 'volumes';

/** A thing in the cloud, found by its name. */
export interface FoundResource {
  /** The cloud's id, as the engine imports it. */
  readonly id: string;
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  /** Where it stands, of servers and volumes. */
  readonly location?: string;
  /** Of servers. */
  readonly serverType?: string;
}

export interface FoundRecord {
  readonly id: string;
  readonly type: 'A' | 'AAAA' | 'CNAME';
  readonly content: string;
  /** '' where there is none. */
  readonly comment: string;
}

/** A network of the project that no stack of ours has made. */
export interface FoundNetwork {
  readonly name: string;
  readonly ipRange: string;
  readonly subnets: readonly { readonly ipRange: string; readonly networkZone: string }[];
  /** How many are attached to it. */
  readonly servers: number;
  /** Every address that is taken in it; `serverId` is Hetzner's id of the server that has it. */
  readonly taken: readonly { readonly ip: string; readonly serverId?: string }[];
}

/** What the clouds have under a name now. Reads only. Throws StackError (`unauthorized`, `cloud_unreachable` …). */
export interface CloudLookup {
  /** What bears one of these names; names that nothing bears are absent. */
  readonly byName: (kind: HetznerKind, names: readonly string[]) => Promise<FoundResource[]>;
  /** The address ranges of the subnets of a network. */
  readonly subnetsOf: (networkId: string) => Promise<string[]>;
  /** A network by its id; undefined where there is none. */
  readonly network: (id: number) => Promise<FoundNetwork | undefined>;
  /** The A, AAAA and CNAME records of a name: a CNAME leaves no room for the others. */
  readonly records: (zoneId: string, name: string) => Promise<FoundRecord[]>;
}
