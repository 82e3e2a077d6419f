import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { INPUTS, ONE_SERVER, THREE_SERVERS, WORLD } from '../testing/library-world.ts';
import { plannedResources } from './planned-resources.ts';
import { byPrice, priceOf, sumOf } from './price.ts';

test('it is that of all servers, an address each, and the volumes', () => {
  // 3.5 + 0.5 + 20 × 0.044, and 3.5 / 625 + 0.0008 + 20 × 0.00006.
  expect(priceOf(ONE_SERVER, 'cx23', 'fsn1', WORLD)).toEqual({ hourly: 0.0076, monthly: 4.88 });
  expect(priceOf(THREE_SERVERS, 'cx33', 'fsn1', WORLD).monthly).toBe(3 * (5.5 + 0.5) + 50 * 0.044);
});

test.each([
  ['the size', ONE_SERVER, 'cx99', 'fsn1', WORLD],
  ['the size there', ONE_SERVER, 'cx33', 'nbg1', WORLD],
  ['an address', ONE_SERVER, 'cx23', 'fsn1', { ...WORLD, ipv4_prices: {} }],
  ['a gigabyte', ONE_SERVER, 'cx23', 'fsn1', { ...WORLD, volume_gb_price: null }],
] as const)('it is not known, and never 0, where that of %s is not', (_, template, type, location, world) => {
  expect(priceOf(template, type, location, world)).toEqual({ hourly: null, monthly: null });
});

test('a gigabyte is not asked for where there is no volume', () => {
  const servers = ONE_SERVER.servers.map((server) => ({ ...server, volume_gb: undefined }));
  expect(priceOf({ servers }, 'cx23', 'fsn1', { ...WORLD, volume_gb_price: null }).monthly).toBe(4);
});

test('what is listed one by one adds up to the whole, wherever and of whatever size', () => {
  const types = fc.constantFrom('cx23', 'cx33', 'cpx12', 'ccx13', 'cx99', '');
  const places = fc.constantFrom('fsn1', 'nbg1', 'hel1', 'sin', '');
  const worlds = fc.constantFrom(WORLD, { ...WORLD, volume_gb_price: null }, { ...WORLD, ipv4_prices: {} });
  fc.assert(
    fc.property(
      types,
      places,
      worlds,
      fc.constantFrom(ONE_SERVER, THREE_SERVERS),
      (server_type, location, world, template) => {
        const listed = plannedResources(template, { ...INPUTS, server_type, location }, world);
        expect(sumOf(listed.map(({ price }) => price))).toEqual(priceOf(template, server_type, location, world));
      },
    ),
  );
});

test('the cheaper month comes first, then the cheaper hour, and what is not known last', () => {
  const [dear, cheap, cheaper] = [
    { hourly: 0.01, monthly: 5 },
    { hourly: 0.02, monthly: 4 },
    { hourly: 0.01, monthly: 4 },
  ];
  const unknown = { hourly: null, monthly: null };
  expect([unknown, dear, cheap, cheaper].toSorted(byPrice)).toEqual([cheaper, cheap, dear, unknown]);
});

test('what is made bears the names that it will have', () => {
  const listed = plannedResources(THREE_SERVERS, { ...INPUTS, server_type: 'cx33' }, WORLD);
  expect(listed.map(({ kind, name, about }) => [kind, name, about])).toEqual([
    ['server', 'pg-app', 'cx33'],
    ['primary_ip', 'pg-app', 'IPv4'],
    ['firewall', 'pg-app', '22/tcp, 443/tcp'],
    ['network_attachment', 'pg-app', 'eu 10.0.1.0/24'],
    ['server', 'pg-db', 'cx33'],
    ['primary_ip', 'pg-db', 'IPv4'],
    ['volume', 'pg-db', '50 GB'],
    ['firewall', 'pg-db', '22/tcp'],
    ['network_attachment', 'pg-db', 'eu 10.0.1.0/24'],
    ['server', 'pg-redis', 'cx33'],
    ['primary_ip', 'pg-redis', 'IPv4'],
    ['firewall', 'pg-redis', '22/tcp'],
    ['network_attachment', 'pg-redis', 'eu 10.0.1.0/24'],
  ]);
  const early = plannedResources(THREE_SERVERS, { ...INPUTS, server_prefix: '', network_id: null }, WORLD);
  expect(new Set(early.map(({ name }) => name))).toEqual(new Set(['app', 'db', 'redis']));
  expect(early.some(({ kind }) => kind === 'network_attachment')).toBe(false);
});

test.each([
  ['network', 'ICMP'],
  ['anywhere', '22/tcp'],
] as const)('SSH from %s alone leaves %s to the firewall', (from, about) => {
  const port = { protocol: 'tcp', port: 22, from, purpose: { en: 'SSH', ko: 'SSH' } } as const;
  const servers = ONE_SERVER.servers.map((server) => ({ ...server, ports: [port] }));
  const listed = plannedResources({ servers }, INPUTS, WORLD);
  expect(listed.find(({ kind }) => kind === 'firewall')?.about).toBe(about);
});
