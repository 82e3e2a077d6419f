import { z } from 'zod';
import type { Call, Reply } from '../core/http.ts';
import { showAction, startAction } from './actions.ts';
import { readBody } from './body.ts';
import type { NetworkDocument } from './documents.ts';
import { HetznerError } from './errors.ts';
import type { Hetzner } from './hetzner.ts';
import { parseRange4 } from './ip-ranges.ts';
import type { NetworkChange } from './network-effects.ts';
import { withRange, withRoute, withSubnet } from './network-plan.ts';
import { networkToChange, routeBody, subnetBody } from './networks.ts';
import { takenIps } from './private-ips.ts';

export function addSubnet(hetzner: Hetzner, call: Call): Reply {
  const network = networkToChange(hetzner, call);
  const { subnets } = withSubnet(network, readBody(call, subnetBody));
  return change(hetzner, call, network, 'add_subnet', { subnets });
}

export function deleteSubnet(hetzner: Hetzner, call: Call): Reply {
  const network = networkToChange(hetzner, call);
  const range = parseRange4(readBody(call, z.object({ ip_range: z.string() })).ip_range, 'ip_range');
  const subnets = network.subnets.filter((subnet) => subnet.ipRange !== range.networkForm());
  if (subnets.length === network.subnets.length) {
    throw new HetznerError('not_found', `subnet '${range.networkForm()}' not found`);
  }
  const used = [...takenIps(hetzner, call.project.id, network.id)].some((ip) =>
    parseRange4(`${ip}/32`, 'ip').isInSubnet(range),
  );
  // The provider waits for the servers' end by the words "servers are attached".
  if (used) throw new HetznerError('service_error', 'cannot remove subnet because servers are attached to it');
  return change(hetzner, call, network, 'delete_subnet', { subnets });
}

export function addRoute(hetzner: Hetzner, call: Call): Reply {
  const network = networkToChange(hetzner, call);
  const { routes } = withRoute(network, readBody(call, routeBody));
  return change(hetzner, call, network, 'add_route', { routes });
}

export function deleteRoute(hetzner: Hetzner, call: Call): Reply {
  const network = networkToChange(hetzner, call);
  const { destination, gateway } = readBody(call, routeBody);
  const routes = network.routes.filter((route) => route.destination !== destination || route.gateway !== gateway);
  if (routes.length === network.routes.length) {
    throw new HetznerError('not_found', `route to '${destination}' via '${gateway}' not found`);
  }
  return change(hetzner, call, network, 'delete_route', { routes });
}

export function changeIpRange(hetzner: Hetzner, call: Call): Reply {
  const network = networkToChange(hetzner, call);
  const { ipRange } = withRange(network, readBody(call, z.object({ ip_range: z.string() })).ip_range);
  return change(hetzner, call, network, 'change_ip_range', { ipRange });
}

export function changeNetworkProtection(hetzner: Hetzner, call: Call): Reply {
  const network = networkToChange(hetzner, call);
  const body = readBody(call, z.object({ delete: z.boolean().optional() }));
  const protection = { delete: body.delete ?? network.protection.delete };
  return change(hetzner, call, network, 'change_protection', { protection });
}

function change(
  hetzner: Hetzner,
  call: Call,
  network: NetworkDocument,
  command: string,
  set: NetworkChange['set'],
): Reply {
  const args: NetworkChange = { network: network.id, set };
  const action = startAction(hetzner, {
    project: call.project.id,
    now: call.now,
    command,
    resources: [{ id: network.id, type: 'network' }],
    effect: { name: 'changeNetwork', args },
  });
  return { status: 201, body: { action: showAction(action) } };
}
