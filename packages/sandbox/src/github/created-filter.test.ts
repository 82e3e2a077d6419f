import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { createdFilter } from './created-filter.ts';

const NOON = '2026-11-21T12:00:00Z';

describe('a `created` filter', () => {
  test.each([
    [NOON, NOON, true],
    [NOON, '2026-11-21T12:00:01Z', false],
    ['2026-11-21', '2026-11-21T23:59:59Z', true],
    ['2026-11-21', '2026-11-22T00:00:00Z', false],
    ['2026-11-21T13:00:00+01:00', NOON, true],
    ['2026-11-21T12:00Z', '2026-11-21T12:00:59Z', true],
    ['>2026-11-21', '2026-11-21T23:59:59Z', false],
    ['>2026-11-21', '2026-11-22T00:00:00Z', true],
    ['<=2026-11-21', '2026-11-21T23:59:59Z', true],
    ['<2026-11-21', '2026-11-21T00:00:00Z', false],
    [`*..${NOON}`, NOON, true],
    [`${NOON}..*`, '2026-11-21T11:59:59Z', false],
    ['2026-11-20..2026-11-21', NOON, true],
  ])('of %s at %s is %s', (filter, at, expected) => {
    expect(createdFilter(filter)(Date.parse(at))).toBe(expected);
  });

  test.each(['', 'today', '2026-13-01', '2026-11-21T12:00:00', '>', '..', '>=2026-11-21T12:00:00 00:00'])(
    'refuses "%s"',
    (filter) => {
      expect(() => createdFilter(filter)).toThrow('Validation Failed');
    },
  );

  test('and its opposite divide all times between them', () => {
    const times = fc.integer({ min: 0, max: 4e9 }).map((seconds) => new Date(seconds * 1000).toISOString());
    fc.assert(
      fc.property(times, times, (point, other) => {
        const at = Date.parse(other);
        expect(createdFilter(`>=${point}`)(at)).toBe(!createdFilter(`<${point}`)(at));
        expect(createdFilter(`>${point}`)(at)).toBe(!createdFilter(`<=${point}`)(at));
        expect(createdFilter(`${point}..*`)(at)).toBe(createdFilter(`>=${point}`)(at));
      }),
    );
  });
});
