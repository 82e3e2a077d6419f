import { mkdir, statfs } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { StackError } from './errors.ts';

/** What Pulumi keeps state in: its own service, and what gocloud.dev and its Postgres backend open. */
const SCHEMES = ['file', 's3', 'gs', 'azblob', 'postgres', 'https', 'http'];

/**
 * The state of a hundred nodes is below 1 MB, and an update keeps five copies of it for a while. Where a save meets a
 * full disk, the engine cuts the state file off (gocloud's `WriteAll` puts what it could write in its place).
 */
const MIN_FREE_BYTES = 16 * 2 ** 20;

/** The folder of a `file://` backend; nothing for any other. */
export function localFolder(url: string): string | undefined {
  // Without the options that may stand behind its path.
  return url.startsWith('file:///') ? fileURLToPath(url) : undefined;
}

/**
 * The backend as the engine is to open it. Beside each file of a folder gocloud.dev's fileblob would write a second one
 * with notes (`.attrs`) that nothing of Pulumi reads. It is not written in one step, and where a kill leaves it empty the
 * state beside it can't be read ("failed to load checkpoint: EOF"): so without it.
 */
export function engineUrl(url: string): string {
  if (!url.startsWith('file://') || /[?&]metadata=/.test(url)) return url;
  return `${url}${url.includes('?') ? '&' : '?'}metadata=skip`;
}

/**
 * Makes the folder of a `file://` backend, which the engine wants to exist. Throws `invalid_input` for what is no
 * backend, `state_unwritable` where the folder can't be made or its disk is all but full.
 */
export async function ensureBackend(url: string): Promise<void> {
  if (!SCHEMES.includes(URL.parse(url)?.protocol.slice(0, -1) ?? '')) {
    throw new StackError(
      'invalid_input',
      `The backend is not a URL that Pulumi knows: "${url}".`,
      'Use file:///an/absolute/path, s3://bucket, or https://api.pulumi.com.',
    );
  }
  const folder = localFolder(url);
  if (folder === undefined) return;
  const { free } = await makeFolder(folder);
  if (free >= MIN_FREE_BYTES) return;
  throw new StackError(
    'state_unwritable',
    `The disk of the backend's folder ${folder} has ${Math.floor(free / 2 ** 20)} MB left.`,
    `Make room for at least ${MIN_FREE_BYTES / 2 ** 20} MB: a full disk damages the state. Nothing was changed.`,
  );
}

async function makeFolder(folder: string): Promise<{ free: number }> {
  try {
    await mkdir(folder, { recursive: true });
    const { bavail, bsize } = await statfs(folder);
    return { free: bavail * bsize };
  } catch (error) {
    throw new StackError(
      'state_unwritable',
      `The backend's folder can't be made: ${(error as Error).message}.`,
      'Give this user write access to it, or use another. Nothing was changed.',
      undefined,
      error,
    );
  }
}
