import { describe, expect, test } from '@jest/globals';
import type { PlanTier } from '@prego/contracts';
import { decidePlacement } from './decide-placement.ts';
import type { Decision } from './decision.ts';
import type { NodeFacts } from './node-facts.ts';
import { Snapshot } from './snapshot.ts';
import { NOW, node, snapshotOf } from './testing/arbitraries.ts';
import { DEFAULT_THRESHOLDS } from './thresholds.ts';

const [A, B] = ['sg-s-22222222', 'sg-s-33333333'] as const;
const OFFERS = [{ server_type: 'cpx32', location: 'sin' }];

function decide(nodes: readonly NodeFacts[], plan_tier: PlanTier = 'basic'): Decision {
  const request = { plan_tier, region: 'sg' } as const;
  return decidePlacement({
    request,
    snapshot: snapshotOf(nodes),
    thresholds: DEFAULT_THRESHOLDS,
    now: NOW,
    offers: OFFERS,
  });
}
const reasonsOf = (facts: Partial<NodeFacts>) => decide([node({ node_id: A, ...facts })]).candidates[0]?.reasons;

describe('a tenant lands', () => {
  test('on a node that may take it, with all that the decision was taken from', () => {
    expect(decide([node({ node_id: A })])).toEqual({
      algorithm: 'decidePlacement_unified_v1',
      now: NOW,
      request: { plan_tier: 'basic', region: 'sg' },
      region: 'sg',
      thresholds: DEFAULT_THRESHOLDS,
      decision_reason: 'existing_node_selected',
      selected_node_id: A,
      placement: { region: 'sg', create_new_server: false, dedicated: false, target_server_id: A },
      candidates: [
        {
          node_id: A,
          eligible: true,
          reasons: [],
          score: 40 / 80 + 1 / 20,
          memory_pct: 40,
          cpu_pct: 20,
          disk_pct: 30,
          tenants: 8,
          reservations: 0,
          capacity: 20,
          metrics_age_s: 20,
        },
      ],
      cluster: { region: 'sg', nodes: 1, eligible: 1, tenants: 8, reservations: 0, capacity: 20, reasons: {} },
      offers: [],
    });
  });

  test.each(['free', 'basic', 'professional'] as const)('of tier %s on a new shared node where no node may', (tier) => {
    expect(decide([node({ node_id: A, memory_pct: 80 })], tier)).toMatchObject({
      decision_reason: 'no_eligible_node',
      selected_node_id: null,
      placement: { region: 'sg', create_new_server: true, dedicated: false, target_server_id: null },
      cluster: { nodes: 1, eligible: 0, reasons: { memory_over: 1 } },
      offers: OFFERS,
    });
  });

  test('of tier enterprise on three servers of its own, whatever is free', () => {
    expect(decide([node({ node_id: A })], 'enterprise')).toMatchObject({
      decision_reason: 'dedicated_tier',
      selected_node_id: null,
      placement: { region: 'sg', create_new_server: true, dedicated: true, target_server_id: null },
      candidates: [],
      cluster: { nodes: 1, eligible: 1 },
      offers: OFFERS,
    });
  });

  test('nowhere by the nodes of another region', () => {
    const request = { plan_tier: 'basic', region: 'us' } as const;
    const snapshot = new Snapshot('sg');
    expect(() => decidePlacement({ request, snapshot, thresholds: DEFAULT_THRESHOLDS, now: NOW })).toThrow(RangeError);
  });
});

