import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { cacheEntry } from '../../bootstrap/cache.mjs';
import { runSystemTool } from './system-tool.ts';

/**
 * The folder into which these Debian or Ubuntu packages are unpacked: without being installed, as cloud-init's services
 * would run at the next boot. From the cache, or by `apt-get download`. Throws an error that says what to do.
 */
export function unpackedPackages(name: string, packages: readonly string[]): Promise<string> {
  return cacheEntry(`debian-${name}`, async (dir) => {
    const download = ['download', '--quiet', ...packages];
    await runSystemTool('apt-get', download, 'a Debian or Ubuntu with fresh package lists', dir);
    for (const file of await readdir(dir)) {
      await runSystemTool('dpkg', ['--extract', file, '.'], 'dpkg', dir);
      await rm(join(dir, file));
    }
  });
}
