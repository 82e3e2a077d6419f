import { stringify } from 'yaml';
import type { NodeAccess } from '../programs/access.ts';
import type { NodeRole } from '../regions.ts';
import { hardening } from './hardening.ts';
import { hostKeyReport } from './host-key-report.ts';
import { hostRules } from './host-rules.ts';
import type { CloudInitPart } from './part.ts';
import { telegraf } from './telegraf.ts';
import { withinLimit } from './user-data.ts';
import { volumeMount } from './volume-mount.ts';

export interface NodeCloudInit {
  readonly nodeId: string;
  readonly role: NodeRole;
  /** Its address in the private network. */
  readonly privateIp: string;
  readonly access: NodeAccess;
  /** Whether it gets a volume, which is mounted when it appears. */
  readonly hasVolume?: boolean;
}

/**
 * The `#cloud-config` of a node. It holds the node's token: wrap it as a secret. Throws `limit_exceeded` if it is
 * longer than Hetzner takes.
 */
export function renderNodeCloudInit(node: NodeCloudInit): string {
  const { metrics, authorizedKeys } = node.access;
  const token = metrics?.tokenFor(node.nodeId) ?? '';
  const parts: CloudInitPart[] = [hardening(), hostRules(node)];
  if (node.hasVolume === true) parts.push(volumeMount());
  if (metrics) parts.push(telegraf({ nodeId: node.nodeId, url: metrics.url, token }));
  if (metrics?.hostKeyUrl !== undefined) {
    parts.push(hostKeyReport({ nodeId: node.nodeId, url: metrics.hostKeyUrl, token }));
  }

  const config = {
    hostname: node.nodeId,
    preserve_hostname: false,
    // Hetzner sets an expired root password where a server has no key of the project's; ours may be here instead.
    chpasswd: { expire: false },
    ...(authorizedKeys?.length ? { ssh_authorized_keys: [...authorizedKeys] } : {}),
    ...Object.assign({}, ...parts.map((part) => part.modules)),
    package_update: true,
    packages: parts.flatMap((part) => part.packages ?? []),
    write_files: parts.flatMap((part) => part.files ?? []),
    runcmd: parts.flatMap((part) => part.commands ?? []),
  };
  const userData = `#cloud-config\n${stringify(config, { lineWidth: 0 })}`;
  return withinLimit(userData, 'this node', 'List fewer public keys, or keep them as SSH keys in the Hetzner project.');
}
