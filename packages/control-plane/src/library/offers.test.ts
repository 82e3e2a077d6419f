import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { WORLD } from '../testing/library-world.ts';
import { hasRoom, isSold, offersToTry } from './offers.ts';

const locations = (server_type: string, location: string, unavailable: readonly (readonly [string, string])[] = []) =>
  offersToTry(
    { server_type, location },
    { ...WORLD, unavailable: unavailable.map(([type, where]) => ({ server_type: type, location: where })) },
  ).map((offer) => offer.location);

test('the chosen location comes first, then the others of its zone where the size is sold', () => {
  expect(locations('cx23', 'nbg1')).toEqual(['nbg1', 'fsn1', 'hel1']);
  expect(locations('cx33', 'hel1')).toEqual(['hel1', 'fsn1']);
  expect(locations('cpx12', 'sin')).toEqual(['sin']);
  // Sold in both zones.
  expect(locations('ccx13', 'sin')).toEqual(['sin']);
});

test('what had no room lately comes last, and is tried all the same', () => {
  expect(locations('cx23', 'fsn1', [['cx23', 'fsn1']])).toEqual(['nbg1', 'hel1', 'fsn1']);
  expect(locations('cx23', 'fsn1', [['cx33', 'fsn1']])).toEqual(['fsn1', 'nbg1', 'hel1']);
  expect(locations('cpx12', 'sin', [['cpx12', 'sin']])).toEqual(['sin']);
});

test.each([
  ['cx99', 'fsn1'],
  ['cx33', 'nbg1'],
  ['cx23', 'ber1'],
])('%s in %s is nothing to try', (type, location) => {
  expect(locations(type, location)).toEqual([]);
});

test('whatever has no room: each place of the zone is tried once, none elsewhere, and those with room first', () => {
  const offer = fc.record({
    server_type: fc.constantFrom('cx23', 'cx33', 'cpx12', 'ccx13'),
    location: fc.constantFrom('fsn1', 'nbg1', 'hel1', 'sin'),
  });
  fc.assert(
    fc.property(offer, fc.array(offer), (chosen, unavailable) => {
      const world = { ...WORLD, unavailable };
      const tried = offersToTry(chosen, world);
      const type = WORLD.server_types.find(({ name }) => name === chosen.server_type);
      const zoneOf = (name: string) => WORLD.locations.find((location) => location.name === name)?.network_zone;
      const sold = WORLD.locations.filter(
        ({ name, network_zone }) => type && isSold(type, name) && network_zone === zoneOf(chosen.location),
      );
      const canChoose = sold.some(({ name }) => name === chosen.location);
      expect(tried.map(({ location }) => location).sort()).toEqual(
        canChoose ? sold.map(({ name }) => name).sort() : [],
      );
      const room = tried.map((each) => hasRoom(each, world));
      expect(room).toEqual(room.toSorted((a, b) => Number(b) - Number(a)));
      if (canChoose && hasRoom(chosen, world)) expect(tried[0]).toEqual(chosen);
    }),
  );
});
