import { Address4 } from 'ip-address';
import type { NetworkDocument, ServerDocument } from './documents.ts';
import { HetznerError } from './errors.ts';
import type { Hetzner } from './hetzner.ts';
import { gatewayOf, PUBLIC_GATEWAY, parseAddress4 } from './ip-ranges.ts';

// Source: Hetzner docs, "Networks", FAQ: servers that one network can hold.
const SERVERS_A_NETWORK = 100;

/** The servers in a network, in the order of their creation. */
export function serversIn(hetzner: Hetzner, project: number, network: number): ServerDocument[] {
  return hetzner.servers
    .list(project)
    .filter((server) => server.privateNets.some((attached) => attached.network === network));
}

/** Every address that a server has in the network, aliases among them. */
export function takenIps(hetzner: Hetzner, project: number, network: number): Set<string> {
  const attached = hetzner.servers.list(project).flatMap((server) => server.privateNets);
  return new Set(attached.filter((net) => net.network === network).flatMap((net) => [net.ip, ...net.aliasIps]));
}

/**
 * A free address in the network: `requestedIp` if it is free (else `ip_not_available`), otherwise the lowest free
 * one of the first subnet that has any (else `no_subnet_available`). With `networkZone` only subnets of that zone
 * count. Reserves nothing: the address is taken once a server's document has it.
 */
export function allocatePrivateIp(
  hetzner: Hetzner,
  project: number,
  network: NetworkDocument,
  requestedIp?: string,
  networkZone?: string,
): string {
  if (serversIn(hetzner, project, network.id).length >= SERVERS_A_NETWORK) {
    throw new HetznerError('resource_limit_exceeded', `network can have at most ${SERVERS_A_NETWORK} servers`);
  }
  const taken = takenIps(hetzner, project, network.id);
  const subnets = network.subnets
    .filter((subnet) => networkZone === undefined || subnet.networkZone === networkZone)
    .map((subnet) => new Address4(subnet.ipRange));
  if (requestedIp !== undefined) return requested(network, subnets, taken, requestedIp);
  for (const subnet of subnets) {
    const free = firstFree(network, subnet, taken);
    if (free !== undefined) return free;
  }
  throw new HetznerError('no_subnet_available', 'no subnet or IP is available within the network');
}

function requested(network: NetworkDocument, subnets: Address4[], taken: Set<string>, text: string): string {
  const address = parseAddress4(text, 'ip');
  const ip = address.correctForm();
  const subnet = subnets.find((candidate) => address.isInSubnet(candidate));
  if (!subnet || taken.has(ip) || isReserved(network, subnet, address)) {
    throw new HetznerError('ip_not_available', `IP '${ip}' is not available`);
  }
  return ip;
}

/** Looks at no more than the taken addresses and a few reserved ones, however large the subnet is. */
function firstFree(network: NetworkDocument, subnet: Address4, taken: Set<string>): string | undefined {
  const end = subnet.endAddress().bigInt();
  for (let ip = subnet.startAddress().bigInt() + 1n; ip < end; ip++) {
    const address = Address4.fromBigInt(ip);
    if (!taken.has(address.correctForm()) && !isReserved(network, subnet, address)) return address.correctForm();
  }
  return undefined;
}

function isReserved(network: NetworkDocument, subnet: Address4, address: Address4): boolean {
  return [gatewayOf(new Address4(network.ipRange)), subnet.startAddress(), subnet.endAddress(), PUBLIC_GATEWAY].some(
    (reserved) => reserved.correctForm() === address.correctForm(),
  );
}
