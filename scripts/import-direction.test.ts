import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from '@jest/globals';

/** Who may import whom, by package. A package that is not listed may be imported by nobody and imports nobody. */
const MAY_IMPORT: Record<string, string[]> = {
  '@prego/engine': [],
  '@prego/stacks': [],
  '@prego/contracts': [],
  '@prego/library': ['@prego/contracts', '@prego/engine'],
  '@prego/action': ['@prego/contracts', '@prego/stacks'],
  '@prego/acceptance': ['@prego/contracts'],
  '@prego/placement-core': ['@prego/contracts'],
  '@prego/control-plane': ['@prego/contracts', '@prego/library', '@prego/placement-core'],
  '@prego/operator': ['@prego/contracts'],
  '@prego/sandbox': [
    ...['@prego/contracts', '@prego/control-plane', '@prego/engine', '@prego/library', '@prego/operator'],
    '@prego/stacks',
  ],
  '@prego/bench-common': [],
  '@prego/bench-action': ['@prego/bench-common'],
  '@prego/bench-e2e': ['@prego/bench-common', '@prego/acceptance', '@prego/contracts', '@prego/engine'],
  '@prego/bench-control-plane': ['@prego/bench-common', '@prego/contracts', '@prego/control-plane'],
  '@prego/bench-operator': ['@prego/bench-common', '@prego/acceptance', '@prego/control-plane', '@prego/operator'],
  '@prego/bench-placement': ['@prego/bench-common', '@prego/placement-core'],
  '@prego/bench-stacks': ['@prego/bench-common', '@prego/stacks', '@prego/engine'],
};

/** What only a package's tests may import: whoever installs it alone has none of it. */
const IN_TESTS: Record<string, string[]> = { '@prego/stacks': ['@prego/engine'] };

/** Who may import others' types only: nothing of them runs in it. */
const TYPES_ONLY = ['@prego/placement-core'];

/**
 * What never leaves this checkout may use what lies in it and is no package: the bootstrap (the cache, child processes,
 * progress lines), and the node on which the playbook is tried.
 */
const MAY_REACH: Record<string, string> = {
  '@prego/engine': '/bootstrap/',
  '@prego/sandbox': '/bootstrap/',
  '@prego/acceptance': '/ansible/tests/',
};

const ROOT = fileURLToPath(new URL('..', import.meta.url));

describe('who may import whom', () => {
  test('every package is listed', async () => {
    expect((await packages()).map(({ name }) => name).sort()).toEqual(Object.keys(MAY_IMPORT).sort());
  });

  test('no package imports another that it may not, by name or by path', async () => {
    const wrong: string[] = [];
    for (const { name, folder } of await packages()) {
      for (const file of await sources(folder)) {
        for (const target of importsOf(await readFile(join(folder, file), 'utf8'))) {
          if (crossesWrongly(name, file, target)) wrong.push(`${name} ${file} imports ${target}`);
        }
      }
    }
    expect(wrong).toEqual([]);
  });

  test('a forbidden import is seen, however it is written', () => {
    const text = `import { a } from '@prego/sandbox';\nexport * from "../../sandbox/src/a.ts";\nawait import('@prego/engine');
      const b = require(\`@prego/sandbox/b\`);`;
    const found = importsOf(text).filter((target) => crossesWrongly('@prego/stacks', 'src/x.ts', target));
    expect(found).toEqual(['@prego/sandbox', '../../sandbox/src/a.ts', '@prego/engine', '@prego/sandbox/b']);
  });

  test('what only tests may import is let into them alone', () => {
    const wrongly = (file: string) => crossesWrongly('@prego/stacks', file, '@prego/engine/debian-packages');
    expect(['src/x.test.ts', 'src/a/b.engine.test.ts', 'src/testing/x.ts'].filter(wrongly)).toEqual([]);
    expect(['src/x.ts', 'src/testing.ts', 'src/latest.ts'].filter((file) => !wrongly(file))).toEqual([]);
  });

  test('who may import types only imports nothing else of others', async () => {
    const wrong: string[] = [];
    for (const { name, folder } of await packages()) {
      for (const file of TYPES_ONLY.includes(name) ? await sources(folder) : []) {
        const targets = importsOf(withoutTypeImports(await readFile(join(folder, file), 'utf8')));
        wrong.push(...targets.filter((target) => isOfAnother(name, target)).map((target) => `${file} ${target}`));
      }
    }
    expect(wrong).toEqual([]);
  });

  test('an import of more than types is seen, however it is written', () => {
    const types = `import type { A } from '@prego/contracts';\nexport type {\n  B,\n} from '@prego/contracts';
      import type * as C from '@prego/contracts';`;
    const values = `import { a } from '@prego/contracts/1';\nimport { type B } from '@prego/contracts/2';
      export * from '@prego/contracts/3';\nimport type from '@prego/contracts/4';\nawait import('@prego/contracts/5');`;
    const found = importsOf(withoutTypeImports(`${types}\n${values}`));
    const targets = [1, 2, 3, 4, 5].map((n) => `@prego/contracts/${n}`);
    expect(found.filter((target) => isOfAnother('@prego/placement-core', target))).toEqual(targets);
  });

  test('the bootstrap, which runs before anything is installed, imports only itself and Node', async () => {
    const folder = join(ROOT, 'bootstrap');
    const files = (await readdir(folder)).filter((file) => file.endsWith('.mjs'));
    const targets = await Promise.all(files.map(async (file) => importsOf(await readFile(join(folder, file), 'utf8'))));
    expect(targets.flat().filter((target) => !/^(node:|\.\/[\w-]+\.mjs$)/.test(target))).toEqual([]);
    expect(targets.flat()).toContain('node:fs');
  });
});

