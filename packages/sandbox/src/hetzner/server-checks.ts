import type { Call } from '../core/http.ts';
import { refuseIfLocked } from './actions.ts';
import { type Image, imageByIdOrName } from './catalog/images.ts';
import { LOCATIONS, type Location, locationByIdOrName } from './catalog/locations.ts';
import { isAvailable, type ServerType, serverTypeByIdOrName } from './catalog/server-types.ts';
import type { Labels, NetworkDocument, PrimaryIpDocument, VolumeDocument } from './documents.ts';
import { HetznerError, invalidInput } from './errors.ts';
import type { Hetzner } from './hetzner.ts';
import { validateLabels } from './labels.ts';
import { refuseBeyondLimits } from './limits.ts';
import { placementGroupWithRoom } from './placement-groups.ts';
import { refuseDatacenter } from './retired.ts';
import { type ServerRequest, uniqueServerName } from './server-request.ts';

/** A request for a server with everything that it names looked up. */
export interface ServerOrder {
  name: string;
  labels: Labels;
  type: ServerType;
  location: Location;
  image: Image;
  sshKeys: number[];
  networks: NetworkDocument[];
  firewalls: number[];
  volumes: VolumeDocument[];
  placementGroup: number | null;
  /** An address to use, `new` for one made with the server, null for none. */
  ipv4: PrimaryIpDocument | 'new' | null;
  ipv6: PrimaryIpDocument | 'new' | null;
}

/** Checks a request as the vendor does before anything exists: its words, then names and limits, then the placement. */
export function checkServerRequest(hetzner: Hetzner, call: Call, request: ServerRequest): ServerOrder {
  const project = call.project.id;
  refuseDatacenter(request.datacenter);
  const type = serverTypeByIdOrName(request.server_type);
  if (!type) throw invalidInput('server_type', `server type '${request.server_type}' not found`);
  const ips = {
    ipv4: primaryIp(hetzner, project, 'ipv4', request.public_net?.enable_ipv4, request.public_net?.ipv4),
    ipv6: primaryIp(hetzner, project, 'ipv6', request.public_net?.enable_ipv6, request.public_net?.ipv6),
  };
  const networks = (request.networks ?? []).map((id) => {
    const network = hetzner.networks.get(project, id);
    if (!network) throw invalidInput('networks', `network with ID '${id}' not found`);
    return network;
  });
  const volumes = freeVolumes(hetzner, project, request.volumes ?? []);
  const bound = [ips.ipv4, ips.ipv6, ...volumes].flatMap((held) => (held && held !== 'new' ? [held.location] : []));
  const location = chooseLocation(hetzner, request, type, networks, bound);
  const order: ServerOrder = {
    name: uniqueServerName(hetzner, project, request.name),
    labels: validateLabels(request.labels),
    type,
    location,
    image: bootableImage(request, type),
    sshKeys: sshKeys(hetzner, project, request.ssh_keys ?? []),
    networks,
    firewalls: (request.firewalls ?? []).map(({ firewall }) => firewall),
    volumes,
    placementGroup: request.placement_group ?? null,
    ...ips,
  };
  for (const ip of [order.ipv4, order.ipv6]) {
    if (ip && ip !== 'new' && ip.location !== location.name) {
      throw new HetznerError('primary_ip_datacenter_mismatch', 'primary IP is in a different location than the server');
    }
  }
  if (volumes.some((volume) => volume.location !== location.name)) {
    throw invalidInput('volumes', 'volumes must be in the location of the server');
  }
  refuseBeyondLimits(hetzner, call.project, type.cores);
  refuseUnplaceable(hetzner, order, call.now);
  if (order.placementGroup !== null) placementGroupWithRoom(hetzner, project, order.placementGroup);
  return order;
}

function primaryIp(
  hetzner: Hetzner,
  project: number,
  type: 'ipv4' | 'ipv6',
  enabled: boolean | null | undefined,
  id: number | null | undefined,
): PrimaryIpDocument | 'new' | null {
  if (enabled === false) {
    if (id) throw invalidInput(`public_net.${type}`, `must not be set when enable_${type} is false`);
    return null;
  }
  if (!id) return 'new';
  const ip = hetzner.primaryIps.get(project, id);
  if (!ip) throw invalidInput(`public_net.${type}`, `primary IP with ID '${id}' not found`);
  if (ip.type !== type) throw new HetznerError('primary_ip_version_mismatch', `primary IP is not of type ${type}`);
  if (ip.assignee !== null) throw new HetznerError('primary_ip_assigned', 'primary IP is already assigned to a server');
  refuseIfLocked(hetzner, project, 'primary_ip', id);
  return ip;
}

function freeVolumes(hetzner: Hetzner, project: number, ids: number[]): VolumeDocument[] {
  return ids.map((id) => {
    const volume = hetzner.volumes.get(project, id);
    if (!volume) throw invalidInput('volumes', `volume with ID '${id}' not found`);
    if (volume.server !== null) throw new HetznerError('volume_already_attached', 'volume is already attached');
    refuseIfLocked(hetzner, project, 'volume', id);
    return volume;
  });
}

/** The location asked for; else where the things are that the server is to use; else the first that sells the type. */
function chooseLocation(
  hetzner: Hetzner,
  request: ServerRequest,
  type: ServerType,
  networks: NetworkDocument[],
  bound: string[],
): Location {
  if (request.location !== undefined && request.location !== null) {
    const location = locationByIdOrName(request.location);
    if (!location) throw new HetznerError('invalid_input', `location '${request.location}' not found`, {});
    return location;
  }
  const zones = networks.flatMap((network) => network.subnets.map((subnet) => subnet.networkZone));
  const fitting = LOCATIONS.filter(
    (location) =>
      (bound.length === 0 || bound.includes(location.name)) &&
      (zones.length === 0 || zones.includes(location.network_zone)),
  );
  const location = fitting.find(({ name }) => isAvailable(hetzner, type.name, name)) ?? fitting[0];
  if (!location) throw new HetznerError('resource_unavailable', 'error during placement');
  return location;
}

function bootableImage(request: ServerRequest, type: ServerType): Image {
  const image = imageByIdOrName(request.image, type.architecture);
  if (!image) throw invalidInput('image', `image '${request.image}' not found`);
  if (image.architecture !== type.architecture) {
    throw invalidInput('image', `image architecture '${image.architecture}' does not match '${type.architecture}'`);
  }
  return image;
}

function sshKeys(hetzner: Hetzner, project: number, wanted: (number | string)[]): number[] {
  return wanted.map((idOrName) => {
    const key = hetzner.sshKeys.get(project, Number(idOrName)) ?? hetzner.sshKeys.byName(project, String(idOrName));
    if (!key) throw invalidInput('ssh_keys', `SSH key '${idOrName}' not found`);
    return key.id;
  });
}

function refuseUnplaceable(hetzner: Hetzner, { type, location, networks }: ServerOrder, now: number): void {
  const sold = type.locations.find(({ name }) => name === location.name);
  if (!sold || (sold.deprecation && Date.parse(sold.deprecation.unavailable_after) <= now)) {
    throw new HetznerError('invalid_input', 'unsupported location for server type', {});
  }
  if (!isAvailable(hetzner, type.name, location.name)) {
    throw new HetznerError('resource_unavailable', 'error during placement');
  }
  for (const network of networks) {
    if (!network.subnets.some((subnet) => subnet.networkZone === location.network_zone)) {
      throw new HetznerError('no_subnet_available', `network has no subnet in zone '${location.network_zone}'`);
    }
  }
}
