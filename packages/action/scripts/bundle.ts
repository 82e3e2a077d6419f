import { mkdir, mkdtemp, readFile, realpath, rm, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { licensesOf } from './licenses.ts';
import { type Bundle, bundleFolder, type NccOptions } from './ncc.ts';
import { PACKAGE, writeSources } from './sources.ts';

/**
 * Makes what GitHub runs of this package: dist/main and dist/post, which are small and start fast, and dist/stack with Pulumi, which
 * they load when a stack is run. The same sources and lockfile give the same bytes everywhere (docs/decisions, 15).
 */
const USAGE = `Bundles the action: npm run bundle:action [-- --into <folder>]

  --into <folder>   instead of packages/action/dist`;

interface Part extends NccOptions {
  readonly name: 'main' | 'post' | 'stack';
  readonly entry: string;
}

/** What stands for the packages that are left out, and for whose requests. */
const LEFT_OUT = 'left-out.cjs';
const STOOD_FOR = ['typescript', '/\\btypescript-shim$/', '@npmcli/arborist'];

const PARTS: readonly Part[] = [
  { name: 'main', entry: 'src/main.ts', format: 'esm' },
  { name: 'post', entry: 'src/post.ts', format: 'esm' },
  {
    name: 'stack',
    entry: 'src/stack-work/index.ts',
    // Pulumi's packages are CommonJS: what ncc makes of them as an ES module does not start.
    format: 'cjs',
    externals: Object.fromEntries(STOOD_FOR.map((request) => [request, `./${LEFT_OUT}`])),
    // Protocol files of gRPC's admin services: nobody starts these here.
    withoutAssets: /^(proto|xds|protoc-gen-validate)\//,
  },
];

const { values } = parseArgs({ options: { into: { type: 'string' }, help: { type: 'boolean' } } });
if (values.help) console.log(USAGE);
else await bundle(resolve(values.into ?? join(PACKAGE, 'dist')));

async function bundle(into: string): Promise<void> {
  const files = new Map([['package.json', `${JSON.stringify({ type: 'module' })}\n`]]);
  files.set(`stack/${LEFT_OUT}`, await readFile(join(PACKAGE, 'scripts', LEFT_OUT), 'utf8'));
  const sources: string[] = [];
  for (const part of PARTS) {
    const made = await bundlePart(part);
    for (const [name, text] of made.files) files.set(`${part.name}/${name}`, text);
    sources.push(...made.sources);
  }
  files.set('LICENSES.txt', await licensesOf(sources));
  await rm(into, { recursive: true, force: true });
  for (const [name, text] of files) {
    await mkdir(dirname(join(into, name)), { recursive: true });
    await writeFile(join(into, name), text);
    console.log(`${String(Math.ceil(Buffer.byteLength(text) / 1000)).padStart(6)} kB  ${name}`);
  }
}

/** In a folder from which packages are found as from here, always as deep in the repository. */
async function bundlePart(part: Part): Promise<Bundle> {
  const parent = join(PACKAGE, 'node_modules', '.bundle');
  await mkdir(parent, { recursive: true });
  const folder = await realpath(await mkdtemp(join(parent, 'work-')));
  try {
    await writeSources(part.entry, folder, part.name === 'stack' ? 'stack' : 'thin');
    await writeFile(join(folder, 'package.json'), JSON.stringify(part.format === 'esm' ? { type: 'module' } : {}));
    return await bundleFolder(folder, part);
  } finally {
    await rm(folder, { recursive: true });
  }
}
