import { type OpenPort, withSsh } from '../firewall-rules.ts';
import { renderRules } from './host-rules.ts';

export interface LibraryRulesServer {
  /** Of the network that it is in. */
  readonly networkRange: string;
  readonly privateIp: string;
  readonly ports: readonly OpenPort[];
  /** The private addresses of all servers of its set, by key. */
  readonly addresses: ReadonlyMap<string, string>;
}

/**
 * The nftables rules of a server from the library: of those in its network it admits nothing but SSH and the template's
 * ports. What comes from the public network is left to Hetzner's firewall, in which a port for the network does not stand.
 */
export function renderLibraryRules({ networkRange, privateIp, ports, addresses }: LibraryRulesServer): string {
  const open = withSsh(ports);
  const sources = ['anywhere', 'network', ...addresses.keys()];
  const admitted = sources.flatMap((from) => {
    const ofSource = open.filter((port) => port.from === from);
    const source = sourceOf(from, { networkRange, addresses });
    return [...rule(source, 'tcp', ofSource), ...rule(source, 'udp', ofSource)];
  });
  return renderRules({ networkRange, privateIp, admitted });
}

function sourceOf(
  from: OpenPort['from'],
  { networkRange, addresses }: Pick<LibraryRulesServer, 'networkRange' | 'addresses'>,
): string {
  if (from === 'anywhere') return '';
  return `ip saddr ${from === 'network' ? networkRange : addresses.get(from)} `;
}

function rule(source: string, protocol: OpenPort['protocol'], open: readonly OpenPort[]): string[] {
  const ports = open.filter((port) => port.protocol === protocol).map(({ port }) => port);
  const unique = [...new Set(ports)].sort((one, other) => one - other);
  return unique.length === 0 ? [] : [`${source}${protocol} dport { ${unique.join(', ')} } accept`];
}
