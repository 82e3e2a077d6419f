import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { oneOf, parseSearch, stringifySearch, textOf } from './plain-search.ts';

test('addresses are as other programs write them', () => {
  expect(stringifySearch({ job_id: 'job_1', trace_id: undefined, q: '' })).toBe('?job_id=job_1');
  expect(stringifySearch({})).toBe('');
  expect(parseSearch('?job_id=job_1&tab=nodes')).toEqual({ job_id: 'job_1', tab: 'nodes' });
  expect(parseSearch('?q=007')).toEqual({ q: '007' });
});

test('any text comes back as it was', () => {
  const search = fc.dictionary(fc.stringMatching(/^[a-z_]{1,8}$/), fc.string({ minLength: 1, unit: 'grapheme' }));
  fc.assert(fc.property(search, (given) => expect(parseSearch(stringifySearch(given))).toEqual({ ...given })));
});

test('what is none of the known values counts as not given', () => {
  expect(oneOf(['a', 'b'], 'b')).toBe('b');
  expect(oneOf(['a', 'b'], 'c')).toBeUndefined();
  expect(textOf('  x ')).toBe('x');
  expect(textOf(' ')).toBeUndefined();
  expect(textOf(3)).toBeUndefined();
});
