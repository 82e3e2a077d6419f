import { expect, test } from '@jest/globals';
import { addressesOf } from './addresses-of.ts';

test('addresses that a resource lacks are left out', () => {
  const address = { ipv4: '203.0.113.7', ipv6: null, private_ip: '10.0.0.2' };
  expect(addressesOf(address)).toEqual(['203.0.113.7', '10.0.0.2']);
  expect(addressesOf({ ipv4: null, ipv6: '', private_ip: null })).toEqual([]);
});
