import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { TemplateId } from '@prego/contracts';

/** A whole template, which is tested as one. */
const SKELETON = fileURLToPath(new URL('skeleton/new-template', import.meta.url));

const USAGE = `Usage: pnpm library:new <name>

Makes library/<name>/, a template that passes the check and can be provisioned as it is. The name is also its id: small
letters and digits, with single hyphens between, such as my-database.`;

/** What TypeScript's build makes beside the templates. */
const NOT_TEMPLATES = ['dist'];

/**
 * Makes the folder of a new template in a library, whole or not at all.
 * @param args of the command line
 * @returns the folder
 * @throws {Error} that says what to do, where it can't be made under this name
 */
export async function newTemplate(library: string, args: readonly string[]): Promise<string> {
  const [id, ...more] = args;
  if (id === undefined || more.length > 0 || id.startsWith('-')) throw new Error(USAGE);
  const problem = TemplateId.safeParse(id).error?.issues[0]?.message;
  if (problem !== undefined || NOT_TEMPLATES.includes(id)) {
    throw new Error(
      `"${id}" can't be a template: ${problem ?? 'other tools make a folder of this name'}. Take another name.`,
    );
  }
  const folder = join(library, id);
  if (existsSync(folder)) {
    throw new Error(`There is a template ${id} already: ${folder}. Take another name, or change that one.`);
  }
  const draft = join(library, `.${id}.draft`);
  await rm(draft, { recursive: true, force: true });
  await mkdir(draft, { recursive: true });
  try {
    for (const file of await readdir(SKELETON)) {
      await writeFile(join(draft, file), named(await readFile(join(SKELETON, file), 'utf8'), id));
    }
    await rename(draft, folder);
  } finally {
    await rm(draft, { recursive: true, force: true });
  }
  return folder;
}

/** A file of the skeleton as that of this template. */
function named(text: string, id: string): string {
  const words = id.replaceAll('-', ' ');
  const title = words.charAt(0).toUpperCase() + words.slice(1);
  return text
    .replaceAll('new-template', id)
    .replaceAll('New template', title)
    .replaceAll("'../../testing/", "'../../packages/library/src/testing/");
}
