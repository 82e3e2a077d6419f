import { createHash } from 'node:crypto';
import { cp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { cacheEntry, withLock } from '../../../bootstrap/cache.mjs';
import { step } from '../../../bootstrap/progress.mjs';
import { run } from '../../../bootstrap/run.mjs';

const PACKAGE = fileURLToPath(new URL('..', import.meta.url));
const CONTRACTS = fileURLToPath(new URL('../../contracts/src', import.meta.url));
const ERROR_DOCS = fileURLToPath(new URL('../../../docs/errors', import.meta.url));
const LOCKFILE = fileURLToPath(new URL('../../../pnpm-lock.yaml', import.meta.url));
const OUT = join(PACKAGE, 'build');
/** In the built folder: what it was built from. */
const MADE_FROM = '.made-from';

/** What the pages are made from, within the package. Anything else in it changes nothing of them. Beyond it: {@link keyOf}. */
const SOURCES = ['src', 'public', 'index.html', 'launch.html', 'vite.config.ts', 'package.json'];

/**
 * The console as the Worker serves it, built by Vite unless it stands there already; a copy of each build is kept in the
 * cache, for the next checkout.
 * @returns the folder, which is always the same
 * @throws {Error} with what Vite said, where it can't be built
 */
export async function buildConsole(): Promise<string> {
  const key = await keyOf();
  if ((await madeFrom()) === key) return OUT;
  const built = await cacheEntry(`console-${key}`, async (folder) => {
    await step('Building the console', async () => {
      const vite = join(PACKAGE, 'node_modules/vite/bin/vite.js');
      const env = { ...process.env, PREGO_CONSOLE_OUT: folder, NODE_ENV: 'production' };
      await run(process.execPath, [vite, 'build', '--logLevel', 'warn'], { cwd: PACKAGE, env });
    });
    await writeFile(join(folder, MADE_FROM), key);
  });
  await withLock(
    `${OUT}.lock`,
    () => {},
    async () => {
      if ((await madeFrom()) !== key) await replaceBy(built);
    },
  );
  return OUT;
}

const madeFrom = () => readFile(join(OUT, MADE_FROM), 'utf8').catch(() => undefined);

/**
 * The folder itself stays, as a Worker that serves it locally watches it. What a page loads is there before the page that
 * names it, and goes after it.
 */
async function replaceBy(built: string): Promise<void> {
  const before = await filesBelow(OUT).catch(() => []);
  await cp(join(built, 'assets'), join(OUT, 'assets'), { recursive: true });
  await cp(built, OUT, { recursive: true, filter: (file) => !file.endsWith(MADE_FROM) });
  const now = new Set((await filesBelow(built)).map((file) => relative(built, file)));
  for (const file of before) if (!now.has(relative(OUT, file))) await rm(file);
  // Last of all: a copy that was interrupted is made again.
  await cp(join(built, MADE_FROM), join(OUT, MADE_FROM));
}

async function keyOf(): Promise<string> {
  const files = (
    await Promise.all([...SOURCES.map((name) => join(PACKAGE, name)), CONTRACTS, ERROR_DOCS, LOCKFILE].map(filesBelow))
  ).flat();
  const hash = createHash('sha256').update(process.version);
  for (const file of files.filter((name) => !name.endsWith('.test.ts')).sort()) {
    hash.update(`\0${relative(PACKAGE, file)}\0`).update(await readFile(file));
  }
  return hash.digest('hex').slice(0, 20);
}

/** The path itself where it is a file. */
async function filesBelow(path: string): Promise<string[]> {
  const entries = await readdir(path, { recursive: true, withFileTypes: true }).catch(
    (error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOTDIR') return undefined;
      throw error;
    },
  );
  if (!entries) return [path];
  return entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  console.log(await buildConsole());
}
