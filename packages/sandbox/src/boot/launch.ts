import type { spawn as nodeSpawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';

export type Spawn = typeof nodeSpawn;

/** What a program of the guest is given to live in. */
export interface Habitat {
  /** The machine's directory; nothing of the guest covers what lies above it. */
  dir: string;
  /** The guest's file system. */
  root: string;
  /** Where its disk is mounted, of `DISK_BYTES`. */
  disk: string;
  hostname: string;
  /** Bytes of the disk that are taken at the start. */
  usedBytes: number;
}

/**
 * How programs of a guest run. `contained`: in namespaces of their own, where the files that cloud-init wrote lie
 * at their own absolute paths, the host name is the guest's and the disk is as full as was asked for. `plain`: as
 * ordinary children, where the system allows no such namespaces.
 */
export interface Launcher {
  kind: 'contained' | 'plain';
  wrap(habitat: Habitat, program: string, args: string[]): { command: string; args: string[] };
}

/** Small, because it is memory; a page is 0.1 % of it. */
export const DISK_BYTES = 4 * 1024 * 1024;

/** So that nothing outlives a sandbox that was killed. */
const DIES_WITH_PARENT = ['--pdeathsig', 'KILL', '--'];

/**
 * Lays each top folder of the guest over this machine's (read only), mounts the disk, then becomes the program.
 * The kernel's own folders are left as they are, and so is the one that holds the machine's directory.
 */
const CONTAIN = `set -e
dir=$1 root=$2 disk=$3 name=$4 used=$5; shift 5
for layer in "$root"/*/; do
  at=/$(basename "$layer")
  case "$at" in /proc | /sys | /dev) continue;; esac
  case "$dir/" in "$at"/*) continue;; esac
  [ -d "$at" ] && mount -t overlay overlay -o "ro,lowerdir=$layer:$at" "$at"
done
mount -t tmpfs -o size=${DISK_BYTES},mode=0755 disk "$disk"
head -c "$used" /dev/zero > "$disk/used"
hostname -- "$name" || true
exec setpriv ${DIES_WITH_PARENT.join(' ')} "$@"
`;

const CONTAINED: Launcher = {
  kind: 'contained',
  wrap: ({ dir, root, disk, hostname, usedBytes }, program, args) => ({
    command: 'unshare',
    args: [
      ...['--user', '--map-root-user', '--mount', '--uts', 'sh', '-c', CONTAIN, 'sh'],
      ...[dir, root, disk, hostname, String(usedBytes), program, ...args],
    ],
  }),
};

const PLAIN: Launcher = {
  kind: 'plain',
  wrap: (_habitat, program, args) => ({ command: 'setpriv', args: [...DIES_WITH_PARENT, program, ...args] }),
};

const BARE: Launcher = { kind: 'plain', wrap: (_habitat, program, args) => ({ command: program, args }) };

/** The best launcher that works here, found by trying them in the folder `dir`, which is removed again. */
export async function findLauncher(spawn: Spawn, dir: string): Promise<Launcher> {
  const habitat = { dir, root: join(dir, 'root'), disk: join(dir, 'disk'), hostname: 'probe', usedBytes: 4096 };
  mkdirSync(join(habitat.root, 'etc'), { recursive: true });
  mkdirSync(habitat.disk, { recursive: true });
  try {
    for (const launcher of [CONTAINED, PLAIN]) {
      if (await succeeds(spawn, launcher.wrap(habitat, 'true', []))) return launcher;
    }
    return BARE;
  } finally {
    rmSync(dir, { recursive: true, force: true });
  }
}

async function succeeds(spawn: Spawn, { command, args }: { command: string; args: string[] }): Promise<boolean> {
  try {
    const [code] = (await once(spawn(command, args, { stdio: 'ignore' }), 'exit')) as [number | null];
    return code === 0;
  } catch {
    return false;
  }
}
