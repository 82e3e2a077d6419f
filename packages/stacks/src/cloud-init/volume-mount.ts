import type { CloudInitPart } from './part.ts';

/** Where the data of a node lies that has a volume. */
export const DATA_PATH = '/srv/data';

const MOUNT_UNIT = 'srv-data.mount';
const RULES_PATH = '/etc/udev/rules.d/90-prego-data.rules';

/** Our name of the volume's device. */
const DEVICE = '/dev/prego/data';

/**
 * Names the node's one volume, whichever id it has: it is made after its server, so that cloud-init can't know the id.
 * Serial numbers of Hetzner's volumes begin so (the vendor's docs on mounting have `scsi-0HC_Volume_<id>`); the rules
 * that read them are numbered 60, those that hand a device to systemd 99.
 */
const DEVICE_RULE = `SUBSYSTEM=="block", ENV{DEVTYPE}=="disk", ENV{ID_SERIAL}=="0HC_Volume_*", SYMLINK+="${DEVICE.replace('/dev/', '')}"\n`;

/**
 * A systemd unit that mounts the volume as soon as its device appears. The volume is attached some time after the
 * first boot: an fstab line would fail by then, and cloud-init's `mounts` skips a device that is not there.
 */
const MOUNT = `[Unit]
Description=Data volume of this node

[Mount]
What=${DEVICE}
Where=${DATA_PATH}
Type=ext4
Options=discard,noatime

[Install]
WantedBy=${DEVICE.slice(1).replaceAll('/', '-')}.device
`;

/** Has the node's volume mounted now or when it comes. */
export function volumeMount(): CloudInitPart {
  return {
    files: [
      { path: RULES_PATH, content: DEVICE_RULE, permissions: '0644' },
      { path: `/etc/systemd/system/${MOUNT_UNIT}`, content: MOUNT, permissions: '0644' },
    ],
    commands: [
      // The device may be there already, and then has not met the rule.
      ['udevadm', 'control', '--reload'],
      ['udevadm', 'trigger', '--settle', '--subsystem-match=block'],
      ['systemctl', 'enable', MOUNT_UNIT],
      // `--no-block` because it may as well come only in a minute.
      ['systemctl', 'start', '--no-block', MOUNT_UNIT],
    ],
  };
}
