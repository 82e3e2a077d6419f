import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { ACCESS } from './auth/access.ts';
import { namesOf } from './auth/credentials.ts';

const README = join(import.meta.dirname, '..', 'README.md');

test("README.md's table of routes is the access table", async () => {
  const text = await readFile(README, 'utf8');
  const rows = ACCESS.map(([method, path, ...kinds]) => `| \`${method} ${path}\` | ${namesOf(kinds)} |`);
  expect(text.split('\n').filter((line) => /^\| `[A-Z]+ \//.test(line))).toEqual(rows);
});

test('README.md names every variable and secret that the Worker takes', async () => {
  const text = await readFile(README, 'utf8');
  const env = await readFile(join(import.meta.dirname, 'env.ts'), 'utf8');
  const names = [...env.matchAll(/^ {2}([A-Z0-9_]+)\??: /gm)].map((match) => match[1] as string);
  expect(names.length).toBeGreaterThan(20);
  expect(names.filter((name) => !text.includes(name.replace(/_PREVIOUS$/, '')))).toEqual([]);
});
