import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from '@jest/globals';
import { JOB_ERRORS } from '@prego/contracts';

const SRC = fileURLToPath(new URL('.', import.meta.url));
const DOCS = fileURLToPath(new URL('../../../docs', import.meta.url));
const RUNBOOKS = join(DOCS, 'runbooks');

/** All words of the pages in one language, as they stand in the source: `en` before `ko` in every file of them. */
async function wordsOf(language: 'en' | 'ko'): Promise<string> {
  const files = (await readdir(SRC, { recursive: true })).filter((file) => /words\.ts$/.test(file));
  const texts = await Promise.all(files.map((file) => readFile(join(SRC, file), 'utf8')));
  return texts.map((text) => text.split('\n  ko: {')[language === 'en' ? 0 : 1] ?? '').join('\n');
}

test.each([
  ['support.md', 'en'],
  ['support.ko.md', 'ko'],
] as const)('what %s has in bold stands on the pages', async (file, language) => {
  const [text, words] = [await readFile(join(RUNBOOKS, file), 'utf8'), await wordsOf(language)];
  const named = [...new Set([...text.matchAll(/\*\*(.+?)\*\*/g)].map(([, name]) => name as string))];
  expect(named.length).toBeGreaterThan(20);
  expect(named.filter((name) => !words.includes(name))).toEqual([]);
});

test('what library.md has in italics stands on the pages', async () => {
  const [text, words] = [await readFile(join(RUNBOOKS, 'library.md'), 'utf8'), await wordsOf('en')];
  const named = [...new Set([...text.matchAll(/\*+([^*\n]+)\*+/g)].map(([, name]) => name as string))];
  expect(named.length).toBeGreaterThan(3);
  expect(named.filter((name) => !words.includes(name))).toEqual([]);
});

/** No job of a tenant fails with it: only the look for drift says it. */
const OF_NO_JOB = 'stack_not_looked_at';

test.each(['support.md', 'support.ko.md'])(
  '%s says what to do about every code that a job may fail with',
  async (file) => {
    const pages = (await Promise.all(['errors', 'errors/action'].map((folder) => readdir(join(DOCS, folder))))).flat();
    const paged = pages.filter((page) => /^[a-z_]+\.md$/.test(page)).map((page) => page.replace('.md', ''));
    expect(paged.length).toBeGreaterThan(20);
    const rows = (await readFile(join(RUNBOOKS, file), 'utf8')).split('\n').filter((line) => line.startsWith('| `'));
    const said = new Set(
      rows.flatMap((row) => [...(row.split('|')[1] ?? '').matchAll(/`(\w+)`/g)].map(([, code]) => code)),
    );
    expect([...paged, ...Object.keys(JOB_ERRORS)].filter((code) => !said.has(code) && code !== OF_NO_JOB)).toEqual([]);
  },
);
