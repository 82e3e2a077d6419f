import { describe, expect, test } from '@jest/globals';
import { type LibraryInputs, serverNames, textFaults } from '@prego/contracts';
import fc from 'fast-check';
import { MANIFEST } from '../testing/library-rows.ts';
import { INPUTS, ONE_SERVER, THREE_SERVERS, WORLD } from '../testing/library-world.ts';
import { inputFaults, runFaults } from './input-faults.ts';
import { isSold, offersToTry } from './offers.ts';
import { fits } from './sizes.ts';
import type { LibraryWorld } from './world.ts';

const faults = (inputs: Partial<LibraryInputs>, world: Partial<LibraryWorld> = {}, template = ONE_SERVER) =>
  inputFaults(template, { ...INPUTS, ...inputs }, { ...WORLD, ...world });
const [network] = WORLD.networks;
const fullWith = (servers: number) => ({ networks: [{ ...(network as NonNullable<typeof network>), servers }] });

test('nothing is wrong with what is in order', () => {
  expect(faults({})).toEqual([]);
  expect(faults({ server_type: 'cx33' }, {}, THREE_SERVERS)).toEqual([]);
});

describe('it is told by its field where', () => {
  test.each([
    ['the name is one on the list', { name: 'Forge' }, 'name', 'name_taken', 'Forge'],
    ['only its letters are written otherwise', { name: 'FORGE' }, 'name', 'name_taken', 'FORGE'],
    ['the name is that of one returned', { name: 'Gone' }, 'name', 'name_taken', 'Gone'],
    ['a server at Hetzner has the name', { server_prefix: 'old-db' }, 'server_prefix', 'server_name_taken', 'old-db'],
    ['another is to have it', { server_prefix: 'forge-db' }, 'server_prefix', 'server_name_taken', 'forge-db'],
    ['the prefix is of another', { server_prefix: 'forge' }, 'server_prefix', 'server_name_taken', 'forge'],
    ['nobody knows the network', { network_id: 9 }, 'network_id', 'unknown_network', undefined],
    ['the subnet is of another network', { subnet: '10.1.1.0/24' }, 'subnet', 'unknown_subnet', undefined],
    ['nobody knows the key', { ssh_key_id: 8 }, 'ssh_key_id', 'unknown_ssh_key', undefined],
    ['nobody knows the size', { server_type: 'cx99' }, 'server_type', 'unknown_size', undefined],
    ['nobody knows the location', { location: 'ber1' }, 'location', 'unknown_location', undefined],
    ['the size is not sold there', { server_type: 'cx33', location: 'nbg1' }, 'location', 'not_sold_there', 'nbg1'],
  ] as const)('%s', (_, inputs, field, fault, detail) => {
    expect(faults(inputs)).toEqual([{ field, fault, ...(detail && { detail }) }]);
  });

  test('the size is too small for the server that needs most', () => {
    const [fault] = faults({}, {}, THREE_SERVERS);
    expect(fault).toEqual({ field: 'server_type', fault: 'too_small', detail: '2 vCPU, 8 GB RAM, 40 GB' });
  });

  test('the subnet is in another zone than the location', () => {
    const elsewhere = { network_id: 2, subnet: '10.1.1.0/24' };
    expect(faults(elsewhere)).toEqual([{ field: 'location', fault: 'other_network_zone', detail: 'ap-southeast' }]);
    const there = { ...elsewhere, location: 'sin', server_type: 'cpx12' };
    expect(faults(there).map(({ fault }) => fault)).toEqual(['too_small']);
  });

  test('the network or the key is in the Hetzner project of other regions', () => {
    const networks = [{ ...(network as NonNullable<typeof network>), regions: ['sg', 'us'] as const }];
    expect(faults({}, { networks })).toEqual([{ field: 'network_id', fault: 'unknown_network', detail: 'eu' }]);
    const ssh_keys = WORLD.ssh_keys.map((key) => ({ ...key, regions: ['sg'] as const }));
    expect(faults({}, { ssh_keys })).toEqual([{ field: 'ssh_key_id', fault: 'unknown_ssh_key', detail: 'eu' }]);
    const inSingapore = { network_id: 2, subnet: '10.1.1.0/24', location: 'sin', server_type: 'ccx13' };
    expect(faults(inSingapore, { ssh_keys })).toEqual([]);
  });

  test('a volume bears the name of one that is to be made, which Hetzner has by kind', () => {
    const taken = { field: 'server_prefix', fault: 'server_name_taken', detail: 'kept' };
    expect(faults({ server_prefix: 'kept' })).toEqual([taken]);
    // Of three servers the one called `kept-app` has no volume, and none is called `kept`.
    expect(faults({ server_prefix: 'kept', server_type: 'cx33' }, {}, THREE_SERVERS)).toEqual([]);
  });

  test('one of several servers bears a name that is taken', () => {
    const asked = { server_prefix: 'old', server_type: 'cx33' };
    expect(faults(asked, {}, THREE_SERVERS)).toMatchObject([{ fault: 'server_name_taken', detail: 'old-db' }]);
    // Alone it would be called `old`.
    expect(faults({ server_prefix: 'old' })).toEqual([]);
  });

  test.each([
    [99, ONE_SERVER, []],
    [100, ONE_SERVER, ['network_full']],
    [97, THREE_SERVERS, []],
    [98, THREE_SERVERS, ['network_full']],
  ])('%d servers are in the network, and more are to come', (servers, template, expected) => {
    const found = faults({ server_type: 'cx33' }, fullWith(servers), template);
    expect(found.map(({ fault }) => fault)).toEqual(expected);
  });
});

