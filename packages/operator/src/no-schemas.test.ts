import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';

/** Modules of contracts that have no schema in them. */
const WITHOUT_SCHEMAS = ['@prego/contracts/offers', '@prego/contracts/library-rules'];

test('no page brings a schema along: from contracts come types only, and values of modules without schemas', async () => {
  const files = (await readdir(import.meta.dirname, { recursive: true })).filter((file) =>
    /(?<!\.test)\.tsx?$/.test(file),
  );
  expect(files.length).toBeGreaterThan(50);
  const wrong: string[] = [];
  for (const file of files) {
    const text = await readFile(join(import.meta.dirname, file), 'utf8');
    for (const [statement, target = ''] of text.matchAll(
      /^(?:import|export)\b[^;]*?from '(@prego\/contracts[^']*|zod[^']*)';/gm,
    )) {
      if (!/^(import|export) type\b/.test(statement) && !WITHOUT_SCHEMAS.includes(target))
        wrong.push(`${file}: ${target}`);
    }
  }
  expect(wrong).toEqual([]);
});
