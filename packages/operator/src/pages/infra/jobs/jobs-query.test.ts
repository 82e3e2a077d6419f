import { expect, test } from '@jest/globals';
import { filtersOf, filtersSet, jobsQuery, PAGE_ROWS } from './jobs-query.ts';

const NOW = Date.UTC(2026, 10, 21, 13);

test('an address without filters asks for all jobs, failures first', () => {
  const filters = filtersOf({ tab: 'jobs' });
  expect(filtersSet(filters)).toBe(0);
  expect(jobsQuery(filters, null, NOW)).toEqual({ limit: PAGE_ROWS, order: 'failures_first' });
});

test('every filter is asked for as the control plane takes it', () => {
  const filters = filtersOf({
    ...{ status: ['failed', 'waiting'], kind: 'return', region: 'eu', tenant_id: 'acme', stack: 'eu', since: '24h' },
    order: 'newest',
  });
  expect(filtersSet(filters)).toBe(6);
  expect(jobsQuery(filters, 'all.1.job_a', NOW)).toEqual({
    limit: PAGE_ROWS,
    order: 'newest',
    cursor: 'all.1.job_a',
    status: 'failed,waiting',
    kind: 'return',
    region: 'eu',
    tenant_id: 'acme',
    stack: 'eu',
    created_after: NOW - 86_400_000,
  });
});

test('a time in the address is asked for as it is', () => {
  const since = '2026-11-21T02:00:00.000Z';
  expect(jobsQuery(filtersOf({ since }), null, NOW).created_after).toBe(Date.parse(since));
});
