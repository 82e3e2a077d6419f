import { describe, expect, test } from '@jest/globals';
import { TenantStatus } from '@prego/contracts';
import fc from 'fast-check';
import { TIMELINE_KINDS } from '../../timeline/timeline-row.ts';
import { kindsOf, showOf, TENANT_STATUSES, tenantSearch, toggledShow } from './tenant-search.ts';

test('the statuses are those of contracts', () => expect([...TENANT_STATUSES]).toEqual(TenantStatus.options));

describe('the address', () => {
  test('is read, without what is around its values', () => {
    const raw = { tenant_id: ' acme ', q: 'ac', status: 'failed', show: 'job, audit', order: 'oldest', group: 'day' };
    expect(tenantSearch({ ...raw, enqueue: 'open' })).toEqual({
      ...{ tenant_id: 'acme', q: 'ac', status: 'failed', show: 'audit,job' },
      ...{ order: 'oldest', group: 'day', enqueue: 'open' },
    });
  });

  test.each([
    { status: 'gone', show: 'nothing', order: 'up', group: 'week', enqueue: 'yes' },
    { tenant_id: '  ', q: '', status: ['failed'], show: 7, order: null },
    { show: 'audit,job,decision,trace,funnel' },
  ])('%j says nothing', (raw) => expect(tenantSearch(raw)).toEqual({}));

  test('is the same when it is read again, whatever stands in it', () => {
    const value = fc.oneof(
      fc.string(),
      fc.constantFrom('job', 'job,audit', 'failed', 'oldest', 'day', 'open'),
      fc.integer(),
    );
    const raw = fc.dictionary(fc.constantFrom('tenant_id', 'q', 'status', 'show', 'order', 'group', 'enqueue'), value);
    fc.assert(
      fc.property(raw, (raw) => {
        const search = tenantSearch(raw);
        expect(tenantSearch({ ...search })).toEqual(search);
      }),
    );
  });
});

describe('the kinds that are shown', () => {
  test('are all, unless some are named', () => {
    expect(kindsOf(undefined)).toEqual(TIMELINE_KINDS);
    expect(kindsOf('funnel,job')).toEqual(['job', 'funnel']);
  });

  test('a press on one of all shows it alone, further ones add to it, and taking the last away shows all', () => {
    expect(toggledShow(undefined, 'trace')).toBe('trace');
    expect(toggledShow('trace', 'job')).toBe('job,trace');
    expect(toggledShow('job,trace', 'trace')).toBe('job');
    expect(toggledShow('job', 'job')).toBeUndefined();
    expect(toggledShow('audit,job,decision,trace', 'funnel')).toBeUndefined();
  });

  test('all and none are not written out', () => {
    expect(showOf([])).toBeUndefined();
    expect(showOf(TIMELINE_KINDS)).toBeUndefined();
  });
});
