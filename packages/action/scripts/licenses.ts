import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';

const Manifest = z.object({ name: z.string(), version: z.string(), license: z.string().optional() });

const TEXTS = /^(licen[cs]e|copying|notice|third.?party)/i;
const CODE = /\.[cm]?[jt]s$/;

/** Names, versions and licences of the packages of others that these files come from, with the texts that they bring along. */
export async function licensesOf(files: Iterable<string>): Promise<string> {
  const folders = new Set<string>();
  for (const file of files) {
    const [folder] = /^.*\/node_modules\/(@[^/]+\/)?[^/.][^/]*(?=\/)/.exec(file) ?? [];
    if (folder) folders.add(folder);
  }
  const chapters = await Promise.all([...folders].map(chapter));
  // By code points: the same order whatever the machine's language.
  return [...new Set(chapters)].sort((a, b) => (a < b ? -1 : 1)).join('\n');
}

async function chapter(folder: string): Promise<string> {
  const { name, version, license } = Manifest.parse(JSON.parse(await readFile(join(folder, 'package.json'), 'utf8')));
  const names = (await readdir(folder)).filter((file) => TEXTS.test(file) && !CODE.test(file)).sort();
  const texts = await Promise.all(names.map((file) => readFile(join(folder, file), 'utf8')));
  const title = `${name} ${version}: ${license ?? 'see below'}`;
  const parts = [`${title}\n${'='.repeat(title.length)}`, ...texts.map((text) => text.replaceAll('\r\n', '\n').trim())];
  return `${parts.join('\n\n')}\n`;
}
