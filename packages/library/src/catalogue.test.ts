import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { CatalogueTemplate } from '@prego/contracts';
import { CATALOGUE } from './catalogue.ts';
import { checkFiles } from './check-library.ts';
import { renderCatalogue } from './render-catalogue.ts';
import { LIBRARY, readTemplates } from './template-files.ts';
import { isCurrent } from './write-catalogue.ts';

describe('the catalogue', () => {
  test('is what the templates give (else: pnpm library:build)', async () => {
    const { templates } = await checkFiles(LIBRARY);
    expect(CATALOGUE).toEqual(templates);
    expect(await isCurrent(templates)).toBe(true);
  });

  test('has what the control plane reads', () => {
    for (const template of CATALOGUE) expect(CatalogueTemplate.parse(template)).toEqual(template);
  });

  test('has the same text for the same files, wherever they lie and in whatever order they came there', async () => {
    const elsewhere = await mkdtemp(join(tmpdir(), 'prego-catalogue-'));
    try {
      for (const { folder, files } of (await readTemplates(LIBRARY)).toReversed()) {
        await mkdir(join(elsewhere, folder));
        for (const [name, text] of Object.entries(files).toReversed()) {
          await writeFile(join(elsewhere, folder, name), text);
        }
      }
      expect(await isCurrent((await checkFiles(elsewhere)).templates)).toBe(true);
    } finally {
      await rm(elsewhere, { recursive: true });
    }
  });

  test('needs no schema at run time: whoever bundles it gets values', () => {
    expect(renderCatalogue([])).toMatch(/^\/\/ .*\nimport type .*\n\n.*\nexport const CATALOGUE: .* = \[\];\n$/);
  });
});
