import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { Labels } from './documents.ts';
import { HetznerError } from './errors.ts';
import { parseSelector, validateLabels } from './labels.ts';

const key = fc.constantFrom('a', 'b', 'in', 'example.com/env', 'constructor');
const value = fc.constantFrom('', '1', '2', 'x-y');
const space = fc.constantFrom('', ' ');
const labels: fc.Arbitrary<Labels> = fc.dictionary(key, value, { noNullPrototype: true });

/** A selector's part as text beside the plain meaning of it. */
const part = fc.oneof(
  fc.tuple(key, value, fc.constantFrom('=', '=='), space).map(([k, v, op, s]) => ({
    text: `${k}${s}${op}${s}${v}`,
    holds: (map: Map<string, string>) => map.get(k) === v,
  })),
  fc.tuple(key, value, space).map(([k, v, s]) => ({
    text: `${k}${s}!=${s}${v}`,
    holds: (map: Map<string, string>) => map.get(k) !== v,
  })),
  key.map((k) => ({ text: k, holds: (map: Map<string, string>) => map.has(k) })),
  fc.tuple(key, space).map(([k, s]) => ({ text: `!${s}${k}`, holds: (map: Map<string, string>) => !map.has(k) })),
  fc.tuple(key, fc.uniqueArray(value, { minLength: 1 }), fc.boolean(), space).map(([k, list, isIn, s]) => ({
    text: `${k} ${isIn ? 'in' : 'notin'}${s}(${list.join(`,${s}`)})`,
    holds: (map: Map<string, string>) => list.some((item) => map.get(k) === item) === isIn,
  })),
);

describe('a label selector', () => {
  test('means what its parts mean, joined by and', () => {
    fc.assert(
      fc.property(fc.array(part, { minLength: 1, maxLength: 4 }), space, labels, (parts, s, given) => {
        const map = new Map(Object.entries(given));
        const selects = parseSelector(parts.map(({ text }) => text).join(`${s},${s}`));
        expect(selects(given)).toBe(parts.every(({ holds }) => holds(map)));
      }),
    );
  });

  test('finds everything when it is empty', () => {
    expect(parseSelector('')({ a: '1' })).toBe(true);
  });

  test.each(['a==', 'a=', 'a in ()'])('may compare with the empty value: %s', (text) => {
    expect(parseSelector(text)({ a: '' })).toBe(true);
    expect(parseSelector(text)({ a: '1' })).toBe(false);
  });

  test.each([
    ',',
    'a,',
    'a b',
    'a===1',
    'a=1=2',
    'a in 1',
    'a in (1',
    'a in (1))',
    'ain(1)',
    '!a=1',
    '-a',
    'a=-1',
    'a in (x y)',
    '/a',
    'A.com/',
    'a>1',
  ])('is refused for bad grammar: %s', (text) => {
    expect(() => parseSelector(text)).toThrow(HetznerError);
  });
});

describe('labels', () => {
  test.each([
    { env: 'prod' },
    { 'example.com/my': 'label', 'just-a-key': '' },
    { [`${'a'.repeat(63)}.example.com/${'k'.repeat(63)}`]: 'v'.repeat(63) },
    { 'a.b_c-d': 'A.b_c-D' },
  ])('are taken: %j', (given) => {
    expect(validateLabels(given)).toEqual(given);
  });

  test.each([
    { '': 'x' },
    { a: 'v'.repeat(64) },
    { ['k'.repeat(64)]: 'x' },
    { [`${'a.'.repeat(127)}a/k`]: 'x' },
    { 'Example_Com/k': 'x' },
    { 'a/b/c': 'x' },
    { 'hetzner.cloud/k': 'x' },
    { a: '-x' },
    { a: 'x y' },
    { a: 1 },
    { a: null },
    ['a'],
    'a=b',
  ])('are refused: %j', (given) => {
    expect(() => validateLabels(given)).toThrow(HetznerError);
  });

  test('are none where the field is absent', () => {
    expect(validateLabels(undefined)).toEqual({});
  });
});
