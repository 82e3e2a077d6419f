import { describe, expect, test } from '@jest/globals';
import { offersToTry } from './offers-to-try.ts';

const [A, B, C] = ['fsn1', 'nbg1', 'hel1'].map((location) => ({ server_type: 'cx33', location })) as [
  Offer,
  Offer,
  Offer,
];
type Offer = { server_type: string; location: string };

describe('what a new server is tried as', () => {
  test.each([
    ['all of them, while nothing is known against any', [], [A, B, C]],
    ['those that are left, in the order of preference', [{ ...A, until: 101 }], [B, C]],
    ['one again whose time is up', [{ ...A, until: 100 }], [A, B, C]],
    ['no other for what is said of another type', [{ location: 'fsn1', server_type: 'cx43', until: 999 }], [A, B, C]],
    [
      'by what was last said of it',
      [
        { ...A, until: 50 },
        { ...A, until: 200 },
      ],
      [B, C],
    ],
    [
      'all of them when none is left, the one that is back first at the front',
      [
        { ...A, until: 300 },
        { ...B, until: 200 },
        { ...C, until: 250 },
      ],
      [B, C, A],
    ],
    [
      'in the order of preference where they are back at once',
      [
        { ...C, until: 300 },
        { ...B, until: 300 },
        { ...A, until: 300 },
      ],
      [A, B, C],
    ],
  ])('is %s', (_, unavailable, expected) => {
    expect(offersToTry([A, B, C], unavailable, 100)).toEqual(expected);
  });
});
