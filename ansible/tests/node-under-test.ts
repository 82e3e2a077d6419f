import { type ChildProcess, execFile, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rmdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { promisify } from 'node:util';

const exec = promisify(execFile);

/**
 * $1 the image, $2 an empty folder, $3 its address, $4 its name, $5 who may log in as root, $6 a folder with its host key, or
 * '': then it makes one. Writes go to memory. sshd returns when it listens; all of it ends with the first process of the
 * namespace, which is this.
 */
const BOOT = `set -eu
image=$1 work=$2 address=$3 name=$4 key=$5 host_key=$6
mount -t tmpfs none "$work"
mkdir "$work/upper" "$work/work" "$work/root"
mount -t overlay -o "lowerdir=$image,upperdir=$work/upper,workdir=$work/work" none "$work/root"
cd "$work/root"
mount -t proc proc proc
mount -t tmpfs none run
mount -t tmpfs none dev
mkdir run/lock run/sshd dev/pts
mount -t devpts -o newinstance,ptmxmode=0666 none dev/pts
ln -s pts/ptmx dev/ptmx
for device in null zero full random urandom tty; do cp -a "/dev/$device" dev/; done
hostname "$name"
mkdir -p -m 700 root/.ssh
echo "$key" > root/.ssh/authorized_keys
# As of now: the lists are what there is, and nothing newer can be had from here.
touch var/lib/apt/lists var/lib/apt/periodic
[ -z "$host_key" ] || cp "$host_key"/ssh_host_ed25519_key* etc/ssh/
chroot . ip link set lo up
chroot . ssh-keygen -q -A
chroot . /usr/sbin/sshd -o "ListenAddress=$address" -o UsePAM=no
cut -d ' ' -f 1,2 etc/ssh/ssh_host_ed25519_key.pub
exec cat > /dev/null
`;

/** Why no node can be made here, or undefined. */
export function whyNoNode(): string | undefined {
  if (process.platform !== 'linux') return 'this is not Linux.';
  if (process.getuid?.() !== 0) return 'that needs root.';
  const overlay =
    'mount -t tmpfs none /mnt && cd /mnt && mkdir u w m && mount -t overlay -o lowerdir=/etc,upperdir=u,workdir=w none m';
  const { status, error, stderr } = spawnSync('unshare', ['--mount', '--net', '--pid', '--fork', 'sh', '-c', overlay], {
    encoding: 'utf8',
  });
  return status === 0 ? undefined : `a namespace can't have file systems of its own (${error?.message ?? stderr}).`;
}

/**
 * A node with a real sshd on port 22 of a loopback address: a Debian of its own in namespaces of its own, over an image
 * that stays as it is. It has no systemd, and no way out. It lives as long as this process; nothing is left of it.
 */
export class NodeUnderTest {
  /** As known_hosts has it, without the host. */
  readonly hostKey: string;
  readonly #holder: ChildProcess;
  readonly #folder: string;

  private constructor(holder: ChildProcess, folder: string, hostKey: string) {
    this.#holder = holder;
    this.#folder = folder;
    this.hostKey = hostKey;
  }

  /** `hostKey`: the folder in which the key is by which it is known already. */
  static async start(
    image: string,
    node: { name: string; address: string; key: string; hostKey?: string },
  ): Promise<NodeUnderTest> {
    const folder = await mkdtemp(join(tmpdir(), 'prego-node-'));
    const namespaces = ['--mount', '--net', '--pid', '--uts', '--ipc', '--fork', '--kill-child'];
    const boot = ['sh', '-c', BOOT, 'boot', image, folder, node.address, node.name, node.key, node.hostKey ?? ''];
    const holder = spawn('unshare', [...namespaces, ...boot], { stdio: ['pipe', 'pipe', 'inherit'] });
    const hostKey = await Promise.race([
      once(createInterface({ input: holder.stdout }), 'line').then(([line]) => String(line)),
      once(holder, 'close').then(([code]) => Promise.reject(new Error(`the node ended with ${code} while it booted`))),
    ]);
    return new NodeUnderTest(holder, folder, hostKey);
  }

  /** The start of a command line that runs what follows on this machine's files and on the node's network. */
  get network(): readonly [string, ...string[]] {
    return ['nsenter', `--net=/proc/${this.#holder.pid}/ns/net`, '--'];
  }

  /** Runs a shell script on the node and answers with what it prints. */
  async inside(script: string): Promise<string> {
    const [command, ...args] = this.#enter(script);
    const { stdout } = await exec(command, args);
    return stdout.trim();
  }

  /** Takes this lock as somebody else on the node would; answers with what gives it back. */
  async holdLock(path: string): Promise<() => Promise<void>> {
    const [command, ...args] = this.#enter(`exec 9>${path}; flock 9; echo held; exec cat`);
    const holder = spawn(command, args, { stdio: ['pipe', 'pipe', 'inherit'] });
    await once(createInterface({ input: holder.stdout }), 'line');
    return async () => {
      holder.stdin.end();
      await once(holder, 'close');
    };
  }

  /** How many processes wait for a lock there. */
  async waitingForLocks(): Promise<number> {
    return Number(await this.inside("cat /proc/[0-9]*/comm 2>/dev/null | grep -c '^flock$' || true"));
  }

  #enter(script: string): [string, ...string[]] {
    const chroot = ['--mount', '--net', '--', 'chroot', join(this.#folder, 'root'), 'sh', '-c', script];
    return ['nsenter', `--target=${this.#holder.pid}`, ...chroot];
  }

  async stop(): Promise<void> {
    this.#holder.stdin?.end();
    if (this.#holder.exitCode === null && this.#holder.signalCode === null) await once(this.#holder, 'close');
    await rmdir(this.#folder);
  }
}
