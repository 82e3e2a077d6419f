import * as crypto from 'node:crypto';
import { beforeEach, expect, jest, test } from '@jest/globals';

const compared = jest.fn(crypto.timingSafeEqual);
jest.unstable_mockModule('node:crypto', () => ({ ...crypto, timingSafeEqual: compared }));
const { isOneOf, sameSecret } = await import('./same-secret.ts');

beforeEach(() => {
  compared.mockClear();
});

test('two secrets are the same or not, whatever their lengths', () => {
  expect(sameSecret('abc', 'abc')).toBe(true);
  for (const other of ['', 'ab', 'abd', 'abcd', 'ABC', 'abc ']) expect(sameSecret('abc', other)).toBe(false);
});

test('they are compared in constant time, as digests of one length', () => {
  sameSecret('a', 'a much longer one');
  expect(compared.mock.calls.map(([a, b]) => [a.byteLength, b.byteLength])).toEqual([[32, 32]]);
});

test('every candidate is compared, also after one has matched', () => {
  expect(isOneOf('first', ['first', 'second', 'third'])).toBe(true);
  expect(compared).toHaveBeenCalledTimes(3);
  expect(isOneOf('none', ['first', 'second'])).toBe(false);
});
