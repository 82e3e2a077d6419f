import { readdir, readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from '@jest/globals';
import { API_ERROR_CODES, API_ERRORS, docsOf } from './errors.ts';

const ROOT = fileURLToPath(new URL('../../../', import.meta.url));
const PAGES = `${ROOT}docs/errors/api/`;

describe('the pages about the errors of the control plane', () => {
  test('are one for each code, and no other', async () => {
    const files = (await readdir(PAGES)).filter((file) => file !== 'README.md');
    expect(files.sort()).toEqual(API_ERROR_CODES.map((code) => `${code}.md`).sort());
  });

  test.each(API_ERROR_CODES)('%s says why it happens and what to do, and is listed', async (code) => {
    const page = await readFile(ROOT + docsOf(code), 'utf8');
    expect(page).toMatch(new RegExp(`^# ${code}\\n[\\s\\S]*\\*\\*Why\\.\\*\\* [\\s\\S]*\\*\\*What to do\\.\\*\\* `));
    expect(await readFile(`${PAGES}README.md`, 'utf8')).toContain(`[${code}](${code}.md)`);
  });
});

test.each(API_ERROR_CODES)('%s has the status of a refusal, and a remedy in a sentence', (code) => {
  const [status, remedy] = API_ERRORS[code];
  expect(status).toBeGreaterThanOrEqual(400);
  expect(remedy).toMatch(/^[A-Z].*\.$/);
});
