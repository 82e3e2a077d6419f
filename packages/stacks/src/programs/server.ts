import { DnsRecord } from '@pulumi/cloudflare/dnsRecord.js';
import { Server } from '@pulumi/hcloud/server.js';
import { ServerNetwork } from '@pulumi/hcloud/serverNetwork.js';
import { type Output, type Resource, secret } from '@pulumi/pulumi';
import { attachmentName, type NodeRecord, recordName } from '../node-set.ts';
import type { ServerRole } from '../outputs.ts';
import { type Known, recordComment } from './adoption.ts';
import { type JoinedNetwork, numericId } from './network.ts';

/** Follow a moved address within five minutes; Cloudflare takes only 1 ("automatic") for a proxied record. */
const RECORD_TTL_S = 300;
const PROXIED_TTL = 1;

/**
 * What a server keeps from the day it was made: a new cloud-init, key list or template would replace every older
 * server, and one that was adopted from the cloud would be replaced at once, or be turned off for its public addresses.
 */
const PINNED = ['userData', 'sshKeys', 'image', 'serverType', 'location', 'publicNets'];

export interface ServerArgs {
  readonly nodeId: string;
  readonly role: ServerRole;
  readonly location: string;
  readonly serverType: string;
  readonly image: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly privateIp: string;
  /** Whether it has a public IPv4 address. All have IPv6, so that every node gets out. */
  readonly publicIpv4: boolean;
  /** Absent for a node that exists: it keeps its own. */
  readonly userData?: string;
  readonly sshKeys?: readonly string[];
  readonly network: JoinedNetwork;
  readonly firewallId: Output<number>;
  readonly placementGroupId?: Output<number>;
  /** False only for a node that is about to be removed by name. */
  readonly protect: boolean;
  readonly record?: NodeRecord;
}

export interface DeclaredServer {
  readonly server: Server;
  /** Done when the server is in its network. */
  readonly attachment: Resource;
  /** What the stack reports of it: the shape of `NodeOutput`, with Pulumi outputs as leaves. */
  readonly outputs: Readonly<Record<string, unknown>>;
}

/** Declares one server in its network and, where asked for, its DNS record. `resource` is its place in the stack. */
export function declareServer(known: Known, resource: string, args: ServerArgs): DeclaredServer {
  const { protect, network } = args;
  const dependsOn = network.subnet === undefined ? [] : [network.subnet];
  const server = new Server(
    resource,
    {
      name: args.nodeId,
      location: args.location,
      serverType: args.serverType,
      image: args.image,
      labels: { ...args.labels },
      publicNets: [{ ipv4Enabled: args.publicIpv4, ipv6Enabled: true }],
      firewallIds: [args.firewallId],
      ...(args.placementGroupId === undefined ? {} : { placementGroupId: args.placementGroupId }),
      ...(args.userData === undefined ? {} : { userData: secret(args.userData) }),
      ...(args.sshKeys === undefined ? {} : { sshKeys: [...args.sshKeys] }),
    },
    // Hetzner keeps a subnet that has servers in it: the server must go first.
    { protect, ignoreChanges: PINNED, dependsOn, ...known.importOption(resource) },
  );
  // A resource of its own, as a server whose network stands on it can't be adopted. It takes over an attachment that
  // is there already.
  const attachment = new ServerNetwork(
    attachmentName(resource),
    { serverId: numericId(server), networkId: network.id, ip: args.privateIp },
    { protect, deletedWith: server, dependsOn },
  );
  if (args.record) declareRecord(known, resource, args.record, { nodeId: args.nodeId, server, protect });
  const outputs = {
    node_id: args.nodeId,
    name: args.nodeId,
    role: args.role,
    job_id: args.labels['job-id'],
    server_id: server.id,
    ipv4: args.publicIpv4 ? server.ipv4Address : '',
    ipv6: server.ipv6Address,
    // Of its attachment: a stack whose servers are not all in their network has no outputs yet, and is not complete.
    private_ip: attachment.ip,
    // What it keeps, not what is asked for today.
    server_type: server.serverType,
    location: server.location,
    ...(args.record && { hostname: args.record.name }),
  };
  return { server, attachment, outputs };
}

function declareRecord(
  known: Known,
  resource: string,
  record: NodeRecord,
  { nodeId, server, protect }: { nodeId: string; server: Server; protect: boolean },
): void {
  const name = recordName(resource);
  const comment = known.inState(name)?.inputs?.comment;
  new DnsRecord(
    name,
    {
      zoneId: record.zoneId,
      name: record.name,
      type: 'A',
      content: server.ipv4Address,
      proxied: record.proxied,
      ttl: record.proxied ? PROXIED_TTL : RECORD_TTL_S,
      comment: typeof comment === 'string' ? comment : recordComment(known.owner, nodeId),
    },
    // A plan that loses a server deletes what is not protected, before the engine refuses the server itself.
    { protect, ...known.importOption(name) },
  );
}
