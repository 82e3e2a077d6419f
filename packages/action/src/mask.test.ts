import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { MASK, Masks, secretForms } from './mask.ts';
import { table } from './summary.ts';

/** No asterisk: what is put in a secret's place would be taken for one. */
const secret = fc.stringMatching(/^[^*]{5,40}$/).filter((text) => text.trim().length >= 5);
const text = fc.string({ unit: 'binary', maxLength: 60 });

function masked(secrets: readonly string[], given: string): string {
  const masks = new Masks();
  for (const each of secrets) masks.add(each);
  return masks.apply(given);
}

describe('a text with masked secrets', () => {
  test('holds none of them, wherever they stood and however they overlap', () => {
    fc.assert(
      fc.property(fc.array(secret, { minLength: 1, maxLength: 4 }), fc.array(text), (secrets, around) => {
        const given = secrets.map((each, at) => `${around[at] ?? ''}${each}`).join(around[0] ?? '');
        const result = masked(secrets, given);
        for (const each of secrets) expect(result).not.toContain(each);
      }),
    );
  });

  test.each([
    ['as JSON has it', (value: string) => JSON.stringify({ key: value })],
    ['as a URL has it', (value: string) => `https://host/?key=${encodeURIComponent(value)}`],
    ['alone in a cell of our summary', (value: string) => table(['key'], [[value]])],
    ['in the middle of a word of our summary', (value: string) => table(['key'], [[`x${value}x`]])],
    ['without the white space around it', (value: string) => `key=${value.trim()}`],
  ])('holds none of them %s', (_, spell) => {
    fc.assert(
      fc.property(secret, (value) => {
        const spelled = spell(value);
        const result = masked([value], spelled);
        expect(result).toContain(MASK);
        for (const form of secretForms(value)) expect(result).not.toContain(form);
      }),
    );
  });

  test('is unchanged where no secret stands', () => {
    fc.assert(
      fc.property(secret, text, (value, given) => {
        fc.pre(secretForms(value).every((form) => !given.includes(form)));
        expect(masked([value], given)).toBe(given);
      }),
    );
  });

  test('has both ends of secrets that overlap taken out', () => {
    expect(masked(['abcdef', 'defghi'], '-abcdefghi-')).toBe(`-${MASK}-`);
    expect(masked(['abcdefgh', 'cdef'], '-abcdefgh-')).toBe(`-${MASK}-`);
  });
});

describe('a secret of several lines', () => {
  const key = '-----BEGIN KEY-----\r\n  c2VjcmV0bGluZQ==\n}\n-----END KEY-----\n';

  test.each(['c2VjcmV0bGluZQ==', '-----BEGIN KEY-----'])('is taken out line by line: %s', (line) => {
    expect(masked([key], `: ${line} :`)).toBe(`: ${MASK} :`);
  });

  test('leaves a lone brace in peace', () => {
    expect(masked([key], 'if (a) { b }')).toBe('if (a) { b }');
  });
});

test('an empty secret masks nothing', () => {
  expect(masked(['', '  \n'], 'a text')).toBe('a text');
});

test('forms that are known are not told again', () => {
  const masks = new Masks();
  expect(masks.add('token-1234')).toEqual(['token-1234']);
  expect(masks.add('token-1234')).toEqual([]);
});
