import { lockedResources } from './actions.ts';
import { imageByIdOrName, showImage } from './catalog/images.ts';
import { locationByIdOrName, showLocation } from './catalog/locations.ts';
import { type ServerType, serverTypeByIdOrName, showServerType } from './catalog/server-types.ts';
import type { ServerDocument } from './documents.ts';
import { firewallsOfServer } from './firewall-targets.ts';
import type { Hetzner } from './hetzner.ts';
import { showPlacementGroup } from './placement-groups.ts';

/** Shows servers as the API does. Reads once what many servers need, so that a list is not quadratic. */
export function serverView(hetzner: Hetzner, project: number): (server: ServerDocument) => Record<string, unknown> {
  const locked = lockedResources(hetzner, project);
  const servers = hetzner.servers.list(project);
  const volumes = hetzner.volumes.list(project);
  return (server) => {
    const type = serverTypeByIdOrName(server.serverType) as ServerType;
    const location = locationByIdOrName(server.location);
    const image = server.image === null ? undefined : imageByIdOrName(server.image, type.architecture);
    const group =
      server.placementGroup === null ? undefined : hetzner.placementGroups.get(project, server.placementGroup);
    return {
      id: server.id,
      name: server.name,
      status: server.status,
      created: server.created,
      public_net: publicNet(hetzner, project, server),
      private_net: server.privateNets.map((net) => ({
        network: net.network,
        ip: net.ip,
        alias_ips: net.aliasIps,
        mac_address: net.macAddress,
      })),
      server_type: showServerType(hetzner, type),
      location: location && showLocation(location),
      image: image ? showImage(image) : null,
      iso: null,
      rescue_enabled: false,
      locked: locked('server', server.id),
      // Never a text: the provider would call disable_backup.
      backup_window: null,
      outgoing_traffic: 0,
      ingoing_traffic: 0,
      included_traffic: type.prices.find((price) => price.location === server.location)?.included_traffic ?? 0,
      protection: server.protection,
      labels: server.labels,
      volumes: volumes.filter((volume) => volume.server === server.id).map(({ id }) => id),
      load_balancers: [],
      primary_disk_size: type.disk,
      placement_group: group ? showPlacementGroup(group, servers) : null,
    };
  };
}

function publicNet(hetzner: Hetzner, project: number, server: ServerDocument): Record<string, unknown> {
  const { ipv4, ipv6 } = server.primaryIps;
  const v4 = ipv4 === null ? undefined : hetzner.primaryIps.get(project, ipv4);
  const v6 = ipv6 === null ? undefined : hetzner.primaryIps.get(project, ipv6);
  return {
    ipv4: v4 ? { id: v4.id, ip: v4.ip, blocked: false, dns_ptr: v4.dnsPtr[0]?.dns_ptr ?? null } : null,
    ipv6: v6 ? { id: v6.id, ip: v6.ip, blocked: false, dns_ptr: v6.dnsPtr } : null,
    floating_ips: [],
    firewalls: firewallsOfServer(hetzner, project, server),
  };
}
