import { expect, test } from '@jest/globals';
import type { LibraryResource } from '@prego/contracts';
import { priceOfLeft } from './price-of-left.ts';

const resource = (kind: LibraryResource['kind'], hourly_cost: number | null): LibraryResource => ({
  ...{ kind, id: '1', name: 'a', server_type: null, size_gb: null, location: 'fsn1' },
  ...{ ipv4: null, ipv6: null, private_ip: null, hourly_cost },
});
const [server, volume, address, firewall] = [
  resource('server', 0.01),
  resource('volume', 0.004),
  resource('primary_ip', 0.001),
  resource('firewall', 0),
];
const was = { hourly: 0.025, monthly: 15 };
const nothing = { hourly: 0, monthly: 0 };

test.each([
  ['nothing', [], nothing],
  ['what is free', [firewall], nothing],
  ['an address, whose server is gone and it with that', [address, firewall], nothing],
  ['a server with its address', [server, address], { hourly: 0.011, monthly: 6.6 }],
  ['a volume', [volume, address], { hourly: 0.004, monthly: 2.4 }],
  ['something of an unknown price', [volume, resource('server', null)], was],
  ['more than was known of', [server, server, server], was],
])('of %s', (_, left, expected) => {
  const { hourly, monthly } = priceOfLeft(left, was);
  expect([hourly, monthly]).toEqual([expected.hourly, expect.closeTo(expected.monthly, 6)]);
});

test('an unknown price stays unknown, as long as anything is left', () => {
  const unknown = { hourly: null, monthly: null };
  expect(priceOfLeft([server], unknown)).toEqual(unknown);
  expect(priceOfLeft([], unknown)).toEqual(nothing);
});
