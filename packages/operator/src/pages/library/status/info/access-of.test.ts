import { expect, test } from '@jest/globals';
import type { LibraryResource } from '@prego/contracts';
import { accessOf } from './access-of.ts';

const one = (kind: LibraryResource['kind']): LibraryResource => ({
  ...{ kind, id: '1', name: 'x', server_type: null, size_gb: null, location: null },
  ...{ ipv4: null, ipv6: null, private_ip: null, hourly_cost: null },
});
const [server, volume] = [one('server'), one('volume')];

test.each([
  ['provisioned', [server], [], 'holds'],
  ['provisioning', [server], [], 'none'],
  ['provision_failed', [server], [], 'as_it_was'],
  ['provision_failed', [volume], [], 'none'],
  ['returning', [server], [], 'none'],
  ['returned', [], [], 'none'],
  ['return_failed', [], [server], 'as_it_was'],
  ['return_failed', [server], [volume], 'none'],
] as const)('%s, with %j and %j left: %s', (status, resources, left_behind, access) => {
  expect(accessOf(status, { resources: [...resources], left_behind: [...left_behind] })).toBe(access);
});
