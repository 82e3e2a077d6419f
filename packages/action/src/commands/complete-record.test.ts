import { expect, test } from '@jest/globals';
import { faultsOf } from './complete-record.ts';

const record = { id: 'r1', name: 'a.example.com', type: 'A', content: '192.0.2.1', proxied: true, comment: null };
const recorded = { zone_id: 'z', record_id: 'r1', content: '192.0.2.1' };

test.each([
  ['as it should be', {}, { name: 'a.example.com' }, []],
  ['as it should be in all that is known', {}, { name: 'a.example.com', content: '192.0.2.1', proxied: true }, []],
  ['elsewhere', { content: '192.0.2.9' }, { name: 'a.example.com' }, ['content is 192.0.2.9, not 192.0.2.1']],
  [
    'recorded, but for another host',
    {},
    { name: 'a.example.com', content: '192.0.2.9' },
    ['content is 192.0.2.1, not 192.0.2.9'],
  ],
  ['of another name', {}, { name: 'b.example.com' }, ['name is a.example.com, not b.example.com']],
  ['not proxied', { proxied: false }, { name: 'a.example.com', proxied: true }, ['proxied is false, not true']],
  ['of another type', { type: 'CNAME' }, { name: 'a.example.com' }, ['type is CNAME, not A']],
])('a record that is %s', (_, is, expected, faults) => {
  expect(faultsOf({ ...record, ...is }, recorded, expected)).toEqual(faults);
});
