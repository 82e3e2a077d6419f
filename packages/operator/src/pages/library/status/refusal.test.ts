import { expect, test } from '@jest/globals';
import { API_ERRORS } from '@prego/contracts';
import { ApiFailure } from '../../../api/failure.ts';
import { inWords, REFUSALS, type Refusal, refusalIn } from './refusal.ts';

const words = Object.fromEntries(REFUSALS.map((code) => [code, `words for ${code}`])) as Record<Refusal, string>;

test('each refusal that has words is one of the control plane’s', () => {
  expect(REFUSALS.filter((code) => !(code in API_ERRORS))).toEqual([]);
});

test.each(REFUSALS)('%s is told in the reader’s words, with its code, status and request', (code) => {
  const told = refusalIn(new ApiFailure(code, 'As the API has it.', 409, { requestId: 'req_1' }), words);
  expect(told).toMatchObject({ code, message: `words for ${code}`, status: 409, requestId: 'req_1' });
});

test('every other failure stays as it is', () => {
  const failure = new ApiFailure('internal_error', 'Tell support.', 500);
  expect(refusalIn(failure, words)).toBe(failure);
  const bug = new TypeError('x');
  expect(refusalIn(bug, words)).toBe(bug);
});

test('what was done is answered, what was refused is thrown', async () => {
  await expect(inWords(words, async () => 7)).resolves.toBe(7);
  const refused = async () => {
    throw new ApiFailure('conflict', 'As the API has it.', 409);
  };
  await expect(inWords(words, refused)).rejects.toThrow('words for conflict');
});
