// The cache outside the checkout: one folder per entry, named by what it was made from.
// An entry appears by one rename of a finished folder, so a half-written one is never seen, whoever was
// interrupted. The lock beside it only saves work: two makers at once would both be right, each in a draft that
// nobody else touches while its maker lives.
import { randomBytes } from 'node:crypto';
import { constants, existsSync } from 'node:fs';
import { access, mkdir, readdir, readFile, rename, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { basename, dirname, join } from 'node:path';

const LOCK_BEAT_MS = 2_000;
/** A holder that has not touched its lock for so long is dead or suspended: others go on without it. */
const LOCK_STALE_MS = 30_000;

/** @returns {string} the cache's folder: `PREGO_CACHE_DIR`, else `prego` in the user's cache folder (XDG). */
export function cacheDir() {
  if (process.env.PREGO_CACHE_DIR) return process.env.PREGO_CACHE_DIR;
  return join(process.env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'prego');
}

/**
 * The folder of a cache entry; made by `make` when it isn't there yet.
 * @param {string} name the entry's name, which tells its content (a version, a hash)
 * @param {(dir: string) => Promise<void>} make fills an empty folder; what it throws leaves nothing behind
 * @param {(holder: string) => void} [onWait] called once when another process is making the same entry
 * @returns {Promise<string>} the folder's path
 * @throws {Error} that says what to do, where the cache can't be written
 */
export async function cacheEntry(name, make, onWait = () => {}) {
  const entry = join(cacheDir(), name);
  if (existsSync(entry)) return entry;
  await mkdir(dirname(entry), { recursive: true }).catch(refuseUnwritable);
  await access(dirname(entry), constants.W_OK).catch(refuseUnwritable);
  return await withLock(`${entry}.lock`, onWait, async () => {
    if (existsSync(entry)) return entry;
    await removeAbandoned(entry);
    const draft = `${entry}.draft-${process.pid}-${randomBytes(4).toString('hex')}`;
    await mkdir(draft, { recursive: true });
    try {
      await make(draft);
      await rename(draft, entry);
    } catch (error) {
      await rm(draft, { recursive: true, force: true });
      if (!existsSync(entry)) throw error;
    }
    return entry;
  });
}

/**
 * Runs `work` while holding the lock file, waiting for a living holder first.
 * @template T
 * @param {string} path the lock file
 * @param {(holder: string) => void} onWait called once with the holder's process id
 * @param {() => Promise<T>} work
 * @returns {Promise<T>}
 */
export async function withLock(path, onWait, work) {
  await mkdir(dirname(path), { recursive: true });
  let told = false;
  while (!(await take(path))) {
    const holder = await livingHolder(path);
    if (holder === undefined) await rm(path, { force: true });
    else {
      if (!told) onWait(holder);
      told = true;
      await new Promise((resolve) => setTimeout(resolve, 300));
    }
  }
  const beat = setInterval(() => utimes(path, new Date(), new Date()).catch(() => {}), LOCK_BEAT_MS);
  beat.unref();
  try {
    return await work();
  } finally {
    clearInterval(beat);
    // Taken for dead while we were suspended, we may have been followed by another: its lock is not ours to drop.
    if ((await readFile(path, 'utf8').catch(() => '')) === String(process.pid)) await rm(path, { force: true });
  }
}

/** @param {string} path */
async function take(path) {
  try {
    await writeFile(path, String(process.pid), { flag: 'wx' });
    return true;
  } catch (error) {
    if (/** @type {NodeJS.ErrnoException} */ (error).code === 'EEXIST') return false;
    throw error;
  }
}

/** @param {string} path */
async function livingHolder(path) {
  try {
    const [pid, { mtimeMs }] = await Promise.all([readFile(path, 'utf8'), stat(path)]);
    if (Date.now() - mtimeMs > LOCK_STALE_MS) return undefined;
    if (pid && !lives(Number(pid))) return undefined;
    return pid || 'unknown';
  } catch {
    return undefined; // The holder has let go meanwhile.
  }
}

/** @param {number} pid */
function lives(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // EPERM: it lives, but is someone else's.
    return /** @type {NodeJS.ErrnoException} */ (error).code === 'EPERM';
  }
}

/** What makers that died left behind. One that is only suspended will go on in its draft. @param {string} entry */
async function removeAbandoned(entry) {
  const prefix = `${basename(entry)}.draft-`;
  for (const name of await readdir(dirname(entry))) {
    if (!name.startsWith(prefix) || lives(Number(name.slice(prefix.length).split('-')[0]))) continue;
    await rm(join(dirname(entry), name), { recursive: true, force: true });
  }
}

/** @param {unknown} error @returns {never} */
function refuseUnwritable(error) {
  const reason = error instanceof Error ? error.message : error;
  throw new Error(`The cache ${cacheDir()} can't be written (${reason}).\nSet PREGO_CACHE_DIR to a folder that can.`);
}
