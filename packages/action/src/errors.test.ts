import { readdir, readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from '@jest/globals';
import { ACTION_ERROR_CODES } from './errors.ts';

const PAGES = fileURLToPath(new URL('../../../docs/errors/action/', import.meta.url));

describe('the pages about the errors of the action', () => {
  test('are one for each code, and no other', async () => {
    const files = (await readdir(PAGES)).filter((file) => file !== 'README.md');
    expect(files.sort()).toEqual(ACTION_ERROR_CODES.map((code) => `${code}.md`).sort());
  });

  test.each(ACTION_ERROR_CODES)('%s says why it happens and what to do, and is listed', async (code) => {
    const page = await readFile(`${PAGES}${code}.md`, 'utf8');
    expect(page).toMatch(new RegExp(`^# ${code}\\n[\\s\\S]*\\*\\*Why\\.\\*\\* [\\s\\S]*\\*\\*What to do\\.\\*\\* `));
    expect(await readFile(`${PAGES}README.md`, 'utf8')).toContain(`[${code}](${code}.md)`);
  });
});
