import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { cacheEntry } from '../../bootstrap/cache.mjs';
import { unpackedPackages } from '../../engine/src/debian-packages.ts';
import { runSystemTool } from '../../engine/src/system-tool.ts';

const exec = promisify(execFile);

/** What a node has before Ansible comes to it. `iproute2` is for the loopback of the namespace that it runs in. */
const INSTALLED = 'openssh-server,python3,python3-apt,openssl,iproute2';

/** What the role installs: left in apt's cache of packages, as the node has no way out. */
const DOWNLOADED = 'nginx';

/** $1 is the root folder. Manual pages and translations are half of it. */
const FINISH = `set -eu
chroot "$1" apt-get clean
chroot "$1" apt-get install -y --download-only --no-install-recommends ${DOWNLOADED}
rm -rf "$1"/usr/share/doc "$1"/usr/share/man "$1"/usr/share/locale "$1"/usr/share/info`;

/**
 * The root folder of a small Debian or Ubuntu, of this machine's own release and from its own package sources. Made once
 * by mmdebstrap, which installs nothing on this machine. Throws an error that says what to do. Needs root.
 */
export async function nodeImage(): Promise<string> {
  const sources = await packageSources();
  const args = [
    ...['--mode=root', '--format=directory', '--variant=apt', '--quiet', `--include=${INSTALLED}`],
    // The lists and what is downloaded stay.
    ...[`--customize-hook=${FINISH}`, '--skip=cleanup/apt'],
  ];
  const key = createHash('sha256')
    .update(JSON.stringify([args, sources]))
    .digest('hex')
    .slice(0, 12);
  return await cacheEntry(`node-image-${key}`, async (draft) => {
    const tool = await unpackedPackages('mmdebstrap', ['mmdebstrap']);
    const run = [join(tool, 'usr/bin/mmdebstrap'), ...args, '', draft, ...sources];
    await runSystemTool('perl', run, 'perl, root, and a Debian or Ubuntu whose package sources can be reached');
  });
}

/** This machine's sources of its distribution's own packages, as lines of a sources.list. */
async function packageSources(): Promise<string[]> {
  const format = '$(ORIGIN)|$(SITE)|$(RELEASE)|$(COMPONENT)';
  const list = ['indextargets', '--format', format, 'Created-By: Packages'];
  const { stdout } = await exec('apt-get', list).catch(() => ({ stdout: '' }));
  const lines = stdout.split('\n').map((line) => line.split('|'));
  const own = lines.filter(([origin, , , component]) => /^(Debian|Ubuntu)$/.test(origin ?? '') && component === 'main');
  const sources = [...new Set(own.map(([, site, release]) => `deb ${site} ${release} main`))];
  if (sources.length > 0) return sources;
  throw new Error('This test needs the package lists of a Debian or Ubuntu: apt-get update');
}
