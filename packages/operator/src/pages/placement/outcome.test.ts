import { describe, expect, test } from '@jest/globals';
import { rankOf, reasonCounts, sayingOf, shownOf } from './outcome.ts';
import type { Cluster, Outcome } from './placement-types.ts';
import { CANDIDATE } from './testing/candidates.ts';

const CLUSTER: Cluster = {
  region: 'sg',
  nodes: 3,
  eligible: 1,
  tenants: 9,
  reservations: 2,
  capacity: 60,
  reasons: {},
};
const onNode: Outcome = {
  decision_reason: 'existing_node_selected',
  selected_node_id: CANDIDATE.node_id,
  placement: { region: 'sg', create_new_server: false, dedicated: false, target_server_id: CANDIDATE.node_id },
};
const onNew: Outcome = {
  decision_reason: 'no_eligible_node',
  selected_node_id: null,
  placement: { region: 'sg', create_new_server: true, dedicated: false, target_server_id: null },
};

describe('the sentence', () => {
  test('names the node that takes the tenant', () => {
    expect(sayingOf(onNode, CLUSTER, [CANDIDATE])).toEqual({ kind: 'node', nodeId: CANDIDATE.node_id, waits: false });
  });

  test('says where the tenant waits, as its node is still made', () => {
    const made = { ...CANDIDATE, memory_pct: null, cpu_pct: null, disk_pct: null, metrics_age_s: null };
    expect(sayingOf(onNode, CLUSTER, [made])).toMatchObject({ waits: true });
    expect(sayingOf(onNode, CLUSTER, [{ ...made, node_id: 'sg-s-3333cccc' }])).toMatchObject({ waits: false });
  });

  test('tells a region without any node from one in which none may take the tenant', () => {
    expect(sayingOf(onNew, { ...CLUSTER, nodes: 0 }, [])).toEqual({ kind: 'first_node' });
    expect(sayingOf(onNew, CLUSTER, [])).toEqual({ kind: 'new_node', nodes: 3 });
  });

  test('is of three servers for a dedicated tenant', () => {
    const placement = { ...onNew.placement, dedicated: true };
    expect(sayingOf({ ...onNew, decision_reason: 'dedicated_tier', placement }, CLUSTER, [])).toEqual({ kind: 'trio' });
  });
});

test.each([
  [0, 'keeps_reserve'],
  [1, 'keeps_reserve'],
  [-0.01, 'into_reserve'],
  [-1.99, 'into_reserve'],
  [-2, 'still_made'],
  [-3, 'still_made'],
  [-21.4, 'may_not'],
] as const)('a score of %d stands for %s', (score, rank) => {
  expect(rankOf(score)).toBe(rank);
});

describe('what is shown of the candidates', () => {
  const misses = ['b', 'c'].map((node_id) => ({ ...CANDIDATE, node_id, eligible: false }));

  test('is all of a small region', () => {
    expect(shownOf([CANDIDATE, ...misses], CLUSTER)).toEqual({
      eligible: { shown: 1, of: 1 },
      misses: { shown: 2, of: 2 },
      all: true,
    });
  });

  test('is not all where the answer was capped', () => {
    expect(shownOf([CANDIDATE, ...misses], { ...CLUSTER, nodes: 355, eligible: 45 })).toEqual({
      eligible: { shown: 1, of: 45 },
      misses: { shown: 2, of: 310 },
      all: false,
    });
  });
});

test('reasons are counted, the most frequent first', () => {
  expect(reasonCounts({ ...CLUSTER, reasons: { cordoned: 1, seats_full: 7, cpu_over: 1 } })).toEqual([
    ['seats_full', 7],
    ['cordoned', 1],
    ['cpu_over', 1],
  ]);
});
