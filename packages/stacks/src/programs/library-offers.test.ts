import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { chooseForSet, type SetServer, setExhausted } from './library-offers.ts';
import type { ZonedOffer } from './offers.ts';
import type { FailedTry } from './program.ts';

const at = (location: string): ZonedOffer => ({ serverType: 'cx23', location, networkZone: 'eu-central' });
const OFFERS = ['fsn1', 'nbg1', 'hel1'].map(at);
const [FSN, NBG, HEL] = OFFERS as [ZonedOffer, ZonedOffer, ZonedOffer];
const failed = (server: string, { serverType, location }: ZonedOffer): FailedTry => ({
  ...{ server, serverType, location },
  code: 'capacity_unavailable',
});
const WEB: SetServer = { name: 'web' };
const DB: SetServer = { name: 'db' };
const taken = (web: ZonedOffer, db: ZonedOffer) => ({
  kind: 'take',
  offers: new Map([
    ['web', web],
    ['db', db],
  ]),
});

describe('a set of which nothing is there', () => {
  test('takes the first offer for all', () => {
    expect(chooseForSet([WEB, DB], OFFERS, [], true)).toEqual(taken(FSN, FSN));
  });

  test('takes the next for all where one of them was refused', () => {
    expect(chooseForSet([WEB, DB], OFFERS, [failed('db', FSN)], true)).toEqual(taken(NBG, NBG));
  });

  test('has none where each was refused to one of them: a new set is never split', () => {
    const tries = [failed('db', FSN), failed('web', NBG), failed('db', HEL)];
    expect(chooseForSet([WEB, DB], OFFERS, tries, true)).toEqual({ kind: 'none' });
  });
});

describe('a set of which a part is there', () => {
  const web = { ...WEB, placed: NBG };

  test('is completed beside it, whatever comes first today', () => {
    expect(chooseForSet([web, DB], OFFERS, [], true)).toEqual(taken(NBG, NBG));
  });

  test('is completed beside it also where that is no offer any more', () => {
    const gone = { ...at('fsn1'), serverType: 'cx22' };
    expect(chooseForSet([{ ...WEB, placed: gone }, DB], OFFERS, [], true)).toEqual(taken(gone, gone));
  });

  test('moves as a whole where that was refused and another is left', () => {
    expect(chooseForSet([web, DB], OFFERS, [failed('db', NBG)], true)).toEqual({ kind: 'move' });
  });

  test('stays, with none, where no other is left', () => {
    const tries = OFFERS.map((offer) => failed('db', offer));
    expect(chooseForSet([web, DB], OFFERS, tries, true)).toEqual({ kind: 'none' });
  });

  test('stays where it may not move, and what is missing takes another location of the zone', () => {
    expect(chooseForSet([web, DB], OFFERS, [failed('db', NBG)], false)).toEqual(taken(NBG, FSN));
  });

  test('has a server made again only where its volume is', () => {
    const db = { ...DB, volumeAt: 'nbg1' };
    expect(chooseForSet([web, db], OFFERS, [failed('db', NBG)], false)).toEqual({ kind: 'none' });
    expect(chooseForSet([WEB, db], OFFERS, [], false)).toEqual(taken(NBG, NBG));
  });
});

test('a set that was refused everywhere is told each offer once', () => {
  const tries = [failed('web', FSN), failed('db', FSN), failed('db', NBG)];
  expect(setExhausted(tries).what).toBe(
    'Hetzner refused every offer: for its servers cx23 in fsn1: no capacity; cx23 in nbg1: no capacity.',
  );
});

test('a set that is there as a whole stays as it is, whatever was refused', () => {
  const there = [
    { ...WEB, placed: FSN },
    { ...DB, placed: HEL },
  ];
  expect(chooseForSet(there, OFFERS, [failed('web', FSN)], true)).toEqual(taken(FSN, HEL));
});

test('no offer is taken twice that was refused, and whoever tries on comes to an end', () => {
  const servers = ['a', 'b', 'c'];
  const soldOut = fc.subarray(servers.flatMap((server) => OFFERS.map(({ location }) => `${server} ${location}`)));
  fc.assert(
    fc.property(soldOut, fc.boolean(), (refusals, mayMove) => {
      const tries: FailedTry[] = [];
      let placed = new Map<string, ZonedOffer>();
      for (let round = 0; ; round++) {
        expect(round).toBeLessThanOrEqual(2 * servers.length * OFFERS.length);
        const set = servers.map((name) => ({
          name,
          ...(placed.has(name) && { placed: placed.get(name) as ZonedOffer }),
        }));
        const choice = chooseForSet(set, OFFERS, tries, mayMove);
        if (choice.kind === 'none') return expect(refusals).not.toEqual([]);
        if (choice.kind === 'move') {
          placed = new Map();
          continue;
        }
        const made = [...choice.offers].filter(([name]) => !placed.has(name));
        const refused = made.filter(([name, { location }]) => refusals.includes(`${name} ${location}`));
        for (const [name, offer] of refused) expect(tries).not.toContainEqual(failed(name, offer));
        tries.push(...refused.map(([name, offer]) => failed(name, offer)));
        placed = new Map([...placed, ...made.filter((each) => !refused.includes(each))]);
        if (refused.length === 0) {
          if (mayMove) expect(new Set([...placed.values()].map(({ location }) => location)).size).toBe(1);
          return;
        }
      }
    }),
  );
});
