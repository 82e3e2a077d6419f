import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { parseSearch, stringifySearch } from '../../../plain-search.ts';
import { filtersSet, historyQuery, historySearch } from './history-search.ts';

const LIB = `lib_${'0'.repeat(26)}`;

describe('what the address of the history says', () => {
  test.each([
    ['', {}],
    [
      '?kind=return_failed&template=forgejo&by=operator+anna',
      { kind: 'return_failed', template: 'forgejo', by: 'operator anna' },
    ],
    [`?provisioning_id=${LIB}&q=+shop+`, { provisioning_id: LIB, q: 'shop' }],
    ['?after=2026-11-21T02:05:00.000Z', { after: '2026-11-21T02:05:00.000Z' }],
    ['?after=2026-11-21T02:05:00%2B09:00', { after: '2026-11-20T17:05:00.000Z' }],
    ['?after=9999-12-31T23:59:59-12:00&before=1969-12-31', {}],
    ['?log=42&log_q=no+room+', { log: '42', log_q: 'no room ' }],
    ['?kind=gone&template=No+Such&after=yesterday&before=-1&provisioning_id=lib_x&log=0&log_q=x', {}],
  ])('"%s" says %j', (address, search) => expect(historySearch(parseSearch(address))).toEqual(search));

  test('stays the same when it is written and read again, whatever stood there', () => {
    const text = fc.oneof(
      fc.string(),
      fc.constantFrom(
        'return_failed',
        'forgejo',
        LIB,
        '7',
        '2026-01-01',
        '9999-12-31T23:59:59-12:00',
        '1969-12-31',
        '2026-02-31T00:00Z',
        '1e3',
      ),
    );
    const raw = fc.record(
      {
        kind: text,
        template: text,
        by: text,
        q: text,
        after: text,
        before: text,
        provisioning_id: text,
        log: text,
        log_q: text,
      },
      { requiredKeys: [] },
    );
    fc.assert(
      fc.property(raw, (raw) => {
        const search = historySearch(raw);
        expect(historySearch(parseSearch(stringifySearch({ ...search })))).toEqual(search);
      }),
    );
  });
});

test('the API is asked by filters alone, with times in milliseconds', () => {
  const search = historySearch({
    by: 'operator anna',
    after: '1970-01-01T00:00:01Z',
    before: '1970-01-01T00:01:00Z',
    log: '7',
  });
  expect(historyQuery(search)).toEqual({ by: 'operator anna', after: 1000, before: 60_000 });
  expect([filtersSet(search), filtersSet({ log: '7', log_q: 'x' })]).toEqual([3, 0]);
});
