import { expect, test } from '@jest/globals';
import type { LibraryResource } from '@prego/contracts';
import { knownThere } from './known-there.ts';

const one = (id: string): LibraryResource => ({
  ...{ kind: 'server', id, name: 'x', server_type: null, size_gb: null, location: null },
  ...{ ipv4: null, ipv6: null, private_ip: null, hourly_cost: null },
});
const [told, left] = [one('1'), one('2')];

test.each([
  ['provisioned', [], [told]],
  ['provision_failed', [], [told]],
  ['return_failed', [left], [left]],
  ['return_failed', [], []],
] as const)('%s, with %j left: %j', (status, left_behind, there) => {
  expect(knownThere(status, { resources: [told], left_behind: [...left_behind] })).toEqual(there);
});
