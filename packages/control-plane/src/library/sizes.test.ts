import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { ONE_SERVER, THREE_SERVERS, WORLD } from '../testing/library-world.ts';
import { fits, neededBy, sizesFor } from './sizes.ts';

const names = (...input: Parameters<typeof sizesFor>) => sizesFor(...input).map(({ name }) => name);

test('a size serves each of the servers, as all are of one', () => {
  expect(neededBy(THREE_SERVERS.servers)).toEqual({ cores: 2, memory_gb: 8, disk_gb: 40 });
  expect(names(ONE_SERVER.servers, WORLD)).toEqual(['cx23', 'ccx13', 'cx33']);
  expect(names(THREE_SERVERS.servers, WORLD)).toEqual(['ccx13', 'cx33']);
});

test('what is sold in no location of ours is no size', () => {
  const locations = WORLD.locations.filter(({ name }) => name === 'nbg1');
  expect(names(ONE_SERVER.servers, { ...WORLD, locations })).toEqual(['cx23']);
  expect(names(ONE_SERVER.servers, { ...WORLD, locations: [] })).toEqual([]);
});

test('a type serves what is needed if and only if it serves each that needs it', () => {
  const size = fc.record({ cores: fc.nat(8), memory_gb: fc.nat(16), disk_gb: fc.nat(100) });
  const servers = fc.array(
    size.map((needs) => ({ needs })),
    { minLength: 1, maxLength: 4 },
  );
  fc.assert(
    fc.property(servers, size, (all, type) => {
      expect(fits(type, neededBy(all))).toBe(all.every(({ needs }) => fits(type, needs)));
    }),
  );
});
