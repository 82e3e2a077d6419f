import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { maskValues } from './mask-values.ts';

const PASSWORD = 'Zx81Zx81Zx81Zx81';

describe('what is known by its value', () => {
  test('is replaced wherever it stands, at any depth, and in names', () => {
    const data = { list: [`a ${PASSWORD} b ${PASSWORD}`], deep: { [`of ${PASSWORD}`]: 1 }, none: null, yes: true };
    expect(maskValues(data, [PASSWORD])).toEqual({
      ...{ list: ['a *** b ***'], deep: { 'of ***': 1 }, none: null, yes: true },
    });
  });

  test('leaves nothing of one that another is a part of, in whatever order they are known', () => {
    const longer = `${PASSWORD}more`;
    for (const secrets of [
      [PASSWORD, longer],
      [longer, PASSWORD],
    ]) {
      expect(maskValues(`${longer} and ${PASSWORD}`, secrets)).toBe('*** and ***');
    }
  });

  test('is no pattern, and nothing else is changed', () => {
    const drawn = fc.stringMatching(/^[A-Za-z0-9]{16,64}$/);
    fc.assert(
      fc.property(fc.string(), fc.string(), drawn, (before, after, secret) => {
        const text = `${before}${secret}${after}`;
        expect(maskValues(text, [secret])).not.toContain(secret);
        expect(maskValues(`${before}|${after}`, [secret])).toBe(`${before}|${after}`);
      }),
    );
    expect(maskValues('a.c abc', ['a.c'])).toBe('*** abc');
  });
});
