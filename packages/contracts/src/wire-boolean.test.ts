import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { z } from 'zod';
import { toWire, WireBoolean } from './wire-boolean.ts';

describe('a boolean on the wire', () => {
  test.each([
    [true, true],
    [false, false],
    ['true', true],
    ['false', false],
    ['', false],
  ])('%j means %j', (given, meant) => {
    expect(WireBoolean.parse(given)).toBe(meant);
  });

  test.each(['True', 'TRUE', 'yes', '1', '0', ' true', 1, 0, null, undefined, [], {}])(
    '%j is refused by the name of its field',
    (given) => {
      const parsed = z.object({ dedicated: WireBoolean }).safeParse({ dedicated: given });
      expect(parsed.error?.issues).toMatchObject([
        { path: ['dedicated'], message: expect.stringContaining('expected "true" or "false"') },
      ]);
    },
  );

  test('nothing else is ever taken for one', () => {
    const known = new Set<unknown>([true, false, 'true', 'false', '']);
    fc.assert(
      fc.property(fc.anything(), (value) => {
        fc.pre(!known.has(value));
        expect(WireBoolean.safeParse(value).success).toBe(false);
      }),
    );
  });

  test('comes back as what it was', () => {
    for (const value of [true, false]) expect(WireBoolean.parse(toWire(value))).toBe(value);
  });
});
