import { execFile } from 'node:child_process';
import { createHash, randomUUID } from 'node:crypto';
import { createReadStream, existsSync } from 'node:fs';
import { chmod, mkdir, readFile, rename, rm, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { promisify } from 'node:util';
import { downloadTool } from '@actions/tool-cache';
import { ActionError } from '../errors.ts';
import type { EnginePart } from './engine-parts.ts';

const exec = promisify(execFile);

/**
 * Fetches a part, verifies it and puts its folder in place; returns the archive's size in bytes. Where another job was faster,
 * its folder stays. Throws ActionError `engine_unavailable`, and whatever the signal was aborted with.
 */
export async function fetchPart(part: EnginePart, target: string, signal: AbortSignal): Promise<number> {
  // Beside its place, as a rename does not leave a file system; with a name that no plugin of Pulumi's has.
  const draft = join(target, '..', `.draft-${randomUUID()}`);
  await mkdir(draft);
  try {
    const [archive, list] = [join(draft, 'archive.tar.gz'), join(draft, 'checksums.txt')];
    await Promise.all([fetchFile(part, part.url, archive, signal), fetchFile(part, part.checksumsUrl, list, signal)]);
    verify(part, await readFile(list, 'utf8'), await sumOf(archive));
    const ready = join(draft, 'ready');
    await mkdir(ready);
    await exec('tar', ['-xzf', archive, '-C', draft, part.member]);
    await rename(join(draft, part.member), join(ready, part.binary));
    await chmod(join(ready, part.binary), 0o755);
    await putInPlace(ready, target, part.binary);
    return (await stat(archive)).size;
  } finally {
    await rm(draft, { recursive: true, force: true });
  }
}

/** By the runner's own client, which knows proxies, tries three times, and gives up on what says nothing for three minutes. */
async function fetchFile({ label }: EnginePart, url: string, file: string, signal: AbortSignal): Promise<void> {
  try {
    await unlessAborted(signal, () => downloadTool(url, file));
  } catch (error) {
    signal.throwIfAborted();
    throw new ActionError(
      'engine_unavailable',
      `The ${label} can't be fetched from ${new URL(url).host}: ${error instanceof Error ? error.message : String(error)}.`,
      'Let the runner reach get.pulumi.com and github.com, or fill its tool cache beforehand (docs/errors/action/engine_unavailable.md). Nothing was changed: run the job again.',
      { detail: url, cause: error },
    );
  }
}

/** The client can't be stopped; what it still fetches goes with the draft. */
async function unlessAborted<T>(signal: AbortSignal, work: () => Promise<T>): Promise<T> {
  signal.throwIfAborted();
  const { promise: aborted, reject } = Promise.withResolvers<never>();
  const abort = (): void => reject(signal.reason);
  signal.addEventListener('abort', abort, { once: true });
  try {
    return await Promise.race([work(), aborted]);
  } finally {
    signal.removeEventListener('abort', abort);
  }
}

async function sumOf(file: string): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(file), hash);
  return hash.digest('hex');
}

function verify({ label, url, checksumsUrl }: EnginePart, list: string, actual: string): void {
  const expected = checksumIn(list, basename(new URL(url).pathname));
  if (expected === actual) return;
  throw new ActionError(
    'engine_unavailable',
    `The ${label} that was fetched is not what its publisher's list says: its SHA-256 is ${actual}, not ${expected ?? 'one that is listed'}.`,
    'Nothing of it was kept or run. Try again; if it stays so, something between this runner and the vendor changes the download.',
    { detail: `${url}\n${checksumsUrl}` },
  );
}

/** The SHA-256 sum of `name` in a list of lines `<sum>  <name>`. */
function checksumIn(list: string, name: string): string | undefined {
  for (const line of list.split('\n')) {
    const [sum, file] = line.trim().split(/\s+\*?/);
    if (file === name) return sum?.toLowerCase();
  }
  return undefined;
}

async function putInPlace(ready: string, target: string, binary: string): Promise<void> {
  try {
    await rename(ready, target);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code !== 'ENOTEMPTY' && code !== 'EEXIST') throw error;
    if (existsSync(join(target, binary))) return;
    // Not by us: our folders come with their program in them.
    await rm(target, { recursive: true, force: true });
    await rename(ready, target);
  }
}
