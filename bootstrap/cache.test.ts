import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, readFile, rm, utimes, writeFile } from 'node:fs/promises';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { cacheDir, cacheEntry } from './cache.mjs';

let dir: string;
const env = { ...process.env };

beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'prego-cache-'));
  process.env.PREGO_CACHE_DIR = dir;
});
afterEach(async () => {
  process.env = { ...env };
  await rm(dir, { recursive: true });
});

describe('where the cache is', () => {
  test('PREGO_CACHE_DIR, then XDG_CACHE_HOME, then the home folder', () => {
    expect(cacheDir()).toBe(dir);
    delete process.env.PREGO_CACHE_DIR;
    process.env.XDG_CACHE_HOME = '/xdg';
    expect(cacheDir()).toBe('/xdg/prego');
    delete process.env.XDG_CACHE_HOME;
    expect(cacheDir()).toBe(join(homedir(), '.cache', 'prego'));
  });
});

describe('a cache entry', () => {
  const hello = (folder: string) => writeFile(join(folder, 'hello'), 'world');

  test('is made once and found afterwards', async () => {
    let made = 0;
    const make = async (folder: string) => {
      made++;
      await hello(folder);
    };
    const first = await cacheEntry('kind/thing-1', make);
    expect(await cacheEntry('kind/thing-1', make)).toBe(first);
    expect(made).toBe(1);
    expect(await readFile(join(first, 'hello'), 'utf8')).toBe('world');
  });

  test('does not exist when its maker failed, and leaves nothing behind', async () => {
    const failing = cacheEntry('thing', async (folder) => {
      await hello(folder);
      throw new Error('no disk');
    });
    await expect(failing).rejects.toThrow('no disk');
    expect(await readdir(dir)).toEqual([]);
  });

  test('is made by one of two that want it at once, and the other waits for it', async () => {
    let makers = 0;
    const waits: string[] = [];
    const get = () =>
      cacheEntry(
        'thing',
        async (folder) => {
          makers++;
          await hello(folder);
        },
        (holder) => waits.push(holder),
      );
    const [first, second] = await Promise.all([get(), get()]);
    expect(first).toBe(second);
    expect(makers).toBe(1);
    expect(waits).toEqual([String(process.pid)]);
  });

  test('is made anew after its maker was killed half-way, and the half-made one is cleared away', async () => {
    const script = `import { cacheEntry } from ${JSON.stringify(fileURLToPath(new URL('./cache.mjs', import.meta.url)))};
      import { writeFileSync } from 'node:fs';
      await cacheEntry('thing', async (folder) => {
        writeFileSync(folder + '/half', 'made');
        console.log('half-way');
        await new Promise((resolve) => setTimeout(resolve, 60_000));
      });`;
    const child = spawn(process.execPath, ['--input-type=module', '-e', script], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    await once(child.stdout, 'data');
    child.kill('SIGKILL');
    await once(child, 'close');
    expect(existsSync(join(dir, 'thing'))).toBe(false);

    const entry = await cacheEntry('thing', hello);
    expect(await readdir(entry)).toEqual(['hello']);
    expect(await readdir(dir)).toEqual(['thing']);
  });

  test('is made beside the draft of a maker that is only suspended, which is left alone', async () => {
    const child = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000); console.log()'], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    await once(child.stdout, 'data');
    const draft = `thing.draft-${child.pid}-0a0b0c0d`;
    try {
      await mkdir(join(dir, draft));
      expect(await readdir(await cacheEntry('thing', hello))).toEqual(['hello']);
      expect((await readdir(dir)).sort()).toEqual(['thing', draft]);
    } finally {
      child.kill('SIGKILL');
      await once(child, 'close');
    }
  });

  test('is refused where the cache cannot be written, and the error says what to do', async () => {
    const file = join(dir, 'file');
    await writeFile(file, '');
    process.env.PREGO_CACHE_DIR = file;
    await expect(cacheEntry('thing', hello)).rejects.toThrow(/can't be written[\s\S]*Set PREGO_CACHE_DIR/);
  });

  test('leaves the lock of whoever came after it', async () => {
    const lock = join(dir, 'thing.lock');
    await cacheEntry('thing', async (folder) => {
      await hello(folder);
      await writeFile(lock, '1');
    });
    expect(await readFile(lock, 'utf8')).toBe('1');
  });

  test('does not wait for a lock that nobody has touched for long', async () => {
    const lock = join(dir, 'thing.lock');
    await mkdir(dir, { recursive: true });
    await writeFile(lock, String(process.pid));
    const longAgo = new Date(Date.now() - 3_600_000);
    await utimes(lock, longAgo, longAgo);
    expect(await readdir(await cacheEntry('thing', hello))).toEqual(['hello']);
  });
});
