import { describe, expect, test } from '@jest/globals';
import { fromLocalInput, toLocalInput } from './local-input.ts';

const ISO = '2026-11-21T02:05:00.000Z';

describe.each([true, false])('in UTC: %p', (utc) => {
  test('a time in the address and in the field is the same moment', () => {
    expect(toLocalInput(ISO, utc)).toMatch(/^2026-11-2\dT\d\d:[03]5$/);
    expect(fromLocalInput(toLocalInput(ISO, utc), utc)).toBe(ISO);
  });

  test.each(['', '0202-11-21T02:05'])('a field that names no time yet is none: %j', (text) => {
    expect(fromLocalInput(text, utc)).toBeUndefined();
  });
});

test('a field in UTC holds what the pages show in UTC, wherever the reader is', () => {
  expect(toLocalInput(ISO, true)).toBe('2026-11-21T02:05');
  expect(fromLocalInput('2026-11-21T02:05', true)).toBe(ISO);
});
