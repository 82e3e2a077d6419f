import { describe, expect, test } from '@jest/globals';
import { addressesIn, gatewayOf, isRange } from './ipv4.ts';

test.each([
  ['10.20.0.0/16', '10.20.0.1'],
  ['10.0.0.0/8', '10.0.0.1'],
  ['192.168.7.128/25', '192.168.7.129'],
])('the gateway of %s is its first address, %s', (range, gateway) => {
  expect(gatewayOf(range)).toBe(gateway);
});

test('a range is counted, and its addresses are told by their place', () => {
  const { count, at } = addressesIn('10.0.1.128/25');
  expect(count).toBe(128n);
  expect([at(0n), at(1n), at(127n)]).toEqual(['10.0.1.128', '10.0.1.129', '10.0.1.255']);
});

describe('a range', () => {
  test.each(['10.0.1.0/24', '10.0.0.0/8', '192.168.7.128/25'])('is %s', (text) => {
    expect(isRange(text)).toBe(true);
  });

  test.each(['10.0.1.7/24', '10.0.1.0', '10.0.1/24', 'fe80::/10', '10.0.1.0/33', '010.0.1.0/24', '', '10.0.1.0/24;'])(
    'is not %j',
    (text) => {
      expect(isRange(text)).toBe(false);
    },
  );
});