function crossesWrongly(name: string, file: string, target: string): boolean {
  if (target.startsWith('@prego/')) {
    const imported = target.split('/').slice(0, 2).join('/');
    const allowed = [...(MAY_IMPORT[name] ?? []), ...(isTest(file) ? (IN_TESTS[name] ?? []) : [])];
    return imported !== name && !allowed.includes(imported);
  }
  if (!target.startsWith('.')) return false;
  const depth = file.split('/').length - 1;
  const leavesPackage = target.split('/').filter((part) => part === '..').length > depth;
  const reachable = MAY_REACH[name];
  return leavesPackage && !(reachable !== undefined && target.includes(reachable));
}

const isTest = (file: string): boolean => /\.test\.tsx?$|(^|\/)testing\//.test(file);

const isOfAnother = (name: string, target: string): boolean =>
  target.startsWith('@prego/') && target.split('/').slice(0, 2).join('/') !== name;

/**
 * A file without what vanishes with the types. An import of `{ type A }` stays behind as one for its side effects, and
 * `import type from` imports a value of that name.
 */
const withoutTypeImports = (text: string): string =>
  text.replace(/\b(?:import|export)\s+type\s+(?!from\b)[^'"`;]*?\bfrom\s*['"`][^'"`]+['"`]/g, '');

/** The targets of all static and dynamic imports and re-exports in a TypeScript file. */
function importsOf(text: string): string[] {
  return [...text.matchAll(/(?:\bfrom\s*|\bimport\s*\(?\s*|\brequire\s*\(\s*)['"`]([^'"`]+)['"`]/g)].map(
    (match) => match[1] as string,
  );
}

async function packages(): Promise<{ name: string; folder: string }[]> {
  const within = async (folder: string) =>
    (await readdir(join(ROOT, folder), { withFileTypes: true }))
      .filter((entry) => entry.isDirectory())
      .map(({ name }) => join(folder, name));
  const folders = ['acceptance', 'engine', ...(await within('packages')), ...(await within('bench'))];
  return await Promise.all(
    folders.map(async (folder) => {
      const manifest = JSON.parse(await readFile(join(ROOT, folder, 'package.json'), 'utf8')) as { name: string };
      return { name: manifest.name, folder: join(ROOT, folder) };
    }),
  );
}

async function sources(folder: string): Promise<string[]> {
  const files = await readdir(join(folder, 'src'), { recursive: true });
  return files.filter((file) => /\.tsx?$/.test(file)).map((file) => join('src', file));
}
