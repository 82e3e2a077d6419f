import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { rowAfterKey } from './row-after-key.ts';

test.each([
  ['ArrowDown', 3, 4],
  ['ArrowUp', 3, 2],
  ['ArrowUp', 0, 0],
  ['ArrowDown', 99, 99],
  ['PageDown', 3, 23],
  ['PageUp', 3, 0],
  ['Home', 50, 0],
  ['End', 50, 99],
])('%s at row %i of a hundred leads to row %i', (key, index, to) => {
  expect(rowAfterKey(key, index, 100, 20)).toBe(to);
});

test('every other key is left to the row', () => {
  for (const key of ['Enter', ' ', 'c', 'Tab', 'Escape']) expect(rowAfterKey(key, 3, 100, 20)).toBeUndefined();
});

test('no key leads out of the table', () => {
  const keys = fc.constantFrom('ArrowDown', 'ArrowUp', 'PageDown', 'PageUp', 'Home', 'End');
  const inTable = fc.integer({ min: 1, max: 500 }).chain((count) => fc.tuple(fc.nat(count - 1), fc.constant(count)));
  fc.assert(
    fc.property(keys, inTable, fc.nat(60), (key, [index, count], shown) => {
      const to = rowAfterKey(key, index, count, shown) as number;
      expect(to >= 0 && to < count).toBe(true);
    }),
  );
});
