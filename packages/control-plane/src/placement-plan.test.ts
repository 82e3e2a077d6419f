import { describe, expect, test } from '@jest/globals';
import { dedicatedNodeId, dedicatedStackName, sharedNodeId } from '@prego/contracts/derived-ids';
import { DEFAULT_THRESHOLDS, decidePlacement, type PlacementRequest, Snapshot } from '@prego/placement-core';
import { planOf } from './placement-plan.ts';

const NODE = 'eu-s-2222bbbb';
const PLACED = { tenant_id: 'Acme_1', job_id: 'job_x' };

function plan(plan_tier: PlacementRequest['plan_tier'], status?: 'ready' | 'provisioning', node_id = NODE) {
  const snapshot = new Snapshot('eu');
  if (status) {
    snapshot.upsert({
      ...{
        node_id,
        region: 'eu',
        role: 'shared',
        status,
        closed: false,
        tenants: 0,
        reservations: 0,
        capacity: 30,
      },
      ...{ memory_pct: 10, cpu_pct: 10, disk_pct: 10, metrics_at: 0 },
    });
  }
  const request = { plan_tier, region: 'eu' } as const;
  const decision = decidePlacement({ request, snapshot, thresholds: DEFAULT_THRESHOLDS, now: 0 });
  return planOf(decision, PLACED, { seq: 7, statusOf: (id) => snapshot.get(id)?.status });
}

describe('a decision means', () => {
  test('for a ready node: a job without a stack that may go at once', () => {
    expect(plan('basic', 'ready')).toEqual({
      job: {
        ...{ infra_mode: 'use_existing', dedicated: null, target_server_id: NODE, stack: null },
        ...{ status: 'queued', waits_for: null, waits_for_node: null },
      },
      nodes: [],
      seat: { node_id: NODE, seat_limit: 20 },
    });
  });

  test('for one that is still made: a job that waits for it', () => {
    expect(plan('free', 'provisioning').job).toMatchObject({
      ...{ infra_mode: 'use_existing', target_server_id: NODE, stack: null },
      ...{ status: 'waiting', waits_for: 'node', waits_for_node: NODE },
    });
  });

  test('for the one that the job has begun itself: a job that goes on with it', () => {
    const { job, nodes, seat } = plan('free', 'provisioning', sharedNodeId('eu', 'job_x'));
    expect(job).toEqual(plan('free').job);
    expect([nodes, seat]).toEqual([[], { node_id: sharedNodeId('eu', 'job_x'), seat_limit: 20 }]);
  });

  test('for none: a new node, bought by who knows the region up to this change', () => {
    const node_id = sharedNodeId('eu', 'job_x');
    expect(plan('professional')).toEqual({
      job: {
        ...{ infra_mode: 'create_new_server', dedicated: null, target_server_id: null, stack: 'eu' },
        ...{ status: 'queued', waits_for: null, waits_for_node: null },
      },
      nodes: [
        {
          ...{ node_id, region: 'eu', role: 'shared', stack: 'eu', job_id: 'job_x', tenant_id: null, capacity: 20 },
          region_seq_seen: 7,
        },
      ],
      seat: { node_id, seat_limit: 20 },
    });
  });

  test('for an enterprise: three nodes of its own and a seat on the first, however much is free', () => {
    const { job, nodes, seat } = plan('enterprise', 'ready');
    const stack = dedicatedStackName('Acme_1');
    expect(job).toMatchObject({ infra_mode: 'create_new_server', dedicated: 1, target_server_id: null, stack });
    expect(
      nodes.map(({ role, capacity, tenant_id, region_seq_seen }) => [role, capacity, tenant_id, region_seq_seen]),
    ).toEqual([
      ['app', 1, 'Acme_1', null],
      ['db', 0, 'Acme_1', null],
      ['redis', 0, 'Acme_1', null],
    ]);
    expect(seat).toEqual({ node_id: dedicatedNodeId('eu', 'job_x', 'app'), seat_limit: 1 });
  });
});
