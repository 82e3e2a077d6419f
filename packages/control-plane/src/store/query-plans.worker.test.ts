import { beforeAll, describe, expect, test } from '@jest/globals';
import { drizzle } from 'drizzle-orm/d1';
import { ControlPlane } from '../testing/control-plane.ts';
import type { Db } from './db.ts';
import { listDecisions } from './decisions.ts';
import { hoursOfNodes, listMetrics } from './metrics.ts';
import { changesSince } from './nodes-snapshot.ts';
import {
  jobByKey,
  jobsOfTenant,
  newestTenants,
  seatOf,
  tenantsByHostnamePrefix,
  tenantsById,
  tenantsByIdOrSlug,
  tenantsByIdPrefix,
} from './tenants.ts';
import { livingNodesOf, nodesNamed } from './write-seats.ts';

let cp: ControlPlane;
let db: Db;
beforeAll(async () => {
  cp = await ControlPlane.start();
  db = drizzle(cp.env.DB);
});

interface Query {
  toSQL(): { sql: string; params: unknown[] };
}
const after = { at: 1, tenant_id: 'a' };

/** What each query has to be read from. What is there twice is read in two parts. */
const queries: readonly (readonly [string, () => unknown, ...indexes: string[]])[] = [
  [
    'a tenant, and who has its slug',
    () => tenantsByIdOrSlug(db, 'a', 'b'),
    'sqlite_autoindex_tenants_1',
    'tenants_slug',
  ],
  ['a tenant', () => tenantsById(db, 'a'), 'sqlite_autoindex_tenants_1'],
  ['all tenants', () => newestTenants(db, undefined, after, 50), 'tenants_created'],
  ['tenants of a status', () => newestTenants(db, 'failed', after, 50), 'tenants_status'],
  ['tenants by id', () => tenantsByIdPrefix(db, 'a', undefined, 'ab', 50), 'sqlite_autoindex_tenants_1'],
  [
    'tenants by host name',
    () => tenantsByHostnamePrefix(db, { hostname: 'a', notId: 'A' }, undefined, { hostname: 'ab', tenant_id: 'b' }, 50),
    'tenants_hostname',
  ],
  ['the job of a key', () => jobByKey(db, 'a', 'k'), 'sqlite_autoindex_provision_jobs_3'],
  ['a seat', () => seatOf(db, 'a'), 'sqlite_autoindex_seats_1', 'sqlite_autoindex_nodes_1'],
  [
    'the hours of several nodes',
    () => hoursOfNodes(db, ['a', 'b'], 5),
    'server_metrics_hourly USING PRIMARY KEY (node_id=? AND hour>?)',
  ],
  ['the metrics of several nodes', () => listMetrics(db, { node_ids: ['a', 'b'] }, 'a', 50), 'server_metrics_1'],
  ['nodes by id', () => nodesNamed(db, ['a', 'b']), 'sqlite_autoindex_nodes_1'],
  ['the nodes of a stack', () => livingNodesOf(db, 'dedicated-a'), 'nodes_stack'],
  ['the changes of nodes', () => changesSince(db, 'sg', 5, 5)[0], 'nodes_region_seq'],
  ['the changes of metrics', () => changesSince(db, 'sg', 5, 5)[1], 'server_metrics_region_seq'],
  [
    'the decisions about a tenant',
    () => listDecisions(db, { tenant_id: 'a' }, undefined, 50),
    'allocation_decisions_tenant',
  ],
  [
    'one decision',
    () => listDecisions(db, { decision_id: 'a' }, undefined, 50),
    'sqlite_autoindex_allocation_decisions_1',
  ],
];

const planOf = async (query: Query): Promise<string[]> => {
  const { sql, params } = query.toSQL();
  const steps = await cp.rows<{ detail: string }>(`EXPLAIN QUERY PLAN ${sql}`, ...params);
  return steps.map(({ detail }) => detail);
};

describe('is read from an index, in order, however large its table is:', () => {
  test.each(queries)('%s', async (_, query, ...indexes) => {
    const steps = await planOf(query() as Query);
    // What json_each goes through are the ids of the question.
    expect(steps.filter((step) => /SCAN (?!json_each|.*USING INDEX)|TEMP B-TREE/.test(step))).toEqual([]);
    for (const index of indexes) expect(steps.join('; ')).toContain(index);
  });

  test('the jobs of a tenant, of which there are few enough to be sorted', async () => {
    const steps = await planOf(jobsOfTenant(db, 'a', 50));
    expect(steps.filter((step) => step.startsWith('SCAN'))).toEqual([]);
  });
});
