import { stringify } from 'yaml';
import { StackError } from '../errors.ts';
import type { NodeAccess } from '../programs/access.ts';
import { renderTelegrafConfig } from './telegraf.ts';
import { MOUNT_UNIT, renderMountUnit } from './volume-mount.ts';

export const TELEGRAF_CONFIG_PATH = '/etc/telegraf/telegraf.conf';

/** Hetzner refuses more: docs of `POST /servers`, `user_data`. */
const USER_DATA_MAX_BYTES = 32 * 1024;

/** The root key of InfluxData's package archive; its signing keys below it change every few years. */
const INFLUXDATA_KEY = '24C975CBA61A024EE1B631787C3D57159FC2F927';

export interface NodeCloudInit {
  readonly nodeId: string;
  readonly access: NodeAccess;
  /** A volume that will be attached: mounted when it appears. */
  readonly volumeId?: string;
}

interface WrittenFile {
  path: string;
  content: string;
  permissions: string;
  owner?: string;
  defer?: boolean;
}

/**
 * The `#cloud-config` of a node. It holds the node's token: wrap it as a secret. Throws `limit_exceeded` if it is
 * longer than Hetzner takes.
 */
export function renderNodeCloudInit(node: NodeCloudInit): string {
  const metrics = node.access.metrics;
  const files: WrittenFile[] = [];
  const commands: string[][] = [];

  if (node.volumeId !== undefined) {
    files.push({
      path: `/etc/systemd/system/${MOUNT_UNIT}`,
      content: renderMountUnit(node.volumeId),
      permissions: '0644',
    });
    // The device may be there already; `--no-block` because it may as well come only in a minute.
    commands.push(['systemctl', 'enable', MOUNT_UNIT], ['systemctl', 'start', '--no-block', MOUNT_UNIT]);
  }
  if (metrics) {
    files.push({
      path: TELEGRAF_CONFIG_PATH,
      content: renderTelegrafConfig({ nodeId: node.nodeId, url: metrics.url, token: metrics.tokenFor(node.nodeId) }),
      // Its group is made by the package, so the file is written after the package is installed.
      permissions: '0640',
      owner: 'root:telegraf',
      defer: true,
    });
    // The package starts the service with a configuration of its own, which the restart replaces.
    commands.push(['systemctl', 'enable', '--now', 'telegraf'], ['systemctl', 'restart', 'telegraf']);
  }

  const config = {
    hostname: node.nodeId,
    preserve_hostname: false,
    ssh_pwauth: false,
    disable_root: false,
    // Hetzner sets an expired root password where a server has no key of the project's; ours may be here instead.
    chpasswd: { expire: false },
    ...(node.access.authorizedKeys?.length ? { ssh_authorized_keys: [...node.access.authorizedKeys] } : {}),
    package_update: true,
    ...(metrics ? telegrafPackage() : {}),
    ...(files.length > 0 ? { write_files: files } : {}),
    ...(commands.length > 0 ? { runcmd: commands } : {}),
  };
  return withinLimit(`#cloud-config\n${stringify(config, { lineWidth: 0 })}`);
}

function telegrafPackage(): Record<string, unknown> {
  return {
    apt: {
      sources: {
        'influxdata.list': {
          source: 'deb [signed-by=$KEY_FILE] https://repos.influxdata.com/debian stable main',
          keyid: INFLUXDATA_KEY,
        },
      },
    },
    packages: ['telegraf'],
  };
}

function withinLimit(userData: string): string {
  const bytes = Buffer.byteLength(userData);
  if (bytes <= USER_DATA_MAX_BYTES) return userData;
  throw new StackError(
    'limit_exceeded',
    `The cloud-init of this node has ${bytes} bytes; Hetzner takes ${USER_DATA_MAX_BYTES}.`,
    'List fewer public keys, or keep them as SSH keys in the Hetzner project.',
  );
}
