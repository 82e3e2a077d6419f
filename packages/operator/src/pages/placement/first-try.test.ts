import { describe, expect, test } from '@jest/globals';
import { OFFERS } from '@prego/contracts/offers';
import { firstTryOf } from './first-try.ts';
import { MADE, triesOf } from './new-server-cost.ts';

const said = (...soldOutIn: string[]) => {
  const unavailable = soldOutIn.map((location) => ({ server_type: 'cx33', location, until: 9 }));
  return firstTryOf(triesOf('eu', MADE.shared, { types: [], unavailable, now: 5 }), OFFERS.eu.locations);
};

describe('what is said of the first try', () => {
  test('is its place where it is the preferred one, whatever the others are', () => {
    expect(said()).toEqual({ kind: 'preferred', location: 'fsn1' });
    expect(said('hel1')).toEqual({ kind: 'preferred', location: 'fsn1' });
  });

  test('names the preferred one too where that was unavailable', () => {
    expect(said('fsn1', 'nbg1')).toEqual({ kind: 'instead', location: 'hel1', preferred: 'fsn1' });
  });

  test('is that all were, where nothing else is left', () => {
    expect(said('fsn1', 'nbg1', 'hel1')).toEqual({ kind: 'none', location: 'fsn1' });
  });
});
