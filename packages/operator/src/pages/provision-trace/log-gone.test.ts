import { expect, test } from '@jest/globals';
import { ApiFailure } from '../../api/failure.ts';
import { unlessGone } from './log-gone.ts';
import { EMPTY_LOG, linesOf } from './log-text.ts';

const refused = (code: string, status: number) => async () => {
  throw new ApiFailure(code, 'As the API has it.', status);
};

test('a log that was removed is one without lines that has ended, and is not asked for again', async () => {
  const gone = await unlessGone({ ...EMPTY_LOG, lines: ['one'], lastSeq: 0 }, refused('log_gone', 410));
  expect(gone).toMatchObject({ gone: true, ended: true });
  expect(linesOf(gone)).toEqual([]);
  await expect(unlessGone(gone, refused('internal_error', 500))).resolves.toBe(gone);
});

test('what is read is answered, and every other failure stays one', async () => {
  const read = { ...EMPTY_LOG, lines: ['one'], lastSeq: 0 };
  await expect(unlessGone(EMPTY_LOG, async () => read)).resolves.toBe(read);
  await expect(unlessGone(EMPTY_LOG, refused('job_not_found', 404))).rejects.toThrow('As the API has it.');
});
