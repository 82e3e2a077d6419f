import * as hcloud from '@pulumi/hcloud';
import type { Output } from '@pulumi/pulumi';

// The resources of @prego/stacks' two programs, as one writes them by hand: what is to be there is given, nothing is
// read from the state, looked up in the cloud, retried or checked.

const CLOUD_INIT = '#cloud-config\npackage_update: true\n';
const NODES_PER_GROUP = 10;

const asNumber = (resource: { id: Output<string> }): Output<number> => resource.id.apply(Number);

function declareSubnet(name: string): { networkId: Output<number>; subnet: hcloud.NetworkSubnet } {
  const network = new hcloud.Network('network', { name, ipRange: '10.20.0.0/16' });
  const networkId = asNumber(network);
  const subnet = new hcloud.NetworkSubnet('subnet', {
    networkId,
    type: 'cloud',
    networkZone: 'ap-southeast',
    ipRange: '10.20.1.0/24',
  });
  return { networkId, subnet };
}

function declareFirewall(name: string, ports: readonly string[]): Output<number> {
  const rules = ports.map((port) => ({
    direction: 'in',
    protocol: 'tcp',
    port,
    sourceIps: ['0.0.0.0/0', '::/0'],
  }));
  return asNumber(new hcloud.Firewall(name, { name, rules }));
}

interface ServerPlace {
  readonly firewallId: Output<number>;
  readonly placementGroupId: Output<number>;
  readonly network: ReturnType<typeof declareSubnet>;
  readonly ip: string;
  readonly publicIpv4: boolean;
}

function declareServer(name: string, place: ServerPlace): hcloud.Server {
  const server = new hcloud.Server(
    name,
    {
      name,
      location: 'sin',
      serverType: 'cpx32',
      image: 'ubuntu-24.04',
      publicNets: [{ ipv4Enabled: place.publicIpv4, ipv6Enabled: true }],
      firewallIds: [place.firewallId],
      placementGroupId: place.placementGroupId,
      userData: CLOUD_INIT,
    },
    { protect: true },
  );
  new hcloud.ServerNetwork(
    `${name}-network`,
    { serverId: asNumber(server), networkId: place.network.networkId, ip: place.ip },
    { dependsOn: place.network.subnet },
  );
  return server;
}

/** A region with one shared node for each job. */
export function declareRegion(jobs: readonly string[]): Record<string, unknown> {
  const firewallId = declareFirewall('firewall', ['22', '80', '443']);
  const network = declareSubnet('shared');
  const groups: Output<number>[] = [];
  const servers = jobs.map((job, index) => {
    const group = Math.floor(index / NODES_PER_GROUP);
    groups[group] ??= asNumber(
      new hcloud.PlacementGroup(`spread-${group}`, { name: `spread-${group}`, type: 'spread' }),
    );
    const place = {
      firewallId,
      network,
      placementGroupId: groups[group],
      ip: `10.20.1.${10 + index}`,
      publicIpv4: true,
    };
    return declareServer(job.replaceAll('_', '-'), place);
  });
  return { nodes: servers.map((server) => ({ id: server.id, ipv4: server.ipv4Address })) };
}

/** Three servers, one of them with a volume. */
export function declareTrio(tenant: string): Record<string, unknown> {
  const network = declareSubnet(tenant);
  const group = new hcloud.PlacementGroup('spread', { name: tenant, type: 'spread' });
  const publicId = declareFirewall(`${tenant}-public`, ['22', '80', '443']);
  const privateId = declareFirewall(`${tenant}-private`, ['22']);
  const [app, db, redis] = ['app', 'db', 'redis'].map((role, index) =>
    declareServer(`${tenant}-${role}`, {
      network,
      placementGroupId: asNumber(group),
      firewallId: role === 'app' ? publicId : privateId,
      ip: `10.20.1.${10 + index}`,
      publicIpv4: role === 'app',
    }),
  ) as [hcloud.Server, hcloud.Server, hcloud.Server];
  new hcloud.Volume('db-volume', { name: `${tenant}-db`, size: 20, serverId: asNumber(db), format: 'ext4' });
  return { nodes: [app, db, redis].map((server) => ({ id: server.id, ipv4: server.ipv4Address })) };
}
