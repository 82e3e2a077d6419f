import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { chooseInOneZone, type OfferedServer, offersExhausted, offersLeft, type ZonedOffer } from './offers.ts';
import type { FailedTry } from './program.ts';

const offer = (serverType: string, location: string): ZonedOffer => ({
  serverType,
  location,
  networkZone: `zone-of-${location[0]}`,
});
const anOffer = fc
  .tuple(fc.constantFrom('small', 'large'), fc.constantFrom('a1', 'a2', 'b1', 'c1'))
  .map(([type, location]) => offer(type, location));
const offers = fc.uniqueArray(anOffer, { selector: ({ serverType, location }) => serverType + location, minLength: 1 });
const NAMES = ['app', 'db', 'redis'];
const code = fc.constantFrom('capacity_unavailable' as const, 'type_not_in_location' as const);

const trio: fc.Arbitrary<OfferedServer[]> = fc
  .tuple(offers, offers, offers)
  .map((lists) => lists.map((list, i) => ({ name: NAMES[i] as string, offers: list })));
const failed = (servers: readonly OfferedServer[]): fc.Arbitrary<FailedTry[]> => {
  const all = servers.flatMap(({ name, offers }) => offers.map((each) => ({ server: name, ...each })));
  return fc.tuple(fc.subarray(all), code).map(([tries, why]) => tries.map((each) => ({ ...each, code: why })));
};
const someTried = trio.chain((servers) => failed(servers).map((tries) => ({ servers, tries })));
const somePlaced = someTried.chain(({ servers, tries }) =>
  fc.tuple(fc.subarray(NAMES, { minLength: 1, maxLength: 2 }), anOffer).map(([there, place]) => ({
    servers: servers.map((server) => (there.includes(server.name) ? { ...server, placed: place } : server)),
    tries,
  })),
);
const zonesWithAll = (servers: readonly OfferedServer[], tries: readonly FailedTry[]): string[] =>
  ['zone-of-a', 'zone-of-b', 'zone-of-c'].filter((zone) =>
    servers.every(({ name, offers }) => offersLeft(name, offers, tries).some((each) => each.networkZone === zone)),
  );

describe('the choice of an offer for each of several servers', () => {
  test('puts all in one network zone, and takes no offer that was refused', () => {
    fc.assert(
      fc.property(fc.oneof(someTried, somePlaced), ({ servers, tries }) => {
        const choice = chooseInOneZone(servers, tries);
        if (choice.kind !== 'take') return;
        const taken = servers.map(({ name }) => choice.offers.get(name) as ZonedOffer);
        expect(new Set(taken.map(({ networkZone }) => networkZone)).size).toBe(1);
        for (const { name, placed } of servers) {
          if (placed) continue;
          expect(offersLeft(name, [choice.offers.get(name) as ZonedOffer], tries)).toHaveLength(1);
        }
      }),
    );
  });

  test('leaves what exists what and where it is', () => {
    fc.assert(
      fc.property(somePlaced, ({ servers, tries }) => {
        const choice = chooseInOneZone(servers, tries);
        if (choice.kind !== 'take') return;
        for (const { name, placed } of servers) if (placed) expect(choice.offers.get(name)).toBe(placed);
      }),
    );
  });

  test('gives each the first of its offers in that zone that is left', () => {
    fc.assert(
      fc.property(someTried, ({ servers, tries }) => {
        const choice = chooseInOneZone(servers, tries);
        if (choice.kind !== 'take') return;
        for (const { name, offers } of servers) {
          const taken = choice.offers.get(name) as ZonedOffer;
          const [first] = offersLeft(name, offers, tries).filter(
            ({ networkZone }) => networkZone === taken.networkZone,
          );
          expect(taken).toBe(first);
        }
      }),
    );
  });

  test('is none only where no zone has an offer for all of them', () => {
    fc.assert(
      fc.property(fc.oneof(someTried, somePlaced), ({ servers, tries }) => {
        if (chooseInOneZone(servers, tries).kind === 'none') {
          const home = servers.find(({ placed }) => placed)?.placed?.networkZone;
          expect(zonesWithAll(servers, tries).filter((zone) => zone !== home)).toEqual([]);
        }
      }),
    );
  });

  test('is a move only where something exists, its zone has no offer for the rest, and another has one for all', () => {
    fc.assert(
      fc.property(fc.oneof(someTried, somePlaced), ({ servers, tries }) => {
        if (chooseInOneZone(servers, tries).kind !== 'move') return;
        const home = servers.find(({ placed }) => placed)?.placed?.networkZone;
        expect(home).toBeDefined();
        const rest = servers.filter(({ placed }) => placed === undefined);
        expect(zonesWithAll(rest, tries)).not.toContain(home);
        expect(zonesWithAll(servers, tries)).not.toEqual([]);
      }),
    );
  });

  test('comes to an end: whoever fails each choice in turn has tried no more than there are offers', () => {
    fc.assert(
      fc.property(trio, code, fc.infiniteStream(fc.nat({ max: 2 })), (servers, why, picks) => {
        const tries: FailedTry[] = [];
        for (;;) {
          const choice = chooseInOneZone(servers, tries);
          if (choice.kind !== 'take') break;
          const server = NAMES[picks.next().value as number] as string;
          tries.push({ server, code: why, ...(choice.offers.get(server) as ZonedOffer) });
        }
        expect(tries.length).toBeLessThanOrEqual(servers.flatMap((server) => server.offers).length);
      }),
    );
  });
});

describe('the error when every offer was refused', () => {
  const tried = (server: string, serverType: string, why: FailedTry['code']): FailedTry => ({
    server,
    serverType,
    location: 'sin',
    code: why,
  });

  test('lists every try with its reason', () => {
    const error = offersExhausted([
      tried('app', 'cpx32', 'capacity_unavailable'),
      tried('db', 'cpx32', 'capacity_unavailable'),
      tried('app', 'cpx99', 'type_not_in_location'),
    ]);
    expect(error).toMatchObject({
      code: 'capacity_unavailable',
      what: 'Hetzner refused every offer: for app cpx32 in sin: no capacity; cpx99 in sin: not sold there; for db cpx32 in sin: no capacity.',
    });
  });

  test('is one of the types where none was ever sold there', () => {
    const error = offersExhausted([tried('app', 'cpx99', 'type_not_in_location')]);
    expect(error).toMatchObject({ code: 'type_not_in_location', remedy: expect.stringContaining('types') });
  });
});
