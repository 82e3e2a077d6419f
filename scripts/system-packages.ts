import { CHROMIUM_NAMES } from '../acceptance/src/browser/testing/find-chromium.ts';
import { step } from '../bootstrap/progress.mjs';
import { run } from '../bootstrap/run.mjs';

interface Need {
  /** Succeeds where the need is met. */
  check: [command: string, ...args: string[]];
  /** Debian's packages that meet it. */
  packages: string[];
  /** Who needs it. */
  why: string;
}

/** What the console's tests and pictures need; to use it, any browser does. */
export const BROWSER_NEEDS: Need[] = [
  {
    // Ends with the status of the last where none is there.
    check: ['sh', '-c', CHROMIUM_NAMES.map((name) => `command -v ${name}`).join(' || ')],
    packages: ['chromium'],
    why: 'the console, which is tested and shown in a real browser',
  },
  {
    check: ['sh', '-c', 'test -n "$(fc-list :lang=ko)"'],
    packages: ['fontconfig', 'fonts-nanum'],
    why: 'the Korean of the console, which would be empty boxes without a font',
  },
];

/** What the tests need of the system beyond Node; everything else is brought along. */
export const NEEDS: Need[] = [
  {
    check: ['python3', '-c', 'import venv, ensurepip'],
    packages: ['python3', 'python3-venv'],
    why: "Hetzner's Python client and cloud-init's validator, which judge our work",
  },
  {
    check: ['unshare', '--version'],
    packages: ['util-linux'],
    why: "a node's Telegraf, which gets a /proc of its own",
  },
  {
    check: ['perl', '-MPod::Usage', '-e', '1'],
    packages: ['perl'],
    why: 'mmdebstrap, which makes the node that Ansible is tried on',
  },
  { check: ['ssh', '-V'], packages: ['openssh-client'], why: 'Ansible, which goes to nodes by SSH' },
  { check: ['curl', '--version'], packages: ['curl'], why: 'whoever asks a workspace under its own name' },
  ...BROWSER_NEEDS,
];

interface System {
  run: (command: string, args: string[]) => Promise<unknown>;
  isRoot: boolean;
}

const THIS_SYSTEM: System = {
  run: (command, args) => run(command, args, { env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } }),
  isRoot: process.getuid?.() === 0,
};

/**
 * Installs by apt-get what is missing.
 * @throws {Error} that says what to install, where we may not or there is no apt-get
 */
export async function ensureSystemPackages(needs: Need[] = NEEDS, system: System = THIS_SYSTEM): Promise<void> {
  const succeeds = ([command, ...args]: Need['check']) =>
    system.run(command, args).then(
      () => true,
      () => false,
    );
  const met = await Promise.all(needs.map((need) => succeeds(need.check)));
  const missing = needs.filter((_need, index) => !met[index]);
  if (missing.length === 0) return;
  const packages = missing.flatMap((need) => need.packages);
  if (!system.isRoot || !(await succeeds(['apt-get', '--version']))) {
    const reasons = missing.map((need) => `- ${need.packages.join(' ')}: for ${need.why}`);
    throw new Error(`Missing on this system, and only root with apt-get can install it here:\n${reasons.join('\n')}`);
  }
  await step(`Installing ${packages.join(' ')}`, async () => {
    await system.run('apt-get', ['update', '-qq']);
    await system.run('apt-get', ['install', '-y', '-qq', '--no-install-recommends', ...packages]);
  });
}
