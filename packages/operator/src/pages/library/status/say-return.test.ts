import { expect, test } from '@jest/globals';
import { sayReturn } from './say-return.ts';

test.each([
  [true, 'returning', 'returnBegun'],
  [false, 'returning', 'returnAlready'],
  [false, 'returned', 'returnDone'],
] as const)('an answer that it was begun: %p, and that it is %s, is told as %s', (begun, status, said) => {
  expect(sayReturn(begun, status)).toBe(said);
});
