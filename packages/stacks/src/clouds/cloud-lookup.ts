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

/** What the clouds have under a name now. Reads only. Throws StackError (`unauthorized`, `cloud_unreachable` …). */
export interface CloudLookup {
  /** What bears one of these names; names that nothing bears are absent. */
  readonly byName: (kind: HetznerKind, names: readonly string[]) => Promise<FoundResource[]>;
  /** The address ranges of the subnets of a network. */
  readonly subnetsOf: (networkId: string) => Promise<string[]>;
  /** The A, AAAA and CNAME records of a name: a CNAME leaves no room for the others. */
  readonly records: (zoneId: string, name: string) => Promise<FoundRecord[]>;
}
