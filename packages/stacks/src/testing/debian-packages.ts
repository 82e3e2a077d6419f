import { type ExecFileException, execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, rename, rm } from 'node:fs/promises';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';

const exec = promisify(execFile);

/**
 * The folder into which these Debian or Ubuntu packages are unpacked: without being installed, as cloud-init's services
 * would run at the next boot. From the cache, or by `apt-get download`. Throws an error that says what to do.
 */
export function unpackedPackages(name: string, packages: readonly string[]): Promise<string> {
  return cached(`debian-${name}`, async (dir) => {
    await run(
      'apt-get',
      ['download', '--quiet', ...packages],
      'needs a Debian or Ubuntu with fresh package lists',
      dir,
    );
    for (const file of await readdir(dir)) {
      await run('dpkg', ['--extract', file, '.'], 'needs dpkg', dir);
      await rm(join(dir, file));
    }
  });
}

/** The `python3` of an environment that has these packages (`name==version`), from the cache or made by pip. */
export async function pythonWith(name: string, packages: readonly string[]): Promise<string> {
  const dir = await cached(`python-${name}`, async (draft) => {
    await run('python3', ['-m', 'venv', '--copies', draft], 'needs python3 with venv (apt-get install python3-venv)');
    const pip = ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', ...packages];
    await run(join(draft, 'bin', 'python3'), pip, 'needs PyPI');
  });
  return join(dir, 'bin', 'python3');
}

/** A cache entry appears by the rename of a finished folder; of two that make it at once, one is thrown away. */
async function cached(name: string, make: (dir: string) => Promise<void>): Promise<string> {
  const root = process.env.PREGO_CACHE_DIR || join(process.env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'prego');
  const entry = join(root, 'stacks-tests', name);
  if (existsSync(entry)) return entry;
  await mkdir(dirname(entry), { recursive: true });
  const draft = await mkdtemp(`${entry}.draft-`);
  try {
    await make(draft);
    await rename(draft, entry);
  } catch (error) {
    await rm(draft, { recursive: true, force: true });
    if (!existsSync(entry)) throw error;
  }
  return entry;
}

async function run(command: string, args: string[], remedy: string, cwd?: string): Promise<void> {
  await exec(command, args, { cwd }).catch((error: ExecFileException) => {
    throw new Error(`This test ${remedy}: '${command}' failed. ${error.stderr || error.message}`, { cause: error });
  });
}
