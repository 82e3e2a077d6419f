import { createRequire } from 'node:module';
import { transform } from 'esbuild';

export interface NccOptions {
  readonly format: 'esm' | 'cjs';
  /** Requests that stay what they are, at run time from the file that is named; `/…/` is a pattern. */
  readonly externals?: Readonly<Record<string, string>>;
  /** Files that ncc would lay beside the code because it names them. */
  readonly withoutAssets?: RegExp;
}

export interface Bundle {
  /** By their names: the code, minified, and chunks of what is imported lazily. */
  readonly files: ReadonlyMap<string, string>;
  /** The absolute paths of all that went into it. */
  readonly sources: readonly string[];
}

interface Module {
  readonly resource?: string;
  /** What webpack has made one module of. */
  readonly modules?: Iterable<Module>;
}

/** What we use of ncc, which has no types. */
type Ncc = (
  entry: string,
  options: Readonly<Record<string, unknown>>,
) => Promise<{
  readonly code: string;
  readonly assets: Readonly<Record<string, { readonly source: string | Buffer }>>;
  readonly stats: { readonly compilation: { readonly modules: Iterable<Module> } };
}>;

/** What ncc puts in place of a module that is not there, without a word: it would fail at run time. */
const NOT_FOUND = '@@notfound';

// ncc asks Node for files without a name, which Node warns of (DEP0187).
process.noDeprecation = true;
const ncc = createRequire(import.meta.url)('@vercel/ncc') as Ncc;

/** Bundles `folder/index.js`. Its file of licences is left alone: with several chunks it holds those of the last one only. */
export async function bundleFolder(
  folder: string,
  { format, externals = {}, withoutAssets = /^$/ }: NccOptions,
): Promise<Bundle> {
  const filename = format === 'esm' ? 'index.js' : 'index.cjs';
  const back = process.cwd();
  // webpack numbers modules by their paths from here: from `folder` they are the same wherever the repository lies.
  process.chdir(folder);
  try {
    const options = { cache: false, esm: format === 'esm', filename, externals, target: 'es2022', quiet: true };
    const { code, assets, stats } = await ncc(`${folder}/index.js`, options);
    const files = new Map([[filename, await minified(code, format)]]);
    for (const [name, { source }] of Object.entries(assets)) {
      if (name === 'package.json' || withoutAssets.test(name)) continue;
      // ncc's own minifier leaves chunks as they are.
      files.set(name, /\.c?js$/.test(name) ? await minified(String(source), format) : String(source));
    }
    const sources = [...resources(stats.compilation.modules)];
    const missing = sources.filter((source) => source.includes(NOT_FOUND));
    if (missing.length > 0)
      throw new Error(`ncc did not find ${missing.map((source) => source.split('?')[1]).join(', ')}`);
    return { files, sources };
  } finally {
    process.chdir(back);
  }
}

/** Names of functions and classes stay: Cloudflare's client sends one to the API, and stack traces are read by people. */
async function minified(code: string, format: NccOptions['format']): Promise<string> {
  const options = { minify: true, keepNames: true, target: 'node24', legalComments: 'none' } as const;
  return (await transform(code, { ...options, ...(format === 'esm' && { format }) })).code;
}

function* resources(modules: Iterable<Module>): Generator<string> {
  for (const { resource, modules: parts } of modules) {
    if (resource) yield resource;
    if (parts) yield* resources(parts);
  }
}