test('user data that is too much is told with all else, and not twice of one field', () => {
  const cloud_init = { app: 'x'.repeat(40_000), db: '' };
  const long = { manifest: MANIFEST, cloud_init };
  const asked = { ...INPUTS, server_type: 'cx33', values: { domain: 'shop.example' } };
  expect(runFaults(long, asked, WORLD)).toEqual([{ field: 'values.domain', fault: 'too_long', detail: '0' }]);
  const wrong = runFaults(long, { ...asked, values: { domain: '1'.repeat(30) } }, WORLD);
  expect(wrong).toEqual([{ field: 'values.domain', fault: 'pattern' }]);
  expect(runFaults({ ...long, cloud_init: { app: '', db: '' } }, asked, WORLD)).toEqual([]);
});

test('of a field that is wrong by itself nothing else is said', () => {
  const empty = { ...INPUTS, name: '', network_id: null, subnet: '', ssh_key_id: null, server_type: '', location: '' };
  const found = inputFaults(ONE_SERVER, empty, WORLD);
  expect(found).toEqual(textFaults(ONE_SERVER, empty));
  expect(new Set(found.map(({ fault }) => fault))).toEqual(new Set(['missing']));
});

test('what the text rules say is always among it', () => {
  const anything = fc.record({
    name: fc.string(),
    server_prefix: fc.string(),
    subnet: fc.string(),
    location: fc.string(),
  });
  fc.assert(
    fc.property(anything, (typed) => {
      const inputs = { ...INPUTS, ...typed };
      expect(faults(inputs)).toEqual(expect.arrayContaining(textFaults(ONE_SERVER, inputs)));
    }),
  );
});

test('what nothing is wrong with can be made: all is known, fits, is sold there, and no name is taken', () => {
  const mostly = <T>(good: T, ...bad: T[]) =>
    fc.oneof({ weight: 5, arbitrary: fc.constant(good) }, { weight: 2, arbitrary: fc.constantFrom(...bad) });
  const some = fc.record({
    network_id: mostly(1, 2, 3),
    subnet: mostly('10.0.1.0/24', '10.1.1.0/24', '10.9.0.0/16'),
    ssh_key_id: mostly(7, 8),
    server_type: mostly('cx33', 'cx23', 'cpx12', 'cx99'),
    location: mostly('fsn1', 'nbg1', 'sin', 'ber1'),
    server_prefix: mostly('pg', 'old', 'forge', 'forge-db', 'old-db'),
    name: mostly('My database', 'Forge'),
  });
  const seen = { ok: 0, wrong: 0 };
  fc.assert(
    fc.property(some, fc.constantFrom(ONE_SERVER, THREE_SERVERS), (typed, template) => {
      const inputs = { ...INPUTS, ...typed };
      const net = WORLD.networks.find(({ id }) => id === inputs.network_id);
      const subnet = net?.subnets.find(({ ip_range }) => ip_range === inputs.subnet);
      const place = WORLD.locations.find(({ name }) => name === inputs.location);
      const type = WORLD.server_types.find(({ name }) => name === inputs.server_type);
      const names = Object.values(serverNames(template.servers, inputs.server_prefix));
      const others = WORLD.provisionings.flatMap((other) => other.server_names);
      const can =
        subnet !== undefined &&
        subnet.network_zone === place?.network_zone &&
        inputs.ssh_key_id === 7 &&
        type !== undefined &&
        isSold(type, inputs.location) &&
        template.servers.every(({ needs }) => fits(type, needs)) &&
        inputs.name !== 'Forge' &&
        !names.some((name) => WORLD.server_names.has(name) || others.includes(name)) &&
        !WORLD.provisionings.some((other) => other.server_prefix === inputs.server_prefix);
      expect(inputFaults(template, inputs, WORLD).length === 0).toBe(can);
      if (can) expect(offersToTry(inputs, WORLD)[0]?.location).toBe(inputs.location);
      seen[can ? 'ok' : 'wrong']++;
    }),
    { numRuns: 2_000 },
  );
  expect(Math.min(seen.ok, seen.wrong)).toBeGreaterThan(50);
});

test('where no inventory was reported, nothing can be chosen', () => {
  const nothing = { networks: [], ssh_keys: [], locations: [], server_types: [], seen_at: null };
  expect(new Set(faults({}, nothing).map(({ fault }) => fault))).toEqual(
    new Set(['unknown_network', 'unknown_ssh_key', 'unknown_size', 'unknown_location']),
  );
});
