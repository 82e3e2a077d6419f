import { expect, test } from '@jest/globals';
import { drawSecret } from './draw-secret.ts';

const token = () => Buffer.from(crypto.getRandomValues(new Uint8Array(32))).toString('base64url');

test('has the length that was asked for, of letters and digits', () => {
  for (const length of [16, 43, 64]) expect(drawSecret(length, token)).toMatch(new RegExp(`^[A-Za-z0-9]{${length}}$`));
  expect(drawSecret(32, token)).not.toBe(drawSecret(32, token));
});

test('leaves out what is neither, and the last character of a token', () => {
  const tokens = ['-_a-B', '1c_-Z', 'xyzQ'];
  expect(drawSecret(5, () => tokens.shift() ?? '')).toBe('a1cxy');
});

test('every letter and digit comes as often as any other', () => {
  const drawn = drawSecret(62_000, token);
  const counts = Map.groupBy(drawn, (character) => character);
  expect(counts.size).toBe(62);
  // 1,000 are expected of each, give or take 31: eight times that does not happen by chance.
  for (const { length } of counts.values()) expect(Math.abs(length - 1000)).toBeLessThan(250);
});
