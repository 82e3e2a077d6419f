import { describe, expect, test } from '@jest/globals';
import { DriftStatus, JobKind, JobStatus, NodeRole, NodeStatus } from '@prego/contracts';
import fc from 'fast-check';
import { parseSearch, stringifySearch } from '../../plain-search.ts';
import { DRIFT_STATUSES, infraSearch, JOB_KINDS, JOB_STATUSES, NODE_ROLES, NODE_STATUSES } from './infra-search.ts';

const read = (search: string) => infraSearch(parseSearch(search));

describe('the address of Infra', () => {
  test.each([
    ['', {}],
    ['?tab=nodes&node_id=sg-s-7k2m9qxa', { tab: 'nodes', node_id: 'sg-s-7k2m9qxa' }],
    ['?status=waiting,failed', { status: ['failed', 'waiting'] }],
    [
      '?status=failed&region=eu&since=24h&order=newest',
      { status: ['failed'], region: 'eu', since: '24h', order: 'newest' },
    ],
    ['?since=2026-11-21T02:00:00Z', { since: '2026-11-21T02:00:00.000Z' }],
    ['?tab=orphans&drift_status=drifted', { tab: 'orphans', drift_status: 'drifted' }],
  ])('%j says %j', (search, expected) => expect(read(search)).toEqual(expected));

  test('what can not be used is as if it were not there', () => {
    expect(read('?tab=nonsense&status=broken&region=mars&since=later&stale=maybe&kind=&sort=')).toEqual({});
    expect(read('?status=failed,broken')).toEqual({ status: ['failed'] });
  });

  test('whatever is read is written and read as the same', () => {
    const anything = fc.dictionary(
      fc.constantFrom('tab', 'status', 'since', 'stack', 'tenant_id', 'order', 'x'),
      fc.oneof(fc.string(), fc.constantFrom('failed', 'failed,running', '24h', '2026-11-21', 'jobs')),
    );
    fc.assert(
      fc.property(anything, (raw) => {
        const search = infraSearch(raw);
        expect(read(stringifySearch({ ...search }))).toEqual(search);
        expect(infraSearch({ ...search })).toEqual(search);
      }),
    );
  });
});

test.each([
  ['statuses of jobs', JOB_STATUSES, JobStatus],
  ['kinds of jobs', JOB_KINDS, JobKind],
  ['statuses of nodes', NODE_STATUSES, NodeStatus],
  ['roles of nodes', NODE_ROLES, NodeRole],
  ['statuses of drift', DRIFT_STATUSES, DriftStatus],
])('all %s can be asked for', (_, ours, contracts) => {
  expect([...ours].sort()).toEqual([...contracts.options].sort());
});
