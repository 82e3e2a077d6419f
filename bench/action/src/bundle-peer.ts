import { mkdir, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

type Ncc = (
  entry: string,
  options: Readonly<Record<string, unknown>>,
) => Promise<{
  readonly code: string;
  readonly assets: Readonly<Record<string, { readonly source: string | Buffer }>>;
}>;

/** Bundles core-and-zod.mjs as one does it, by `ncc build --minify`; returns the bundle's path in `folder`. */
export async function bundlePeer(folder: string): Promise<string> {
  const ncc = createRequire(import.meta.url)('@vercel/ncc') as Ncc;
  const entry = fileURLToPath(new URL('./core-and-zod.mjs', import.meta.url));
  const { code, assets } = await ncc(entry, { cache: false, minify: true, quiet: true });
  const files = [
    ['index.mjs', code] as const,
    ...Object.entries(assets).map(([name, { source }]) => [name, source] as const),
  ];
  for (const [name, source] of files) {
    await mkdir(dirname(join(folder, name)), { recursive: true });
    await writeFile(join(folder, name), source);
  }
  return join(folder, 'index.mjs');
}
