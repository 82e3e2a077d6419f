import { isBuiltin } from 'node:module';
import { relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build, type Plugin } from 'esbuild';

export const PACKAGE = fileURLToPath(new URL('..', import.meta.url));

/** Where the thin bundles find the other one (src/stack-work/load.ts). */
const STACK_BUNDLE = '../stack/index.cjs';

/**
 * Writes a source file with all that it imports of this repository as plain JavaScript to `folder/index.js`; what it imports
 * lazily comes as files beside it. Packages of others are left to ncc, which also collects their licences.
 *
 * ncc's own way with TypeScript does not do here: it goes by the tsconfig of the entry, which makes CommonJS of sources in
 * which Node sees modules, and refuses files of other packages.
 */
export async function writeSources(entry: string, folder: string, part: 'thin' | 'stack'): Promise<void> {
  await build({
    absWorkingDir: PACKAGE,
    entryPoints: { index: entry },
    outdir: folder,
    bundle: true,
    splitting: true,
    format: 'esm',
    platform: 'node',
    target: 'node24',
    // What a constant decides is decided here: the sources of the stack work don't come into the thin bundle.
    minifySyntax: true,
    define: part === 'thin' ? { STACK_BUNDLE: JSON.stringify(STACK_BUNDLE) } : {},
    plugins: [othersPackages(folder)],
    logLevel: 'error',
  });
}

/**
 * Finds a package where the file that imports it would, and names it by its path from `folder`: from there ncc could not find what
 * another package of this repository depends on. The path is the same on every machine that has installed the lockfile, and
 * so are the names that are made from it.
 */
const othersPackages = (folder: string): Plugin => ({
  name: 'packages of others',
  setup(from) {
    from.onResolve({ filter: /^[^./]/ }, async ({ path, kind, importer, resolveDir, pluginData }) => {
      if (kind === 'entry-point' || pluginData === othersPackages || path.startsWith('@prego/')) return undefined;
      if (isBuiltin(path)) return { path, external: true };
      const found = await from.resolve(path, { kind, importer, resolveDir, pluginData: othersPackages });
      if (found.errors.length > 0) return { errors: found.errors };
      return { path: `./${relative(folder, found.path)}`, external: true };
    });
  },
});
