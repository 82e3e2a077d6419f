import { describe, expect, test } from '@jest/globals';
import { textFaults } from '@prego/contracts/library-rules';
import fc from 'fast-check';
import { offeredLocations, subnetsOf, zoneOf } from './offered.ts';
import { choose, inputNameOf, inputsOf, prefixFor, withSole } from './run-inputs.ts';
import { STANDARD_INPUTS } from './run-search.ts';
import { A_MANIFEST, SOME_CHOICES } from './testing/some-choices.ts';

const inputs = (chosen: Parameters<typeof choose>[0]) => inputsOf(chosen, A_MANIFEST);

test('every field of a manifest has the name that the API knows', () =>
  expect(A_MANIFEST.fields.map(inputNameOf)).toEqual([...STANDARD_INPUTS, 'values.domain', 'values.locale']));

describe('what stands in the form', () => {
  test('is nothing at first but the template’s own defaults', () =>
    expect(inputs({})).toEqual({
      name: '',
      server_prefix: '',
      network_id: null,
      subnet: '',
      ssh_key_id: null,
      server_type: '',
      location: '',
      values: { domain: '', locale: 'C' },
    }));

  test('follows the name with its prefix until one is typed, also none', () => {
    expect(inputs({ name: 'Team DB 2' }).server_prefix).toBe('team-db-2');
    expect(inputs({ name: 'Team DB', server_prefix: 'db' }).server_prefix).toBe('db');
    expect(inputs({ name: 'Team DB', server_prefix: '' }).server_prefix).toBe('');
  });

  test('is what was chosen, also where that is gone', () => {
    const chosen = { network_id: '77', location: 'nbg1', 'values.locale': 'fr', 'values.domain': '' };
    expect(inputs(withSole(chosen, SOME_CHOICES))).toMatchObject({
      network_id: 77,
      location: 'nbg1',
      values: { locale: 'fr', domain: '' },
    });
    expect(inputs({ ssh_key_id: 'x' }).ssh_key_id).toBeNull();
  });
});

describe('what can only be meant is chosen', () => {
  test('of several nothing is presumed', () => expect(withSole({}, SOME_CHOICES)).toEqual({ ssh_key_id: '9' }));

  test('the only subnet of a network, and the only location of its zone', () =>
    expect(withSole({ network_id: '2' }, SOME_CHOICES)).toMatchObject({ subnet: '10.1.1.0/24', location: 'ash' }));

  test('and stays chosen when there are more', () => {
    const [network] = SOME_CHOICES.networks;
    const chosen = withSole({}, { ...SOME_CHOICES, networks: network ? [network] : [] });
    expect(chosen).toEqual({ network_id: '1', ssh_key_id: '9' });
    expect(withSole(chosen, SOME_CHOICES)).toEqual(chosen);
  });

  test('but not where someone has chosen none', () =>
    expect(withSole({ ssh_key_id: '' }, SOME_CHOICES).ssh_key_id).toBe(''));
});

describe('a choice', () => {
  const whole = { network_id: '1', subnet: '10.0.1.0/24', server_type: 'cx23', location: 'fsn1', name: 'a' };

  test('of another network takes its subnet along, and a location that is not in its zone', () => {
    expect(choose(whole, 'network_id', '2', SOME_CHOICES)).toEqual({
      network_id: '2',
      // The only ones there.
      subnet: '10.1.1.0/24',
      location: 'ash',
      ssh_key_id: '9',
      server_type: 'cx23',
      name: 'a',
    });
  });

  test('of a subnet takes a location along that is not in the network’s Hetzner project', () => {
    const [first] = SOME_CHOICES.networks as [(typeof SOME_CHOICES)['networks'][number]];
    const inAmerica = { ...SOME_CHOICES, networks: [{ ...first, regions: ['us' as const] }] };
    const chosen = { ...whole, subnet: '10.0.2.0/24' };
    expect(choose(chosen, 'subnet', '10.0.1.0/24', SOME_CHOICES).location).toBe('fsn1');
    expect(choose(chosen, 'subnet', '10.0.1.0/24', inAmerica).location).toBeUndefined();
  });

  test('of another subnet keeps a location of its zone, and no other', () => {
    expect(choose(whole, 'subnet', '10.0.2.0/24', SOME_CHOICES).location).toBe('ash');
    const inAmerica = { ...whole, subnet: '10.0.2.0/24', location: 'ash' };
    expect(choose(inAmerica, 'subnet', '10.0.1.0/24', SOME_CHOICES).location).toBeUndefined();
    expect(choose(whole, 'subnet', '10.0.1.0/24', SOME_CHOICES).location).toBe('fsn1');
  });

  test('of a size keeps the location, also one that lacks it: the arrow keys lead past such sizes', () => {
    const inHelsinki = { ...whole, location: 'hel1' };
    const past = choose(inHelsinki, 'server_type', 'cpx31', SOME_CHOICES);
    expect(past).toMatchObject({ server_type: 'cpx31', location: 'hel1' });
    expect(choose(past, 'server_type', 'cx23', SOME_CHOICES)).toMatchObject(inHelsinki);
  });

  test('of a location leaves the size, whatever is sold there: each of two can be reached from the other', () =>
    expect(choose({ ...whole, server_type: 'cpx31' }, 'location', 'hel1', SOME_CHOICES)).toMatchObject({
      server_type: 'cpx31',
      location: 'hel1',
    }));
});

test('whatever is chosen of what is offered, in whatever order, the subnet is the network’s and the location in its zone', () => {
  const step = fc.record({ field: fc.constantFrom('network', 'subnet', 'size', 'location'), nth: fc.nat(9) });
  fc.assert(
    fc.property(fc.array(step, { maxLength: 12 }), (steps) => {
      let chosen = withSole({}, SOME_CHOICES);
      for (const { field, nth } of steps) {
        const now = inputs(chosen);
        const offered = {
          network: SOME_CHOICES.networks.map(({ id }) => ['network_id', String(id)] as const),
          subnet: subnetsOf(now.network_id, SOME_CHOICES).map(({ ip_range }) => ['subnet', ip_range] as const),
          size: SOME_CHOICES.sizes.map(({ server_type }) => ['server_type', server_type] as const),
          location: offeredLocations(now, SOME_CHOICES).map(({ location }) => ['location', location.name] as const),
        }[field];
        const pick = offered[nth % Math.max(offered.length, 1)];
        if (pick) chosen = choose(chosen, pick[0], pick[1], SOME_CHOICES);
        const { network_id, subnet, location } = inputs(chosen);
        const zone = zoneOf({ network_id, subnet }, SOME_CHOICES);
        if (subnet !== '') expect(zone).not.toBeNull();
        if (location !== '') {
          expect(SOME_CHOICES.locations.find(({ name }) => name === location)?.network_zone).toBe(zone ?? 'no zone');
        }
      }
    }),
  );
});

describe('the prefix that is proposed', () => {
  test.each([
    ['Team DB', 'team-db'],
    ['2nd try', 'nd-try'],
    ['Überall', 'uberall'],
    ['데이터베이스', ''],
    ['a - b', 'a-b'],
    [`${'a'.repeat(39)} b`, 'a'.repeat(39)],
  ])('for %j is %j', (name, prefix) => expect(prefixFor(name)).toBe(prefix));

  test('is none, or one that is taken', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 60 }), (name) => {
        const server_prefix = prefixFor(name);
        const faults = textFaults(A_MANIFEST, { ...inputs({ name }), server_prefix });
        if (server_prefix !== '') expect(faults.map(({ field }) => field)).not.toContain('server_prefix');
      }),
    );
  });
});
