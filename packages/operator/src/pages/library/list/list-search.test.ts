import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { parseSearch, stringifySearch } from '../../../plain-search.ts';
import { isNarrowed, type ProvisioningsSearch, provisioningsSearch } from './list-search.ts';

test.each([
  ['', {}],
  ['?q=web&status=return_failed&template=shared-node', { q: 'web', status: 'return_failed', template: 'shared-node' }],
  ['?q=++&status=gone&template=No+Such', {}],
  ['?status=Provisioned', {}],
  ['?q=+web+shop+', { q: 'web shop' }],
])('"%s" says %j', (address, search) => expect(provisioningsSearch(parseSearch(address))).toEqual(search));

test('more than the API takes of a text is left out', () => {
  expect(provisioningsSearch({ q: 'x'.repeat(300) }).q).toHaveLength(100);
});

test('whatever stands in the address, what is made of it stays the same when it is written and read again', () => {
  const value = fc.oneof(fc.string(), fc.integer(), fc.constant(null), fc.constantFrom('returned', 'forgejo'));
  fc.assert(
    fc.property(fc.record({ q: value, status: value, template: value }), (raw) => {
      const search = provisioningsSearch(raw);
      expect(provisioningsSearch(parseSearch(stringifySearch({ ...search })))).toEqual(search);
    }),
  );
});

test('a filter that is not set narrows nothing', () => {
  const unset = { q: undefined } as unknown as ProvisioningsSearch;
  expect([isNarrowed({}), isNarrowed(unset), isNarrowed({ q: 'shop' })]).toEqual([false, false, true]);
});
