import type { CloudInitPart } from './part.ts';

/** Where the data of a node lies that has a volume. */
const DATA_PATH = '/srv/data';

const MOUNT_UNIT = 'srv-data.mount';

/** Has the volume mounted now or when it comes. */
export function volumeMount(volumeId: string): CloudInitPart {
  return {
    files: [{ path: `/etc/systemd/system/${MOUNT_UNIT}`, content: renderMountUnit(volumeId), permissions: '0644' }],
    commands: [
      ['systemctl', 'enable', MOUNT_UNIT],
      // The device may be there already; `--no-block` because it may as well come only in a minute.
      ['systemctl', 'start', '--no-block', MOUNT_UNIT],
    ],
  };
}

/**
 * A systemd unit that mounts a Hetzner volume as soon as its device appears. The volume is attached some time after
 * the first boot: an fstab line would fail by then, and cloud-init's `mounts` skips a device that is not there.
 */
function renderMountUnit(volumeId: string): string {
  // The name under which Hetzner's SCSI volumes show up, from the vendor's docs on mounting a volume.
  const device = `/dev/disk/by-id/scsi-0HC_Volume_${volumeId}`;
  return [
    '[Unit]',
    'Description=Data volume of this node',
    '',
    '[Mount]',
    `What=${device}`,
    `Where=${DATA_PATH}`,
    'Type=ext4',
    'Options=discard,noatime',
    '',
    '[Install]',
    `WantedBy=${deviceUnit(device)}`,
    '',
  ].join('\n');
}

/** systemd's name of a device's unit: `/` becomes `-`, and a `-` in the path is written as `\x2d` (systemd-escape). */
function deviceUnit(path: string): string {
  return `${path.slice(1).replaceAll('-', '\\x2d').replaceAll('/', '-')}.device`;
}
