import { DnsRecord } from '@pulumi/cloudflare/dnsRecord.js';
import { Server } from '@pulumi/hcloud/server.js';
import { type Input, type Output, secret } from '@pulumi/pulumi';
import { type NodeRecord, recordName } from '../node-set.ts';
import type { NodeRole } from '../regions.ts';

/** Follow a moved address within five minutes; Cloudflare takes only 1 ("automatic") for a proxied record. */
const RECORD_TTL_S = 300;
const PROXIED_TTL = 1;

/**
 * What a server keeps from the day it was made: a new cloud-init, key list or template would replace every older
 * server, and one that was adopted from the cloud would be replaced at once.
 */
const PINNED = ['userData', 'sshKeys', 'image', 'serverType', 'location'];

export interface ServerArgs {
  readonly nodeId: string;
  readonly role: NodeRole;
  readonly location: string;
  readonly serverType: string;
  readonly image: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly privateIp: string;
  /** Whether it has a public IPv4 address. All have IPv6, so that every node gets out. */
  readonly publicIpv4: boolean;
  /** Absent for a node that exists: it keeps its own. */
  readonly userData?: Input<string>;
  readonly sshKeys?: readonly string[];
  readonly subnetId: Output<string>;
  readonly firewallId: Output<number>;
  readonly placementGroupId: Output<number>;
  readonly record?: NodeRecord;
}

export interface DeclaredServer {
  readonly id: Output<string>;
  /** What the stack reports of it: the shape of `NodeOutput`, with Pulumi outputs as leaves. */
  readonly outputs: Readonly<Record<string, unknown>>;
}

/** Declares one server and, where asked for, its DNS record. `logicalName` is its place in the stack. */
export function declareServer(logicalName: string, args: ServerArgs): DeclaredServer {
  const server = new Server(
    logicalName,
    {
      name: args.nodeId,
      location: args.location,
      serverType: args.serverType,
      image: args.image,
      labels: { ...args.labels },
      publicNets: [{ ipv4Enabled: args.publicIpv4, ipv6Enabled: true }],
      // Without an empty list the provider detaches and attaches the network on every update (terraform-provider-hcloud#650).
      networks: [{ subnetId: args.subnetId, ip: args.privateIp, aliasIps: [] }],
      firewallIds: [args.firewallId],
      placementGroupId: args.placementGroupId,
      ...(args.userData === undefined ? {} : { userData: secret(args.userData) }),
      ...(args.sshKeys === undefined ? {} : { sshKeys: [...args.sshKeys] }),
    },
    { protect: true, ignoreChanges: PINNED },
  );
  if (args.record) declareRecord(args.nodeId, args.record, server.ipv4Address);
  const outputs = {
    node_id: args.nodeId,
    name: args.nodeId,
    role: args.role,
    job_id: args.labels['job-id'],
    server_id: server.id,
    ipv4: args.publicIpv4 ? server.ipv4Address : '',
    ipv6: server.ipv6Address,
    private_ip: args.privateIp,
    // What it keeps, not what is asked for today.
    server_type: server.serverType,
    location: server.location,
    ...(args.record && { hostname: args.record.name }),
  };
  return { id: server.id, outputs };
}

function declareRecord(nodeId: string, record: NodeRecord, address: Output<string>): void {
  new DnsRecord(
    recordName(nodeId),
    {
      zoneId: record.zoneId,
      name: record.name,
      type: 'A',
      content: address,
      proxied: record.proxied,
      ttl: record.proxied ? PROXIED_TTL : RECORD_TTL_S,
    },
    // A plan that loses a server deletes what is not protected, before the engine refuses the server itself.
    { protect: true },
  );
}

/** Pulumi's ids are text, Hetzner's references numbers. */
export const numericId = (resource: { id: Output<string> }): Output<number> => resource.id.apply(Number);