describe('a node may not take a tenant', () => {
  const none = { memory_pct: null, cpu_pct: null, disk_pct: null, metrics_at: null };
  test.each<[string, Partial<NodeFacts>, object[]]>([
    ['that is cordoned', { status: 'cordoned' }, [{ code: 'cordoned' }]],
    ['that is drained', { status: 'draining' }, [{ code: 'draining' }]],
    ['that has failed, whatever else', { status: 'failed', ...none, tenants: 99 }, [{ code: 'failed' }]],
    ['that is retired, whatever else', { status: 'retired', memory_pct: 99 }, [{ code: 'retired' }]],
    ['that has sent nothing', none, [{ code: 'metrics_missing' }]],
    ['that has sent a part', { cpu_pct: null }, [{ code: 'metrics_missing' }]],
    [
      'that is silent for more than 5 minutes',
      { metrics_at: NOW - 300_001 },
      [{ code: 'metrics_stale', actual: 301, limit: 300 }],
    ],
    ['whose memory is used', { memory_pct: 80 }, [{ code: 'memory_over', actual: 80, limit: 80 }]],
    ['whose processors are used', { cpu_pct: 91.5 }, [{ code: 'cpu_over', actual: 91.5, limit: 80 }]],
    ['whose disk is used', { disk_pct: 80 }, [{ code: 'disk_over', actual: 80, limit: 80 }]],
    ['whose seats are taken', { tenants: 20 }, [{ code: 'seats_full', actual: 20, limit: 20 }]],
    ['whose seats are reserved', { tenants: 17, reservations: 3 }, [{ code: 'seats_full', actual: 20, limit: 20 }]],
    ['that was made for fewer', { capacity: 8 }, [{ code: 'seats_full', actual: 8, limit: 8 }]],
    [
      'that was made for more than are allowed',
      { capacity: 50, tenants: 20 },
      [{ code: 'seats_full', actual: 20, limit: 20 }],
    ],
    ['that has not cooled down', { closed: true }, [{ code: 'cooling_down' }]],
    [
      'that is closed and full: by what is over',
      { closed: true, cpu_pct: 80 },
      [{ code: 'cpu_over', actual: 80, limit: 80 }],
    ],
    [
      'that is made and already full',
      { status: 'provisioning', ...none, reservations: 20, tenants: 0 },
      [{ code: 'seats_full', actual: 20, limit: 20 }],
    ],
    [
      'for several reasons at once, the gravest first',
      { status: 'cordoned', memory_pct: 90, tenants: 20, metrics_at: NOW - 600_000 },
      [
        { code: 'cordoned' },
        { code: 'metrics_stale', actual: 600, limit: 300 },
        { code: 'memory_over', actual: 90, limit: 80 },
        { code: 'seats_full', actual: 20, limit: 20 },
      ],
    ],
  ])('%s', (_, facts, expected) => {
    expect(reasonsOf(facts)).toEqual(expected);
  });

  test.each<[string, Partial<NodeFacts>]>([
    ['its metrics are 5 minutes old', { metrics_at: NOW - 300_000 }],
    ['its clock is ahead', { metrics_at: NOW + 5_000 }],
    ['it has one seat left', { tenants: 18, reservations: 1 }],
    ['it is still made and has sent nothing', { status: 'provisioning', ...none }],
    ['it is still made and its installer is busy', { status: 'provisioning', cpu_pct: 100, closed: true }],
  ])('but may while %s', (_, facts) => {
    expect(reasonsOf(facts)).toEqual([]);
  });
});

describe('of two nodes that may, the tenant lands', () => {
  test.each<[string, Partial<NodeFacts>, Partial<NodeFacts>]>([
    ['on the fuller', { memory_pct: 50 }, { memory_pct: 49 }],
    ['on the one with more tenants, where seats bind', { tenants: 15 }, { tenants: 14 }],
    ['on the one that keeps its reserve', { memory_pct: 10, tenants: 1 }, { memory_pct: 75, tenants: 18 }],
    ['on the emptier where none keeps its reserve', { memory_pct: 70 }, { memory_pct: 78 }],
    [
      'on the one that keeps its reserve with those who are on their way',
      { memory_pct: 60, tenants: 8 },
      { memory_pct: 60, tenants: 5, reservations: 3 },
    ],
    ['on the one that runs', { memory_pct: 79 }, { status: 'provisioning', reservations: 19, tenants: 0 }],
    ['on the one with the smaller id where they are alike', {}, {}],
  ])('%s', (_, better, worse) => {
    expect(decide([node({ node_id: A, ...better }), node({ node_id: B, ...worse })]).selected_node_id).toBe(A);
    const isAlike = Object.keys(better).length === 0;
    const swapped = decide([node({ node_id: A, ...worse }), node({ node_id: B, ...better })]).selected_node_id;
    expect(swapped).toBe(isAlike ? A : B);
  });
});

test('misses stand in the order of how near they came', () => {
  const order: [string, Partial<NodeFacts>][] = [
    ['sg-s-z', { closed: true, memory_pct: 60, tenants: 4 }],
    ['sg-s-y', { memory_pct: 81 }],
    ['sg-s-x', { memory_pct: 95 }],
    ['sg-s-w', { memory_pct: 81, cpu_pct: 81 }],
    ['sg-s-v', { metrics_at: NOW - 400_000 }],
    ['sg-s-u', { cpu_pct: null }],
    ['sg-s-t', { status: 'cordoned' }],
    ['sg-s-s', { status: 'draining' }],
    ['sg-s-r', { status: 'failed' }],
    ['sg-s-q', { status: 'retired' }],
  ];
  const { candidates } = decide(order.map(([node_id, facts]) => node({ node_id, ...facts })));
  expect(candidates.map(({ node_id }) => node_id)).toEqual(order.map(([node_id]) => node_id));
});
