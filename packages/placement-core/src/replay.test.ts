import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { decidePlacement } from './decide-placement.ts';
import type { Candidate, Decision, DecisionRecord } from './decision.ts';
import { prove } from './prove.ts';
import { replay } from './replay.ts';
import { anyNodes, anyThresholds, NOW, node, snapshotOf } from './testing/arbitraries.ts';
import { DEFAULT_THRESHOLDS } from './thresholds.ts';

const tier = fc.constantFrom('basic', 'professional', 'enterprise');
const decisions: fc.Arbitrary<Decision> = fc
  .tuple(anyNodes, anyThresholds, tier)
  .map(([nodes, thresholds, plan_tier]) =>
    decidePlacement({ request: { plan_tier, region: 'sg' }, snapshot: snapshotOf(nodes), thresholds, now: NOW }),
  );

describe('whatever was decided', () => {
  test('the stored rows come to the same again', () => {
    fc.assert(
      fc.property(decisions, (decision) => {
        const { offers, ...record } = decision;
        const stored = JSON.parse(JSON.stringify(record, Object.keys(flat(record)).sort())) as DecisionRecord;
        const { decision_reason, selected_node_id, placement } = decision;
        const outcome = { decision_reason, selected_node_id, placement };
        expect(replay(stored)).toEqual({ agrees: true, outcome, disagreements: [] });
        expect(prove(stored)).toEqual([]);
        // A database gives rows back in any order.
        const reversed = { ...stored, candidates: stored.candidates.toReversed() };
        expect([replay(reversed).agrees, prove(reversed)]).toEqual([true, []]);
      }),
      { numRuns: 2_000 },
    );
  });

  test('a stored number that is not what was decided on is noticed', () => {
    const numbers = ['tenants', 'reservations', 'capacity', 'score'] as const;
    fc.assert(
      fc.property(decisions, fc.nat(), fc.constantFrom(...numbers), (decision, at, field) => {
        const { candidates } = decision;
        if (candidates.length === 0 || candidates.length < decision.cluster.nodes) return;
        const changed = candidates.map((row, i) =>
          i === at % candidates.length ? { ...row, [field]: row[field] + 1 } : row,
        );
        expect(replay({ ...decision, candidates: changed }).agrees).toBe(false);
      }),
      { numRuns: 1_000 },
    );
  });

  test('a row that was lost is noticed', () => {
    fc.assert(
      fc.property(decisions, fc.nat(), (decision, at) => {
        const { candidates } = decision;
        if (candidates.length === 0) return;
        const left = candidates.filter((_, i) => i !== at % candidates.length);
        expect(replay({ ...decision, candidates: left }).agrees).toBe(false);
      }),
      { numRuns: 1_000 },
    );
  });
});

const [A, B, C] = ['sg-s-22222222', 'sg-s-33333333', 'sg-s-44444444'] as const;
const decision = decidePlacement({
  request: { plan_tier: 'basic', region: 'sg' },
  snapshot: snapshotOf([
    node({ node_id: A, memory_pct: 50 }),
    node({ node_id: B }),
    node({ node_id: C, memory_pct: 90 }),
  ]),
  thresholds: DEFAULT_THRESHOLDS,
  now: NOW,
});
const withRow = (node_id: string, change: Partial<Candidate>): DecisionRecord => ({
  ...decision,
  candidates: decision.candidates.map((row) => (row.node_id === node_id ? { ...row, ...change } : row)),
});
const choosing = (node_id: string | null): DecisionRecord => ({
  ...decision,
  decision_reason: node_id === null ? 'no_eligible_node' : 'existing_node_selected',
  selected_node_id: node_id,
  placement: { ...decision.placement, create_new_server: node_id === null, target_server_id: node_id },
});

describe('a record that does not hold', () => {
  test('is told by the fields that disagree', () => {
    expect(replay(choosing(B)).disagreements).toEqual([
      { field: 'selected_node_id', recorded: B, replayed: A },
      { field: 'placement.target_server_id', recorded: B, replayed: A },
    ]);
    expect(replay(withRow(C, { memory_pct: 10 })).disagreements.map(({ field }) => field)).toEqual([
      `candidates.${C}.eligible`,
      `candidates.${C}.reasons`,
      `candidates.${C}.score`,
      'cluster.eligible',
      'cluster.reasons',
    ]);
    expect(replay({ ...decision, region: 'eu' }).disagreements).toEqual([
      { field: 'region', recorded: 'eu', replayed: 'sg' },
    ]);
  });

  test('by another rule than this one is not replayed', () => {
    expect(replay({ ...decision, algorithm: 'decidePlacement_unified_v0' })).toEqual({
      agrees: false,
      outcome: null,
      disagreements: [
        { field: 'algorithm', recorded: 'decidePlacement_unified_v0', replayed: 'decidePlacement_unified_v1' },
      ],
    });
  });

  test.each<[string, DecisionRecord, string, string | null]>([
    ['a winner without a row', choosing('sg-s-99999999'), 'winner_not_stored', 'sg-s-99999999'],
    ['a winner that may not', choosing(C), 'winner_not_eligible', C],
    [
      'a winner whose row says that it may, but not its numbers',
      withRow(A, { memory_pct: 99 }),
      'winner_not_eligible',
      A,
    ],
    ['a winner that ranks behind', choosing(B), 'better_node_stored', A],
    ['a new server where a node may', choosing(null), 'eligible_node_stored', A],
    [
      'a new server where the rows of those that may are lost',
      { ...choosing(null), candidates: decision.candidates.filter((row) => !row.eligible) },
      'rows_missing',
      null,
    ],
  ])('%s is objected to', (_, record, code, node_id) => {
    expect(prove(record)).toEqual([{ code, node_id }]);
  });
});

/** Every key that occurs in some data, at any depth: written in their order they stand otherwise than they were made. */
function flat(value: unknown): Record<string, true> {
  if (typeof value !== 'object' || value === null) return {};
  const below = Object.values(value).map(flat);
  const own = Array.isArray(value) ? {} : Object.fromEntries(Object.keys(value).map((key) => [key, true as const]));
  return Object.assign(own, ...below);
}
