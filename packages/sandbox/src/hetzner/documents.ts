/**
 * What the emulator keeps of each resource. Where a document is what the API answers, it is answered as it is;
 * what the API derives (a server's public net, a network's servers) is derived when it is shown.
 * Times are the vendor's strings (`2026-11-21T01:00:00+00:00`), ids are integers, labels are validated.
 */
export type Labels = Record<string, string>;

interface Common {
  id: number;
  name: string;
  labels: Labels;
  created: string;
}

export interface ActionDocument {
  id: number;
  command: string;
  status: 'running' | 'success' | 'error';
  progress: number;
  started: string;
  finished: string | null;
  resources: { id: number; type: ResourceType }[];
  error: { code: string; message: string } | null;
  /** Carried out when the action ends as decided; one of `EFFECTS`' names with its arguments. Never shown. */
  effect: { name: string; args: unknown } | null;
  /** Decided at the start by a fault: the action ends so, and `effect` is that of its failure. Never shown. */
  failure: { code: string; message: string } | null;
}

export type ResourceType =
  | 'server'
  | 'network'
  | 'firewall'
  | 'primary_ip'
  | 'volume'
  | 'placement_group'
  | 'ssh_key'
  | 'image';

export type ServerStatus =
  | 'initializing'
  | 'starting'
  | 'running'
  | 'stopping'
  | 'off'
  | 'deleting'
  | 'rebuilding'
  | 'migrating'
  | 'unknown';

export interface ServerDocument extends Common {
  status: ServerStatus;
  serverType: string;
  location: string;
  image: number | null;
  userData: string;
  sshKeys: number[];
  primaryIps: { ipv4: number | null; ipv6: number | null };
  privateNets: { network: number; ip: string; aliasIps: string[]; macAddress: string }[];
  placementGroup: number | null;
  protection: { delete: boolean; rebuild: boolean };
  /** How often it was powered on; the first boot is the one that runs cloud-init. */
  boots: number;
}

export interface NetworkDocument extends Common {
  ipRange: string;
  subnets: { type: 'cloud' | 'server' | 'vswitch'; ipRange: string; networkZone: string; gateway: string }[];
  routes: { destination: string; gateway: string }[];
  protection: { delete: boolean };
  exposeRoutesToVswitch: boolean;
}

export interface FirewallRule {
  direction: 'in' | 'out';
  protocol: 'tcp' | 'udp' | 'icmp' | 'esp' | 'gre';
  port: string | null;
  source_ips: string[];
  destination_ips: string[];
  description: string | null;
}

export interface FirewallDocument extends Common {
  rules: FirewallRule[];
  appliedTo: ({ type: 'server'; server: number } | { type: 'label_selector'; selector: string })[];
}

export interface SshKeyDocument extends Common {
  fingerprint: string;
  publicKey: string;
}

export interface PlacementGroupDocument extends Common {
  type: 'spread';
}

export interface PrimaryIpDocument extends Common {
  type: 'ipv4' | 'ipv6';
  ip: string;
  location: string;
  assignee: number | null;
  autoDelete: boolean;
  protection: { delete: boolean };
  dnsPtr: { ip: string; dns_ptr: string }[];
}

export interface VolumeDocument extends Common {
  status: 'creating' | 'available';
  size: number;
  location: string;
  server: number | null;
  format: string | null;
  protection: { delete: boolean };
}
