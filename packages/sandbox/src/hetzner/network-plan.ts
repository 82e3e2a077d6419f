import type { Address4 } from 'ip-address';
import { NETWORK_ZONES } from './catalog/locations.ts';
import type { NetworkDocument } from './documents.ts';
import { HetznerError, invalidInput } from './errors.ts';
import { gatewayOf, isPrivateRange, overlap, PUBLIC_GATEWAY, parseAddress4, parseRange4 } from './ip-ranges.ts';

// Source: Hetzner Cloud API docs, "Networks" (prefix lengths), and docs.hetzner.com, "Networks", limits.
const NETWORK_PREFIX_MAX = 24;
const SUBNET_PREFIX_MAX = 30;
const DEFAULT_SUBNET_PREFIX = 24;
const SUBNETS_MAX = 50;
const ROUTES_MAX = 100;
const EVERYWHERE = '0.0.0.0/0';

export type Subnet = NetworkDocument['subnets'][number];
export type Route = NetworkDocument['routes'][number];

/** What a network's addresses are divided into; pure data, so that a change is checked before it is made. */
export interface NetworkPlan {
  ipRange: string;
  subnets: Subnet[];
  routes: Route[];
}

export interface SubnetRequest {
  type: string;
  ip_range?: string | undefined;
  network_zone: string;
}

export function parseNetworkRange(text: string): Address4 {
  const range = parseRange4(text, 'ip_range');
  if (!isPrivateRange(range)) throw invalidInput('ip_range', 'must be one of the private IPv4 ranges of RFC1918');
  if (range.subnetMask > NETWORK_PREFIX_MAX) throw invalidInput('ip_range', `must be /${NETWORK_PREFIX_MAX} or larger`);
  return range;
}

/** The plan with one more subnet; without a range it gets the first free /24. */
export function withSubnet(plan: NetworkPlan, request: SubnetRequest): NetworkPlan {
  if (request.type === 'vswitch') throw new HetznerError('not_implemented', 'the sandbox has no vSwitch subnets');
  if (request.type !== 'cloud' && request.type !== 'server')
    throw invalidInput('type', 'must be cloud, server or vswitch');
  if (!NETWORK_ZONES.has(request.network_zone)) throw invalidInput('network_zone', `unknown '${request.network_zone}'`);
  if (plan.subnets.some((subnet) => subnet.networkZone !== request.network_zone)) {
    throw invalidInput('network_zone', 'all subnets of a network must be in the same network zone');
  }
  if (plan.subnets.length >= SUBNETS_MAX) {
    throw new HetznerError('resource_limit_exceeded', `network can have at most ${SUBNETS_MAX} subnets`);
  }
  const whole = parseRange4(plan.ipRange, 'ip_range');
  const range =
    request.ip_range === undefined ? firstFreeRange(plan, whole) : parseRange4(request.ip_range, 'ip_range');
  if (!range.isInSubnet(whole)) throw invalidInput('ip_range', "must be within the network's ip_range");
  if (range.subnetMask > SUBNET_PREFIX_MAX) throw invalidInput('ip_range', `must be /${SUBNET_PREFIX_MAX} or larger`);
  if (occupied(plan).some((other) => overlap(range, other))) {
    throw invalidInput('ip_range', 'overlaps with another subnet or route');
  }
  const subnet: Subnet = {
    type: request.type,
    ipRange: range.networkForm(),
    networkZone: request.network_zone,
    gateway: gatewayOf(whole).correctForm(),
  };
  return { ...plan, subnets: [...plan.subnets, subnet] };
}

function firstFreeRange(plan: NetworkPlan, whole: Address4): Address4 {
  const end = whole.endAddress().bigInt();
  let candidate = parseRange4(`${whole.startAddress().correctForm()}/${DEFAULT_SUBNET_PREFIX}`, 'ip_range');
  while (occupied(plan).some((other) => overlap(candidate, other))) {
    if (candidate.endAddress().bigInt() >= end) throw invalidInput('ip_range', 'no free /24 is left in the network');
    candidate = candidate.nextNetwork();
  }
  return candidate;
}

/** What no further subnet or route may touch; the default route covers everything and is no obstacle. */
function occupied(plan: NetworkPlan): Address4[] {
  const destinations = plan.routes.map((route) => route.destination).filter((range) => range !== EVERYWHERE);
  return [...plan.subnets.map((subnet) => subnet.ipRange), ...destinations].map((text) =>
    parseRange4(text, 'ip_range'),
  );
}

export function withRoute(plan: NetworkPlan, route: Route): NetworkPlan {
  if (plan.routes.length >= ROUTES_MAX) {
    throw new HetznerError('resource_limit_exceeded', `network can have at most ${ROUTES_MAX} routes`);
  }
  const destination = parseRange4(route.destination, 'destination');
  const isDefault = destination.networkForm() === EVERYWHERE;
  if (plan.routes.some((other) => other.destination === destination.networkForm())) {
    throw invalidInput('destination', 'there is a route for it already');
  }
  if (!isDefault && !isPrivateRange(destination)) {
    throw invalidInput('destination', `must be one of the private IPv4 ranges of RFC1918 or ${EVERYWHERE}`);
  }
  if (!isDefault && [...occupied(plan), PUBLIC_GATEWAY].some((other) => overlap(destination, other))) {
    throw invalidInput('destination', 'overlaps with a subnet, another route or 172.31.1.1');
  }
  const whole = parseRange4(plan.ipRange, 'ip_range');
  const gateway = parseAddress4(route.gateway, 'gateway');
  if (!gateway.isInSubnet(whole)) throw invalidInput('gateway', "must be within the network's ip_range");
  if ([gatewayOf(whole), PUBLIC_GATEWAY].some((reserved) => reserved.correctForm() === gateway.correctForm())) {
    throw invalidInput('gateway', 'is reserved');
  }
  return {
    ...plan,
    routes: [...plan.routes, { destination: destination.networkForm(), gateway: gateway.correctForm() }],
  };
}

/** The plan in a larger range: it may only grow at its end. */
export function withRange(plan: NetworkPlan, text: string): NetworkPlan {
  const range = parseNetworkRange(text);
  const current = parseRange4(plan.ipRange, 'ip_range');
  if (range.startAddress().correctForm() !== current.startAddress().correctForm()) {
    throw invalidInput('ip_range', 'only the netmask can be changed');
  }
  if (range.subnetMask > current.subnetMask) throw invalidInput('ip_range', 'can be extended only');
  return { ...plan, ipRange: range.networkForm() };
}
