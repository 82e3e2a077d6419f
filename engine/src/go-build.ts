import { createHash } from 'node:crypto';
import { cp, readdir, readFile, rename, rm } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { run } from '../../bootstrap/run.mjs';

/** A program that is built from Go modules, every one of them held by the go.sum of `module`. */
export interface GoBuild {
  /** Folder of the Go module, within `engine/`. */
  module: string;
  package: string;
  ldflags?: string;
  tags?: string;
  /** A plugin embeds its schema, which our own bridge generates first: `./cmd/generate <plugin> <folder>`. */
  generate?: string;
}

const ENGINE = fileURLToPath(new URL('..', import.meta.url));

/** The same for every build, or Go's own cache is cold again. */
const FLAGS = ['-mod=readonly', '-trimpath', '-buildvcs=false', '-v'];

/** Twelve characters that change with anything that the built program is made of. */
export async function buildKey(build: GoBuild): Promise<string> {
  const hash = createHash('sha256').update(JSON.stringify([build, FLAGS, process.platform, process.arch]));
  for (const file of await filesOf(join(ENGINE, build.module))) {
    hash.update(file).update(await readFile(join(ENGINE, build.module, file)));
  }
  return hash.digest('hex').slice(0, 12);
}

/**
 * Builds the program into `folder`, beside the schema where there is one. The module is built in a copy, so the
 * checkout stays untouched and two builds don't meet.
 * @param go path of a Go toolchain
 */
export async function goBuild(
  build: GoBuild,
  folder: string,
  go: string,
  say: (detail: string) => void,
): Promise<void> {
  say('building');
  const module = join(folder, 'module');
  await cp(join(ENGINE, build.module), module, { recursive: true });
  const progress = packageCounter(say);
  const env = { ...process.env, GOTOOLCHAIN: 'auto', GOWORK: 'off', CGO_ENABLED: '0' };
  const inModule = (args: string[]) => run(go, args, { cwd: module, env, onLine: progress });
  if (build.generate) {
    const schema = join(module, build.package);
    await inModule(['build', ...FLAGS, '-o', 'generate', './cmd/generate']);
    await run(join(module, 'generate'), [build.generate, schema], { cwd: module, env });
    await cp(join(schema, 'schema.json'), join(folder, 'schema.json'));
  }
  const binary = basename(build.package);
  const tags = build.tags ? ['-tags', build.tags] : [];
  const ldflags = `-s -w ${build.ldflags ?? ''}`.trim();
  await inModule(['build', ...FLAGS, ...tags, '-ldflags', ldflags, '-o', binary, build.package]);
  await rename(join(module, binary), join(folder, binary));
  await rm(module, { recursive: true });
}

/** Go names each module that it downloads and each package that it compiles on a line of its own. */
function packageCounter(say: (detail: string) => void): (line: string) => void {
  let downloaded = 0;
  let compiled = 0;
  return (line) => {
    if (line.startsWith('go: downloading')) downloaded++;
    else if (!line.startsWith('#')) compiled++;
    say(compiled === 0 ? `${downloaded} modules downloaded` : `${compiled} packages compiled`);
  };
}

async function filesOf(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1))
    .sort();
}
