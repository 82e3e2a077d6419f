import { z } from 'zod';
import type { Call } from '../core/http.ts';
import { runningActions, startAction } from './actions.ts';
import { locationByIdOrName } from './catalog/locations.ts';
import type { ActionDocument, NetworkDocument, ServerDocument } from './documents.ts';
import { HetznerError, notFound } from './errors.ts';
import type { Hetzner } from './hetzner.ts';
import { overlap, parseRange4 } from './ip-ranges.ts';
import { allocatePrivateIp } from './private-ips.ts';

/** The body of `attach_to_network`. */
export const networkAttachment = z.object({
  network: z.number().int(),
  ip: z.string().optional(),
  alias_ips: z.array(z.string()).optional(),
  ip_range: z.string().optional(),
});

/** The vendor's own prefix for the interfaces of private networks. */
const MAC_PREFIX = '86:00:00';

/**
 * Attaches the server. It has the address from the request on, not from the end of the action: two requests must
 * not be given the same one. A failed action takes it back.
 */
export function attachToNetwork(
  hetzner: Hetzner,
  call: Call,
  serverId: number,
  request: z.infer<typeof networkAttachment>,
  after?: ActionDocument,
): ActionDocument {
  const project = call.project.id;
  const server = hetzner.servers.get(project, serverId) as ServerDocument;
  const network = hetzner.networks.get(project, request.network);
  if (!network) throw notFound('network', request.network);
  refuseUnfit(hetzner, project, server, network);
  const zone = locationByIdOrName(server.location)?.network_zone;
  const within = request.ip_range
    ? { ...network, subnets: network.subnets.filter((subnet) => subnet.ipRange === request.ip_range) }
    : network;
  const ip = allocatePrivateIp(hetzner, project, within, request.ip, zone);
  const aliasIps = (request.alias_ips ?? []).map((alias) => allocatePrivateIp(hetzner, project, network, alias, zone));
  if (new Set([ip, ...aliasIps]).size <= aliasIps.length) {
    throw new HetznerError('ip_not_available', 'an IP is given more than once');
  }
  const macAddress = `${MAC_PREFIX}:${hetzner.core.randomHex(3).replace(/(..)(?=.)/g, '$1:')}`;
  hetzner.servers.put(project, {
    ...server,
    privateNets: [...server.privateNets, { network: network.id, ip, aliasIps, macAddress }],
  });
  return startAction(hetzner, {
    project,
    now: call.now,
    command: 'attach_to_network',
    resources: serverAndNetwork(server.id, network.id),
    failureEffect: { name: 'detachFromNetwork', args: { server: server.id, network: network.id } },
    ...(after && { after }),
  });
}

export function detachFromNetwork(
  hetzner: Hetzner,
  call: Call,
  server: ServerDocument,
  network: number,
): ActionDocument {
  if (!hetzner.networks.get(call.project.id, network)) throw notFound('network', network);
  if (!server.privateNets.some((net) => net.network === network)) {
    throw new HetznerError('server_not_attached', 'server is not attached to the network');
  }
  return startAction(hetzner, {
    project: call.project.id,
    now: call.now,
    command: 'detach_from_network',
    resources: serverAndNetwork(server.id, network),
    effect: { name: 'detachFromNetwork', args: { server: server.id, network } },
  });
}

function serverAndNetwork(server: number, network: number) {
  return [
    { id: server, type: 'server' as const },
    { id: network, type: 'network' as const },
  ];
}

function refuseUnfit(hetzner: Hetzner, project: number, server: ServerDocument, network: NetworkDocument): void {
  if (runningActions(hetzner, project).some((action) => changesNetwork(action, network.id))) {
    throw new HetznerError('conflict', 'the network is being changed, please retry');
  }
  const range = parseRange4(network.ipRange, 'ip_range');
  for (const { network: id } of server.privateNets) {
    if (id === network.id) {
      throw new HetznerError('server_already_attached', 'server is already attached to the network');
    }
    const other = hetzner.networks.get(project, id);
    if (other && overlap(range, parseRange4(other.ipRange, 'ip_range'))) {
      throw new HetznerError('networks_overlap', 'the network overlaps with another one of the server');
    }
  }
}

/** Attachments name a server besides and may run side by side; the subnet that one is given must not be on its way out. */
function changesNetwork({ resources }: ActionDocument, network: number): boolean {
  return resources.length === 1 && resources[0]?.type === 'network' && resources[0].id === network;
}
