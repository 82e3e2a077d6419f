import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { expect, test } from '@jest/globals';
import { JOB_ERRORS } from './jobs.ts';

const PAGE = fileURLToPath(new URL('../../../docs/errors/jobs/README.md', import.meta.url));

test('the page about the errors of a job has each code once, in order, with why it happens and what to do', async () => {
  const [, ...parts] = (await readFile(PAGE, 'utf8')).split(/^## /m);
  expect(parts.map((part) => part.split('\n')[0])).toEqual(Object.keys(JOB_ERRORS));
  for (const part of parts)
    expect(part).toMatch(/^\w+\n\n\S[^\n]*\n\n\*\*Why\.\*\* \S[^\n]*\n\n\*\*What to do\.\*\* \S/);
});

test.each(Object.entries(JOB_ERRORS))('%s has a remedy in sentences', (_code, remedy) => {
  expect(remedy).toMatch(/^[A-Z].*\.$/);
});
