import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Where the templates are: a folder each. */
export const LIBRARY = fileURLToPath(new URL('../../../library', import.meta.url));

/** A template as it lies in its folder: each file's text by its name. */
export interface TemplateFiles {
  readonly folder: string;
  readonly files: Readonly<Record<string, string>>;
}

/** All templates of a library, in the order of their names. A file beside the folders is none. */
export async function readTemplates(library: string): Promise<TemplateFiles[]> {
  const entries = await readdir(library, { withFileTypes: true });
  const folders = entries.filter((entry) => entry.isDirectory() && isTemplate(entry.name)).map(({ name }) => name);
  return await Promise.all(folders.sort().map((folder) => readTemplate(library, folder)));
}

/** TypeScript's build makes `dist`; what begins with a dot is a draft, or an editor's. */
const isTemplate = (folder: string): boolean => folder !== 'dist' && !folder.startsWith('.');

/** A folder's own files; what is in folders within is no part of a template. */
export async function readTemplate(library: string, folder: string): Promise<TemplateFiles> {
  const entries = await readdir(join(library, folder), { withFileTypes: true });
  const names = entries.filter((entry) => entry.isFile() && !entry.name.startsWith('.')).map(({ name }) => name);
  const texts = await Promise.all(
    names.sort().map(async (name) => [name, await readFile(join(library, folder, name), 'utf8')] as const),
  );
  return { folder, files: Object.fromEntries(texts) };
}
