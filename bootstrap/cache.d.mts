/** @returns {string} the cache's folder: `PREGO_CACHE_DIR`, else `prego` in the user's cache folder (XDG). */
export function cacheDir(): string;
/**
 * The folder of a cache entry; made by `make` when it isn't there yet.
 * @param {string} name the entry's name, which tells its content (a version, a hash)
 * @param {(dir: string) => Promise<void>} make fills an empty folder; what it throws leaves nothing behind
 * @param {(holder: string) => void} [onWait] called once when another process is making the same entry
 * @returns {Promise<string>} the folder's path
 * @throws {Error} that says what to do, where the cache can't be written
 */
export function cacheEntry(
  name: string,
  make: (dir: string) => Promise<void>,
  onWait?: (holder: string) => void,
): Promise<string>;
/**
 * Runs `work` while holding the lock file, waiting for a living holder first.
 * @template T
 * @param {string} path the lock file
 * @param {(holder: string) => void} onWait called once with the holder's process id
 * @param {() => Promise<T>} work
 * @returns {Promise<T>}
 */
export function withLock<T>(path: string, onWait: (holder: string) => void, work: () => Promise<T>): Promise<T>;
