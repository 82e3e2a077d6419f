import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { SkipReason } from './stages.ts';

test("README.md's table of skip reasons is the closed set", async () => {
  const text = await readFile(join(import.meta.dirname, '..', 'README.md'), 'utf8');
  const [, table = ''] = text.split('## Why a step was skipped');
  const reasons = [...table.matchAll(/^\| `(\w+)` \|/gm)].map((match) => match[1]);
  expect(reasons).toEqual(SkipReason.options);
});
