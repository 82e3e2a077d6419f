import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { newTemplate } from './new-template.ts';
import { readTemplate } from './template-files.ts';
import { faultsOf } from './testing/broken-template.ts';

let library: string;
beforeEach(async () => {
  library = await mkdtemp(join(tmpdir(), 'prego-library-'));
});
afterEach(() => rm(library, { recursive: true }));

describe('a new template', () => {
  test('passes the check under whichever name, one that YAML reads as a word of its own too', async () => {
    const name = fc.stringMatching(/^[a-z][a-z0-9]{0,8}(-[a-z0-9]{1,8}){0,2}$/);
    await fc.assert(
      fc.asyncProperty(fc.oneof(name, fc.constantFrom('true', 'null', 'no', 'y', 'e5')), async (id) => {
        fc.pre(id !== 'dist');
        const folder = await newTemplate(library, [id]);
        expect(faultsOf(await readTemplate(library, id))).toEqual([]);
        await rm(folder, { recursive: true });
      }),
      { numRuns: 30, examples: [['new-template']] },
    );
  });

  test('has its name throughout, and a test that finds what it imports from there', async () => {
    await newTemplate(library, ['my-tool']);
    const { files } = await readTemplate(library, 'my-tool');
    expect(Object.keys(files).sort()).toEqual(['cloud-init.yaml', 'icon.svg', 'manifest.yaml', 'template.test.ts']);
    expect(files['manifest.yaml']).toContain('id: "my-tool"\nname:\n  en: "My tool"\n  ko: My tool 템플릿\n');
    expect(Object.values(files).join('')).not.toMatch(/new-template|New template/);
    const imports = [...(files['template.test.ts'] ?? '').matchAll(/from '(\.[^']+)'/g)].map(([, path]) => path ?? '');
    expect(imports.length).toBeGreaterThan(0);
    for (const path of imports) {
      // As seen from library/my-tool.
      const file = new URL(path, new URL('../../../library/my-tool/', import.meta.url));
      expect(await readFile(file, 'utf8')).toContain('export ');
    }
  });

  test('is not made over one that is there, which stays as it is', async () => {
    const folder = await newTemplate(library, ['my-tool']);
    await rm(join(folder, 'icon.svg'));
    await expect(newTemplate(library, ['my-tool'])).rejects.toThrow(
      /There is a template my-tool already: .* another name/,
    );
    expect(await readdir(library)).toEqual(['my-tool']);
    expect(await readdir(folder)).not.toContain('icon.svg');
  });

  test.each(['My-Tool', 'a b', '../up', 'a--b', '-', 'ends-', '9lives', 'a'.repeat(41), 'dist', ''])(
    'is refused under the name %j, and nothing is made',
    async (id) => {
      await expect(newTemplate(library, [id])).rejects.toThrow(/can't be a template: |^Usage: pnpm library:new/);
      expect(await readdir(library)).toEqual([]);
    },
  );

  test.each([[[]], [['one', 'two']], [['--help']]])('is asked for by one name: %j shows how', async (args) => {
    await expect(newTemplate(library, args)).rejects.toThrow(/^Usage: pnpm library:new <name>/);
  });
});
