import { z } from 'zod';
import { isoSeconds } from '../core/clock.ts';
import type { Call, Reply } from '../core/http.ts';
import { isLocked } from './actions.ts';
import { readBody } from './body.ts';
import type { NetworkDocument } from './documents.ts';
import { HetznerError } from './errors.ts';
import type { Hetzner } from './hetzner.ts';
import { validateLabels } from './labels.ts';
import { listing } from './listing.ts';
import { freeName, type Kind, withUpdate } from './naming.ts';
import { type NetworkPlan, parseNetworkRange, withRoute, withSubnet } from './network-plan.ts';
import { serversIn } from './private-ips.ts';
import { documentOf } from './route.ts';

function kindOf(hetzner: Hetzner): Kind<NetworkDocument> {
  return { collection: hetzner.networks, kind: 'network' };
}

/** The network as the API shows it. */
export function showNetwork(hetzner: Hetzner, project: number, network: NetworkDocument): Record<string, unknown> {
  return {
    id: network.id,
    name: network.name,
    ip_range: network.ipRange,
    subnets: network.subnets.map((subnet) => ({
      type: subnet.type,
      ip_range: subnet.ipRange,
      network_zone: subnet.networkZone,
      gateway: subnet.gateway,
    })),
    routes: network.routes,
    servers: serversIn(hetzner, project, network.id).map((server) => server.id),
    load_balancers: [],
    protection: network.protection,
    labels: network.labels,
    created: network.created,
    expose_routes_to_vswitch: network.exposeRoutesToVswitch,
  };
}

/** The network of the request's path; `conflict` while a change to it is under way, as the vendor documents. */
export function networkToChange(hetzner: Hetzner, call: Call): NetworkDocument {
  const network = documentOf(hetzner.networks, call, 'network');
  if (isLocked(hetzner, call.project.id, 'network', network.id)) {
    throw new HetznerError('conflict', 'the network is being changed, please retry');
  }
  return network;
}

export function listNetworks(hetzner: Hetzner, call: Call): Reply {
  return listing(call, 'networks', hetzner.networks.list(call.project.id), {
    sortable: ['id', 'name', 'created'],
    show: (network) => showNetwork(hetzner, call.project.id, network),
  });
}

export function getNetwork(hetzner: Hetzner, call: Call): Reply {
  return answer(hetzner, call, 200, documentOf(hetzner.networks, call, 'network'));
}

export const subnetBody = z.object({ type: z.string(), ip_range: z.string().optional(), network_zone: z.string() });
export const routeBody = z.object({ destination: z.string(), gateway: z.string() });

const createBody = z.object({
  name: z.string(),
  ip_range: z.string(),
  subnets: z.array(subnetBody).default([]),
  routes: z.array(routeBody).default([]),
  labels: z.unknown().optional(),
  expose_routes_to_vswitch: z.boolean().default(false),
});

export function createNetwork(hetzner: Hetzner, call: Call): Reply {
  const body = readBody(call, createBody);
  const empty: NetworkPlan = { ipRange: parseNetworkRange(body.ip_range).networkForm(), subnets: [], routes: [] };
  const plan = body.routes.reduce(withRoute, body.subnets.reduce(withSubnet, empty));
  const network = hetzner.networks.put(call.project.id, {
    ...plan,
    name: freeName(kindOf(hetzner), call, body.name),
    labels: validateLabels(body.labels),
    id: hetzner.core.store.next('hetzner'),
    created: isoSeconds(call.now),
    protection: { delete: false },
    exposeRoutesToVswitch: body.expose_routes_to_vswitch,
  });
  return answer(hetzner, call, 201, network);
}

const exposeBody = z.object({ expose_routes_to_vswitch: z.boolean().optional() });

export function updateNetwork(hetzner: Hetzner, call: Call): Reply {
  const network = withUpdate(kindOf(hetzner), call, networkToChange(hetzner, call));
  const { expose_routes_to_vswitch: exposed = network.exposeRoutesToVswitch } = readBody(call, exposeBody);
  return answer(
    hetzner,
    call,
    200,
    hetzner.networks.put(call.project.id, { ...network, exposeRoutesToVswitch: exposed }),
  );
}

/** Servers that are still attached are detached by this, as the vendor documents. */
export function deleteNetwork(hetzner: Hetzner, call: Call): Reply {
  const network = networkToChange(hetzner, call);
  if (network.protection.delete) throw new HetznerError('protected', 'network is delete protected');
  for (const server of serversIn(hetzner, call.project.id, network.id)) {
    const privateNets = server.privateNets.filter((attached) => attached.network !== network.id);
    hetzner.servers.put(call.project.id, { ...server, privateNets });
  }
  hetzner.networks.delete(call.project.id, network.id);
  return { status: 204 };
}

function answer(hetzner: Hetzner, call: Call, status: number, network: NetworkDocument): Reply {
  return { status, body: { network: showNetwork(hetzner, call.project.id, network) } };
}
