import { describe, expect, test } from '@jest/globals';
import type { LibraryChoices } from '@prego/contracts';
import { locationsFor, offeredKeys, offeredLocations, offeredSizes, subnetsOf, zoneOf } from './offered.ts';
import { choose, inputsOf } from './run-inputs.ts';
import type { RunSearch } from './run-search.ts';
import { A_MANIFEST, SOME_CHOICES } from './testing/some-choices.ts';

const inputs = (chosen: RunSearch) => inputsOf(chosen, A_MANIFEST);
const inEurope = { network_id: '1', subnet: '10.0.1.0/24' };
const sizes = (chosen: RunSearch) =>
  offeredSizes(inputs(chosen), SOME_CHOICES).map(
    ({ size, standing, price, isFrom }) => `${size.server_type} ${standing} ${isFrom ? 'from ' : ''}${price.hourly}`,
  );
const locations = (chosen: RunSearch) =>
  offeredLocations(inputs(chosen), SOME_CHOICES).map(
    ({ location, standing, price }) => `${location.name} ${standing} ${price?.hourly ?? '–'}`,
  );

test('a network offers its own subnets, and each is in a zone', () => {
  expect(subnetsOf(2, SOME_CHOICES).map(({ ip_range }) => ip_range)).toEqual(['10.1.1.0/24']);
  expect(subnetsOf(3, SOME_CHOICES)).toEqual([]);
  expect(zoneOf({ network_id: 1, subnet: '10.0.2.0/24' }, SOME_CHOICES)).toBe('us-east');
  expect(zoneOf({ network_id: 2, subnet: '10.0.2.0/24' }, SOME_CHOICES)).toBeNull();
});

describe('the sizes', () => {
  test('before a subnet is chosen they are priced from the cheapest location on', () =>
    expect(sizes({})).toEqual(['cx23 sold from 0.008', 'cpx31 sold from 0.03']));

  test('then by the subnet’s zone, where one may have no room in any location', () =>
    expect(sizes(inEurope)).toEqual(['cx23 sold from 0.008', 'cpx31 no_room 0.03']));

  test('are the cheapest first, whatever their order, and those without room after all that have some', () => {
    const dear = (server_type: string, hourly: number, available: boolean) => ({
      ...(SOME_CHOICES.sizes[0] as (typeof SOME_CHOICES.sizes)[number]),
      server_type,
      offers: [{ location: 'fsn1', price: { hourly, monthly: hourly * 600 }, available }],
    });
    const unknown = {
      ...dear('unknown', 0, true),
      offers: [{ location: 'fsn1', price: { hourly: null, monthly: null }, available: true }],
    };
    const choices = {
      ...SOME_CHOICES,
      sizes: [unknown, dear('full', 0.001, false), dear('dear', 0.03, true), dear('cheap', 0.01, true)],
    };
    const order = offeredSizes(inputs(inEurope), choices).map(({ size }) => size.server_type);
    expect(order).toEqual(['cheap', 'dear', 'unknown', 'full']);
  });

  test('then by the location', () => {
    expect(sizes({ ...inEurope, location: 'hel1' })).toEqual(['cx23 no_room 0.008', 'cpx31 not_sold null']);
  });

  test('stand in the same order whichever of them is chosen', () => {
    const inHelsinki = { ...inEurope, location: 'hel1' };
    const order = (server_type: string) => sizes(choose(inHelsinki, 'server_type', server_type, SOME_CHOICES));
    expect(order('cpx31')).toEqual(order('cx23'));
  });
});

describe('the locations', () => {
  test('are none before a subnet is chosen', () => expect(locations({})).toEqual([]));

  test('are those of the subnet’s zone', () => expect(locations(inEurope)).toEqual(['fsn1 sold –', 'hel1 no_room –']));

  test('say what the chosen size costs there, and where it is not sold', () => {
    expect(locations({ ...inEurope, server_type: 'cpx31' })).toEqual(['fsn1 no_room 0.03', 'hel1 not_sold –']);
    expect(locations({ ...inEurope, server_type: 'cx23' })).toEqual(['fsn1 sold 0.01', 'hel1 no_room 0.008']);
  });
});

describe('where each region has a Hetzner project of its own', () => {
  const [network, ...others] = SOME_CHOICES.networks as [LibraryChoices['networks'][number]];
  const ofEurope = { id: 9, name: 'ops', fingerprint: 'aa:bb', regions: ['eu' as const] };
  const choices: LibraryChoices = {
    ...SOME_CHOICES,
    networks: [{ ...network, regions: ['us'] }, ...others],
    ssh_keys: [ofEurope, { ...ofEurope, id: 8, regions: ['us'] }],
  };
  const keys = (chosen: RunSearch) =>
    offeredKeys(inputs(chosen), choices).map(({ key, serves }) => `${key.id} ${serves}`);

  test('locations are offered only where the network is', () => {
    expect(locationsFor({ network_id: 1, subnet: '10.0.1.0/24' }, choices)).toEqual([]);
    expect(locationsFor({ network_id: 1, subnet: '10.0.2.0/24' }, choices).map(({ name }) => name)).toEqual(['ash']);
  });

  test('a location without the chosen key is marked', () => {
    const american = { network_id: '1', subnet: '10.0.2.0/24' };
    const lacking = (ssh_key_id: string) =>
      offeredLocations(inputs({ ...american, ssh_key_id }), choices).map(({ lacksKey }) => lacksKey);
    expect(lacking('9')).toEqual([true]);
    expect(lacking('8')).toEqual([false]);
  });

  test('a key serves where the location is, before where the network is, and before that anywhere', () => {
    expect(keys({})).toEqual(['9 true', '8 true']);
    expect(keys({ network_id: '1' })).toEqual(['9 false', '8 true']);
    expect(keys({ network_id: '1', location: 'fsn1' })).toEqual(['9 true', '8 false']);
  });
});
