import { describe, expect, test } from '@jest/globals';
import { OperatorKeyName } from '@prego/contracts';
import fc from 'fast-check';
import { nameFault } from './key-name.ts';

describe('the name of a key', () => {
  const keys = [{ name: 'anna' }, { name: 'bob' }];

  test.each([
    ['', 'missing'],
    ['Anna', 'form'],
    ['-a', 'form'],
    ['a-', 'form'],
    ['a b', 'form'],
    ['x'.repeat(41), 'form'],
    ['anna', 'taken'],
    ['bob', 'taken'],
    ['a', undefined],
    ['night.shift_2-b', undefined],
    ['x'.repeat(40), undefined],
  ])('"%s": %p', (name, fault) => expect(nameFault(name, keys)).toBe(fault));

  test('is what contracts take as one', () => {
    const text = fc.string({ unit: fc.constantFrom('a', '9', '.', '_', '-', 'A', ' ', '\n'), maxLength: 43 });
    fc.assert(
      fc.property(text, (name) => {
        expect(nameFault(name, []) === undefined).toBe(OperatorKeyName.safeParse(name).success);
      }),
    );
  });
});
