import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { Masker } from './masker.ts';

test('a secret is masked as it is, line by line, in JSON and in a URL, and a longer one before what it contains', () => {
  const masker = new Masker(['word', 'word of honour', 'two\n"lines"', 'a b&c']);
  expect(masker.mask('word of honour, word')).toBe('***, ***');
  expect(masker.mask('first two, then "lines" or \\"lines\\"')).toBe('first ***, then *** or ***');
  expect(masker.mask('?q=a%20b%26c')).toBe('?q=***');
  masker.add('late');
  expect(masker.mask('late')).toBe('***');
});

test('nothing is masked by an empty secret or an empty line of one', () => {
  expect(new Masker(['', 'a\n\n']).mask('b c')).toBe('b c');
});

test('no secret is left over, whatever it is and wherever it stands', () => {
  fc.assert(
    fc.property(fc.string({ minLength: 4 }), fc.string(), fc.string(), (secret, before, after) => {
      fc.pre(secret.trim() !== '' && !secret.includes('*'));
      const masker = new Masker([secret]);
      expect(masker.finds(before + secret + after)).toBe(true);
      expect(masker.mask(before + secret + after)).not.toContain(secret);
    }),
  );
});
