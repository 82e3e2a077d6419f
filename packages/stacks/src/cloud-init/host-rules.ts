import { DEDICATED_ADDRESSES, NETWORK_RANGE } from '../addresses.ts';
import { SSH_PORT } from '../firewall-rules.ts';
import { gatewayOf } from '../ipv4.ts';
import type { NodeRole } from '../regions.ts';
import type { CloudInitPart } from './part.ts';

const RULES_PATH = '/etc/nftables.conf';

/** Hetzner's metadata service, which hands the user data, and so the node's token, to whoever asks. */
const METADATA_ADDRESS = '169.254.169.254';

/** Where the data services of a dedicated tenant listen. */
const SERVICE_PORTS: Readonly<Partial<Record<NodeRole, number>>> = { db: 5432, redis: 6379 };

/** Says "a rule forbids it" (`No route to host` at once), which `Connection refused` and silence do not. */
const REFUSE = 'reject with icmpx admin-prohibited';

export interface HostRulesNode {
  readonly role: NodeRole;
  /** The node's own address in the private network. */
  readonly privateIp: string;
}

/** The nftables rules of a node. */
export function renderHostRules({ role, privateIp }: HostRulesNode): string {
  return renderRules({ networkRange: NETWORK_RANGE, privateIp, admitted: admitted(role) });
}

export interface HostRules {
  /** Of the private network. */
  readonly networkRange: string;
  /** The host's own address in it. */
  readonly privateIp: string;
  /** What may come in through the private network, as nftables has it; all else is refused. */
  readonly admitted: readonly string[];
}

/**
 * nftables rules for what Hetzner's firewalls leave open. They replace only our own table, so loading them again leaves
 * the tables of Docker and others as they are.
 */
export function renderRules({ networkRange, privateIp, admitted }: HostRules): string {
  return `#!/usr/sbin/nft -f
# Inbound from the public network is left to Hetzner's firewall: it stands before the node, holds even where this file
# is broken, and is changed without logging in. It does not filter private networks; that is done here.
# Networks are told by address: the private interface has another name on each server type.
table inet prego
delete table inet prego
table inet prego {
  # Before any NAT, so that a port published by a container is guarded like one of the host.
  chain inbound {
    type filter hook prerouting priority mangle; policy accept;
    iifname "lo" accept
    ct state established,related accept
    # IPv6 has no neighbours and no path MTU without it.
    meta l4proto { icmp, ipv6-icmp } accept
    ip saddr ${networkRange} goto private
    ip daddr ${privateIp} goto private
    # Our networks carry IPv4 only; who else is on the link would come by its link-local address.
    ip6 saddr fe80::/10 goto private
  }
  chain private {
    # The private address is a lease.
    ip saddr ${gatewayOf(networkRange)} udp sport 67 udp dport 68 accept
${admitted.map((rule) => `    ${rule}\n`).join('')}    ${REFUSE}
  }
  # The user data is for root alone: cloud-init runs as root.
  chain outbound {
    type filter hook output priority filter; policy accept;
    ip daddr ${METADATA_ADDRESS} meta skuid != 0 ${REFUSE}
  }
  chain forwarded {
    type filter hook forward priority filter; policy accept;
    ip daddr ${METADATA_ADDRESS} ${REFUSE}
  }
}
`;
}

/** Only the app server speaks to db and redis; it is also the way in to them by SSH. Nobody speaks to the others. */
function admitted(role: NodeRole): string[] {
  const port = SERVICE_PORTS[role];
  return port === undefined ? [] : [`ip saddr ${DEDICATED_ADDRESSES.app} tcp dport { ${SSH_PORT}, ${port} } accept`];
}

/** The rules of a node as a part of its cloud-init. */
export const hostRules = (node: HostRulesNode): CloudInitPart => rulesPart(renderHostRules(node));

/** Writes the rules and loads them, now and on every boot before the network is up. */
export function rulesPart(rules: string): CloudInitPart {
  return {
    packages: ['nftables'],
    // Deferred, as the package brings a file of that name.
    files: [{ path: RULES_PATH, content: rules, permissions: '0644', defer: true }],
    commands: [['systemctl', 'enable', '--now', 'nftables']],
  };
}
