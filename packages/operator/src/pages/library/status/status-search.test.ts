import { expect, test } from '@jest/globals';
import { parseSearch } from '../../../plain-search.ts';
import { provisioningSearch } from './status-search.ts';

test.each([
  ['', {}],
  ['?view=info', { view: 'info' }],
  ['?view=status&log_q=no+room+', { view: 'status', log_q: 'no room ' }],
  ['?view=secrets&log_q=++', {}],
])('"%s" says %j', (address, search) => expect(provisioningSearch(parseSearch(address))).toEqual(search));

test('what is no text at all says nothing', () => {
  expect(provisioningSearch({ view: 7, log_q: ['x'] })).toEqual({});
});
