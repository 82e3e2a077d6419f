import { chmod, readdir, readFile, realpath, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { World } from './world.ts';

/**
 * Puts a script in the place of the CLI in the runner's tool cache, which notes each start and then becomes the CLI. Answers with
 * what tells how often that was since.
 */
export async function countPulumiStarts({ dir }: World): Promise<() => Promise<number>> {
  const cli = await cliOf(dir);
  const notes = join(dir, 'pulumi-starts');
  await rm(notes, { force: true });
  const kept = `${cli}.real`;
  const known = await realpath(kept).catch(() => undefined);
  if (known === undefined) {
    const real = await realpath(cli);
    await rm(cli);
    await writeFile(kept, real);
    await writeFile(cli, `#!/bin/sh\necho started >> '${notes}'\nexec '${real}' "$@"\n`);
    await chmod(cli, 0o755);
  }
  return async () => {
    const text = await readFile(notes, 'utf8').catch(() => '');
    return text.split('\n').filter(Boolean).length;
  };
}

async function cliOf(dir: string): Promise<string> {
  const files = await readdir(dir, { recursive: true });
  const found = files.find((file) => /prego-engine\/[^/]+\/[^/]+\/(.*\/)?bin\/pulumi$/.test(file));
  if (!found) throw new Error(`There is no Pulumi in the runner's tool cache below ${dir}.`);
  return join(dir, found);
}
