import { type LibraryInputs, type PreflightAnswer, serverNames, type TemplateManifest } from '@prego/contracts';
import type { z } from 'zod';
import { FREE, ipv4Price, serverPrice, volumePrice } from './price.ts';
import type { LibraryWorld } from './world.ts';

export type PlannedResource = z.infer<typeof PreflightAnswer>['resources'][number];

/** What a run makes, server by server, as far as the inputs say it. Without a prefix a server bears its key. */
export function plannedResources(
  { servers }: Pick<TemplateManifest, 'servers'>,
  inputs: LibraryInputs,
  world: LibraryWorld,
): PlannedResource[] {
  const { server_prefix, server_type, location, network_id, subnet } = inputs;
  const names = serverNames(servers, server_prefix);
  const network = world.networks.find(({ id }) => id === network_id);
  return servers.flatMap(({ key, ports, volume_gb }): PlannedResource[] => {
    const name = server_prefix === '' ? key : (names[key] ?? key);
    return [
      { kind: 'server', name, about: server_type, price: serverPrice(server_type, location, world) },
      { kind: 'primary_ip', name, about: 'IPv4', price: ipv4Price(location, world) },
      ...(volume_gb === undefined
        ? []
        : [{ kind: 'volume' as const, name, about: `${volume_gb} GB`, price: volumePrice(volume_gb, world) }]),
      { kind: 'firewall', name, about: openTo(ports), price: FREE },
      ...(network
        ? [{ kind: 'network_attachment' as const, name, about: `${network.name} ${subnet}`.trim(), price: FREE }]
        : []),
    ];
  });
}

/** What is open to everybody: what the template says, and SSH where it does not say from where that is. */
function openTo(ports: TemplateManifest['servers'][number]['ports']): string {
  const nameOf = ({ protocol, port }: (typeof ports)[number]): string => `${port}/${protocol}`;
  const open = ports.filter(({ from }) => from === 'anywhere').map(nameOf);
  const ssh = open.includes(SSH) || !ports.map(nameOf).includes(SSH) ? [SSH] : [];
  return [...new Set([...ssh, ...open])].join(', ') || 'ICMP';
}

const SSH = '22/tcp';
