import type { Core } from '../core/core.ts';
import type { Collection } from '../core/store.ts';
import type {
  ActionDocument,
  FirewallDocument,
  NetworkDocument,
  PlacementGroupDocument,
  PrimaryIpDocument,
  ServerDocument,
  SshKeyDocument,
  VolumeDocument,
} from './documents.ts';
import { RateLimits } from './rate-limits.ts';

/** The Hetzner Cloud of the sandbox: its resources, on the state and the time that all emulators share. */
export interface Hetzner {
  core: Core;
  /** How long actions take, as a factor on `ACTION_MS`; 0 ends them with the request that started them. */
  actionTimeFactor: number;
  /** First two octets of the public addresses, such as `127.80`: all of them lie on this machine's loopback. */
  addressBlock: string;
  rateLimits: RateLimits;
  actions: Collection<ActionDocument>;
  servers: Collection<ServerDocument>;
  networks: Collection<NetworkDocument>;
  firewalls: Collection<FirewallDocument>;
  sshKeys: Collection<SshKeyDocument>;
  placementGroups: Collection<PlacementGroupDocument>;
  primaryIps: Collection<PrimaryIpDocument>;
  volumes: Collection<VolumeDocument>;
}

export interface HetznerOptions {
  actionTimeFactor: number;
  addressBlock: string;
}

export function openHetzner(core: Core, options: HetznerOptions): Hetzner {
  return {
    core,
    ...options,
    rateLimits: new RateLimits(),
    actions: core.store.collection('action'),
    servers: core.store.collection('server'),
    networks: core.store.collection('network'),
    firewalls: core.store.collection('firewall'),
    sshKeys: core.store.collection('ssh_key'),
    placementGroups: core.store.collection('placement_group'),
    primaryIps: core.store.collection('primary_ip'),
    volumes: core.store.collection('volume'),
  };
}
