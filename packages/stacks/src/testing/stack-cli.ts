import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import type { CommonOptions } from '../run-options.ts';

/**
 * What `pulumi stack …` prints, as a person runs it by hand for a stack of ours: in an empty folder with a Pulumi.yaml.
 * `input` is what they type. Throws an error with what it said where it failed.
 */
export async function stackCli(
  { backend, env }: Pick<CommonOptions, 'backend' | 'env'>,
  args: readonly string[],
  input = '',
): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'prego-by-hand-'));
  try {
    await writeFile(join(folder, 'Pulumi.yaml'), 'name: prego\nruntime: nodejs\n');
    const passphrase = backend.passphrase !== undefined && { PULUMI_CONFIG_PASSPHRASE: backend.passphrase };
    const child = spawn('pulumi', ['stack', ...args], {
      cwd: folder,
      env: { ...process.env, ...env, ...passphrase, PULUMI_BACKEND_URL: backend.url },
    });
    child.stdin.end(input);
    const [stdout, stderr, [code]] = await Promise.all([text(child.stdout), text(child.stderr), once(child, 'close')]);
    if (code !== 0) throw new Error(stderr);
    return stdout;
  } finally {
    await rm(folder, { recursive: true });
  }
}
