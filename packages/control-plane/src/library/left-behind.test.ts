import { expect, test } from '@jest/globals';
import type { LibraryResource } from '@prego/contracts';
import { leftBehind, type Seen } from './left-behind.ts';

const resource = (kind: LibraryResource['kind'], id: string): LibraryResource => ({
  ...{ kind, id, name: id, server_type: null, size_gb: null, location: 'fsn1' },
  ...{ ipv4: null, ipv6: null, private_ip: null, hourly_cost: null },
});
const all = [resource('server', '1'), resource('volume', '2'), resource('firewall', '3'), resource('primary_ip', '4')];
const seen = (at: number | undefined, ...ids: string[]): Seen => ({ ids: new Set(ids), own: [], seenAt: at });
const idsLeft = (server: Seen, volume: Seen) => leftBehind(all, 100, { server, volume }).map(({ id }) => id);

test('is all that was known, as long as nobody has looked since', () => {
  expect(idsLeft(seen(undefined), seen(undefined))).toEqual(['1', '2', '3', '4']);
  expect(idsLeft(seen(100), seen(99))).toEqual(['1', '2', '3', '4']);
});

test('is without the servers and volumes that a later look did not find', () => {
  expect(idsLeft(seen(101), seen(101, '2'))).toEqual(['2', '3', '4']);
  expect(idsLeft(seen(101, '1', '2'), seen(101))).toEqual(['1', '3', '4']);
});

test('is with what a later look found, and nobody had told of', () => {
  const later = { ...seen(101, '1', '9'), own: [resource('server', '1'), resource('server', '9')] };
  expect(idsLeft(later, seen(undefined))).toEqual(['1', '2', '3', '4', '9']);
  expect(idsLeft({ ...later, seenAt: 100 }, seen(undefined))).toEqual(['1', '2', '3', '4']);
});

test('a volume does not stand for a server of the same id', () => {
  expect(idsLeft(seen(101, '2'), seen(101, '1'))).toEqual(['3', '4']);
});
