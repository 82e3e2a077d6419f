import { describe, expect, test } from '@jest/globals';
import { launchUrl } from '@prego/contracts';
import fc from 'fast-check';
import { expiryOf, linkTokenOf } from './launch-token.ts';

const TOKEN = 'launch.acme.1795270406737.PfVd0n_-uFqWv1c1dYp9m3ZrGJmWm2tQbq8b0C2u1aE';

describe('the token of a link', () => {
  test.each([
    ['as links have it', new URL(launchUrl('https://prego.test', TOKEN)).hash],
    ['bare', `#${TOKEN}`],
    ['broken into lines by a mail program', `#token=${TOKEN.slice(0, 40)}%0A%20${TOKEN.slice(40)}`],
  ])('is found %s', (_, hash) => {
    expect(linkTokenOf(hash)).toEqual({ kind: 'token', token: TOKEN });
  });

  test.each(['', '#', '#token=', '#token=%20'])('is missing in "%s"', (hash) => {
    expect(linkTokenOf(hash)).toEqual({ kind: 'missing' });
  });

  test.each([
    ['cut off', '#token=launch.acme'],
    ['no link token: an operator key goes nowhere', '#token=kp9jEiTzp46CHgqYzE8nOLIpgGyCrU_nTZ2qdiEE0E8'],
    ['not to be decoded', '#token=%E0%A4%A'],
    ['nothing that a header could hold', '#token=launch.acme.1.별'],
  ])('is broken when it is %s', (_, hash) => {
    expect(linkTokenOf(hash)).toEqual({ kind: 'broken' });
  });

  test('is never anything that a header could not hold, whatever is typed', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const found = linkTokenOf(`#token=${text}`);
        if (found.kind === 'token') expect(found.token).toMatch(/^[\x21-\x7e]+$/);
      }),
    );
  });

  test('says when it expires', () => {
    expect(expiryOf(TOKEN)).toBe(1795270406737);
  });
});
