import { expect, test } from '@jest/globals';
import { timesAfter, timesOf } from './times.ts';

test.each([
  [null, 'relative'],
  ['utc', 'utc'],
  ['local', 'local'],
  ['UTC', 'relative'],
])('kept as %p it is %p', (kept, times) => expect(timesOf(kept)).toBe(times));

test('each way comes once, and then the first again', () => {
  expect(timesAfter('relative')).toBe('local');
  expect(timesAfter('local')).toBe('utc');
  expect(timesAfter('utc')).toBe('relative');
});
