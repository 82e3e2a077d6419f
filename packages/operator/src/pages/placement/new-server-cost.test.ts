import { describe, expect, test } from '@jest/globals';
import type { ServerType } from '@prego/contracts';
import { OFFERS } from '@prego/contracts/offers';
import fc from 'fast-check';
import { MADE, type Price, sumOf, triesOf, type UnavailableOffer } from './new-server-cost.ts';

const NOW = 1_000_000;
const LATER = NOW + 60_000;

const typeOf = (name: string, hourly: number, ...locations: string[]): ServerType => ({
  name,
  cores: 4,
  memory_gb: 8,
  disk_gb: 160,
  prices: locations.map((location) => ({ location, hourly, monthly: hourly * 624 })),
});
const TYPES = [
  typeOf('cx33', 0.0104, 'fsn1', 'nbg1', 'hel1'),
  typeOf('cx23', 0.0056, 'fsn1', 'nbg1', 'hel1'),
  typeOf('cpx21', 0.01, 'ash', 'hil'),
  typeOf('cpx11', 0.002, 'ash'),
];
const soldOut = (server_type: string, location: string, until = LATER): UnavailableOffer => ({
  ...{ server_type, location, until },
});
const tries = (
  region: 'sg' | 'us' | 'eu',
  made: keyof typeof MADE,
  unavailable: readonly UnavailableOffer[] = [],
  types = TYPES,
) => triesOf(region, MADE[made], { types, unavailable, now: NOW });
const locationsOf = (...args: Parameters<typeof tries>) => tries(...args).map(({ location }) => location);

describe('what a new server costs', () => {
  test('is the price of its type where it is tried first', () => {
    const [first] = tries('eu', 'shared');
    expect(first).toMatchObject({ location: 'fsn1', sum: { hourly: 0.0104, monthly: 6.4896 } });
    expect(first?.offers).toMatchObject([{ role: 'shared', server_type: 'cx33', unavailableUntil: null }]);
  });

  test('is the sum of three for a dedicated tenant, and each by itself', () => {
    const [first] = tries('eu', 'dedicated');
    expect(first?.offers.map(({ role, price }) => [role, price?.hourly])).toEqual([
      ['app', 0.0056],
      ['db', 0.0056],
      ['redis', 0.0056],
    ]);
    expect(first?.sum).toEqual({ hourly: 0.0168, monthly: 10.4832 });
  });

  test('is not told where one of them has no price', () => {
    expect(tries('us', 'dedicated').map(({ location, sum }) => [location, sum === null])).toEqual([
      ['ash', false],
      ['hil', true],
    ]);
    expect(tries('sg', 'shared')[0]).toMatchObject({ sum: null, offers: [{ type: null, price: null }] });
  });
});

describe('the order of trial', () => {
  test('is that of preference where nothing is known to be unavailable', () => {
    expect(locationsOf('eu', 'shared')).toEqual(['fsn1', 'nbg1', 'hel1']);
  });

  test('has what is unavailable last, and says until when', () => {
    const [first, second, last] = tries('eu', 'shared', [soldOut('cx33', 'fsn1')]);
    expect([first?.location, second?.location, last?.location]).toEqual(['nbg1', 'hel1', 'fsn1']);
    expect(last?.offers[0]?.unavailableUntil).toBe(LATER);
  });

  test('forgets what was unavailable until now', () => {
    expect(locationsOf('eu', 'shared', [soldOut('cx33', 'fsn1', NOW)])).toEqual(['fsn1', 'nbg1', 'hel1']);
  });

  test('begins with what is back first where all is unavailable', () => {
    const all = [
      soldOut('cx33', 'fsn1', LATER + 2),
      soldOut('cx33', 'nbg1', LATER),
      soldOut('cx33', 'hel1', LATER + 1),
    ];
    expect(locationsOf('eu', 'shared', all)).toEqual(['nbg1', 'hel1', 'fsn1']);
  });

  test('takes a trio nowhere that one of the three is not to be tried', () => {
    expect(locationsOf('us', 'dedicated', [soldOut('cpx11', 'ash')])).toEqual(['hil', 'ash']);
    expect(locationsOf('us', 'dedicated', [soldOut('cpx31', 'ash')])).toEqual(['ash', 'hil']);
  });
});

describe('whatever is unavailable', () => {
  const offer = fc.constantFrom(
    ...(['sg', 'us', 'eu'] as const).flatMap((region) =>
      OFFERS[region].locations.flatMap((location) =>
        Object.values(OFFERS[region].types).map((server_type) => ({ server_type, location })),
      ),
    ),
  );
  const unavailable = fc.array(
    fc.tuple(offer, fc.integer({ min: NOW - 5, max: NOW + 5 })).map(([each, until]) => ({ ...each, until })),
  );

  test('every location of the region is there once, and one with all to be had is first if there is any', () => {
    const region = fc.constantFrom('sg', 'us', 'eu' as const);
    const made = fc.constantFrom('shared', 'dedicated' as const);
    fc.assert(
      fc.property(region, made, unavailable, (where, what, gone) => {
        const found = tries(where, what, gone);
        expect(found.map(({ location }) => location).sort()).toEqual([...OFFERS[where].locations].sort());
        const isFree = ({ offers }: (typeof found)[number]) => offers.every((each) => each.unavailableUntil === null);
        const free = OFFERS[where].locations.find((name) =>
          found.some((each) => each.location === name && isFree(each)),
        );
        if (free) expect(found[0]?.location).toBe(free);
      }),
    );
  });

  test('a sum is that of its parts in any order, and never below one of them', () => {
    const amount = fc.integer({ min: 0, max: 1_000_000 }).map((millionths) => millionths / 1e6);
    const prices: fc.Arbitrary<Price[]> = fc.array(fc.record({ hourly: amount, monthly: amount }), { maxLength: 5 });
    fc.assert(
      fc.property(prices, (all) => {
        const sum = sumOf(all) as Price;
        expect(sumOf(all.toReversed())).toEqual(sum);
        for (const { hourly, monthly } of all) expect(sum.hourly >= hourly && sum.monthly >= monthly).toBe(true);
        expect(sumOf([...all, null])).toBeNull();
      }),
    );
  });
});
