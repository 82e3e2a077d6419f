import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { parseSearch, stringifySearch } from '../../../plain-search.ts';
import { runSearch } from './run-search.ts';

test('what was chosen is read again from the address', () => {
  const chosen = { name: 'Team DB', network_id: '4711', subnet: '10.0.1.0/24', 'values.domain': 'git.example.com' };
  expect(runSearch(parseSearch(stringifySearch(chosen)))).toEqual(chosen);
});

test.each([
  [{ tab: 'jobs', values: 'x', 'values.': 'x', 'values.Domain': 'x', 'values.a b': 'x' }, {}],
  [{ name: '   ', subnet: 7, location: null }, {}],
  [{ name: 'a'.repeat(501) }, {}],
  [{ name: ' Team DB ' }, { name: 'Team DB' }],
])('of %j there is %j', (raw, search) => expect(runSearch(raw)).toEqual(search));

test('nonsense in the address never breaks the form', () => {
  fc.assert(
    fc.property(fc.dictionary(fc.string(), fc.anything()), (raw) => {
      for (const text of Object.values(runSearch(raw))) expect(typeof text).toBe('string');
    }),
  );
});
