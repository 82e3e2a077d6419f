import { createHash } from 'node:crypto';
import { chmod, rename, rm, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { run } from '../../bootstrap/run.mjs';

/** A vendor's archive (tar.gz) with one program in it, and the list of SHA-256 sums to hold it against. */
export interface Download {
  url: string;
  checksumsUrl: string;
  /** The program's path within the archive. */
  member: string;
}

export interface DownloadOptions {
  /** How long a server may say nothing before it counts as unreachable. */
  giveUpMs: number;
  say: (detail: string) => void;
}

/** The vendor could not be reached; the next way is tried. Every other failure of a download is an error. */
export class Unreachable extends Error {
  /** The host that gave no answer at all; undefined where it answered, only not with the file. */
  readonly silentHost: string | undefined;

  constructor(message: string, silentHost?: string, cause?: unknown) {
    super(message, { cause });
    this.silentHost = silentHost;
  }
}

/**
 * Fetches, verifies and unpacks a vendor's archive into `folder`, leaving only the program there.
 * @throws {Unreachable} when a server doesn't answer within `giveUpMs`, stops answering, or has no such file
 * @throws {Error} when the archive isn't what its checksum says: then something is wrong, and nothing is kept
 */
export async function download(from: Download, folder: string, options: DownloadOptions): Promise<void> {
  const sums = (await fetchBytes(from.checksumsUrl, options)).toString('utf8');
  const archive = await fetchBytes(from.url, options);
  const name = basename(new URL(from.url).pathname);
  const expected = checksumOf(sums, name);
  const actual = createHash('sha256').update(archive).digest('hex');
  if (expected !== actual) {
    throw new Error(
      `${from.url} has the SHA-256 sum ${actual}, but its publisher's list says ${expected ?? 'nothing of it'}. ` +
        'Nothing was installed. Try again; if it stays so, the download is being tampered with.',
    );
  }
  const path = join(folder, 'archive.tar.gz');
  await writeFile(path, archive);
  await run('tar', ['-xzf', path, '-C', folder, from.member]);
  await rm(path);
  const binary = join(folder, basename(from.member));
  if (from.member !== basename(from.member)) {
    const top = join(folder, from.member.split('/')[0] as string);
    const unpacked = `${top}.unpacked`;
    await rename(top, unpacked);
    await rename(join(unpacked, ...from.member.split('/').slice(1)), binary);
    await rm(unpacked, { recursive: true });
  }
  await chmod(binary, 0o755);
}

/** The SHA-256 sum of `name` in a list of lines `<sum>  <name>`; undefined where it isn't listed. */
export function checksumOf(list: string, name: string): string | undefined {
  for (const line of list.split('\n')) {
    const [sum, file] = line.trim().split(/\s+\*?/);
    if (file === name) return sum?.toLowerCase();
  }
  return undefined;
}

async function fetchBytes(url: string, { giveUpMs, say }: DownloadOptions): Promise<Buffer> {
  const { host } = new URL(url);
  const silence = new AbortController();
  let timer = setTimeout(() => silence.abort(), giveUpMs);
  const heard = () => {
    clearTimeout(timer);
    timer = setTimeout(() => silence.abort(), giveUpMs);
  };
  try {
    say(`asking ${host}`);
    const response = await fetch(url, { signal: silence.signal });
    if (!response.ok || !response.body) throw new Unreachable(`${host} answered ${response.status} for ${url}`);
    const chunks: Uint8Array[] = [];
    let bytes = 0;
    for await (const chunk of response.body) {
      heard();
      chunks.push(chunk);
      bytes += chunk.length;
      say(`${(bytes / 1e6).toFixed(1)} MB from ${host}`);
    }
    return Buffer.concat(chunks);
  } catch (error) {
    if (error instanceof Unreachable) throw error;
    const reason = silence.signal.aborted ? `said nothing for ${giveUpMs / 1000} s` : 'cannot be reached';
    throw new Unreachable(`${host} ${reason}`, host, error);
  } finally {
    clearTimeout(timer);
  }
}
