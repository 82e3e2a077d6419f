import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { maskCutValues } from './mask-cut-values.ts';

const PASSWORD = 'Zx81Qv37Lm52Kt94';
const OTHER = 'aB3cD4eF5gH6iJ7k';

describe('what is cut at its ends, as a chunk of a log', () => {
  test.each([
    ['has no secret in it', `one ${PASSWORD} two\n`, 'one *** two\n'],
    ['does not end with most of one', `one ${PASSWORD.slice(0, -1)}`, 'one ***'],
    ['does not begin with most of one', `${PASSWORD.slice(1)} two\n`, '*** two\n'],
    ['hides the end of one and the beginning of another', `${PASSWORD.slice(8)} or ${OTHER.slice(0, 9)}`, '*** or ***'],
    ['hides both where nothing is between', PASSWORD.slice(8) + OTHER.slice(0, 9), '******'],
    ['keeps three signs of one', `one ${PASSWORD.slice(0, 3)}`, `one ${PASSWORD.slice(0, 3)}`],
    [
      'keeps a piece of one that nothing was cut off',
      `one ${PASSWORD.slice(0, 8)} two`,
      `one ${PASSWORD.slice(0, 8)} two`,
    ],
    ['may be empty', '', ''],
  ])('%s', (_, text, masked) => expect(maskCutValues(text, [PASSWORD, OTHER])).toBe(masked));

  test('as it is, where nothing is secret', () => expect(maskCutValues('one\n', [])).toBe('one\n'));

  test('gives away no four signs of a secret, wherever it is cut, and nothing else is lost', () => {
    const drawn = fc.stringMatching(/^[A-Za-z0-9]{16,64}$/);
    // Of no sign that is drawn for a secret.
    const around = fc.string({ unit: fc.constantFrom('-', ' ', '\n', '준', '🚀'), maxLength: 80 });
    fc.assert(
      fc.property(around, around, drawn, drawn, fc.nat(64), (before, after, secret, other, at) => {
        fc.pre(!secret.includes(other) && !other.includes(secret));
        const cut = Math.min(at, secret.length);
        const chunks = [before + secret.slice(0, cut), secret.slice(cut) + after];
        const shown = chunks.map((chunk) => maskCutValues(chunk, [other, secret])).join('');
        const left = shown.slice(before.length, shown.length - after.length);
        expect([shown.startsWith(before), shown.endsWith(after)]).toEqual([true, true]);
        expect(left.replaceAll('***', '').length).toBeLessThan(4);
      }),
    );
  });
});
