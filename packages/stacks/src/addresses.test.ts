import { expect, test } from '@jest/globals';
import { DEDICATED_ADDRESSES, NODES_PER_NETWORK, nextAddress } from './addresses.ts';

test('a hundred nodes get a hundred addresses, and the next is refused', () => {
  const used: string[] = [];
  for (let i = 0; i < NODES_PER_NETWORK; i++) used.push(nextAddress(used));
  expect(new Set(used).size).toBe(NODES_PER_NETWORK);
  expect(() => nextAddress(used)).toThrow(expect.objectContaining({ code: 'limit_exceeded' }));
});

test('an address that came free is given again', () => {
  expect(nextAddress(['10.20.1.10', '10.20.1.12'])).toBe('10.20.1.11');
});

test('no address is the gateway, the first one of the network', () => {
  expect(nextAddress([])).not.toBe('10.20.0.1');
  expect(Object.values(DEDICATED_ADDRESSES)).not.toContain('10.20.1.1');
});
