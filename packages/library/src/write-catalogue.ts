import { readFile, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { CatalogueTemplate } from '@prego/contracts';
import { renderCatalogue } from './render-catalogue.ts';

/** Committed, so that whoever bundles the Worker needs no build before. */
export const CATALOGUE_FILE = fileURLToPath(new URL('catalogue.ts', import.meta.url));

/** Whether the catalogue that is committed is what these templates give. */
export async function isCurrent(templates: readonly CatalogueTemplate[], file = CATALOGUE_FILE): Promise<boolean> {
  const committed = await readFile(file, 'utf8').catch(() => '');
  return committed === renderCatalogue(templates);
}

export async function writeCatalogue(templates: readonly CatalogueTemplate[], file = CATALOGUE_FILE): Promise<void> {
  await writeFile(file, renderCatalogue(templates));
}
