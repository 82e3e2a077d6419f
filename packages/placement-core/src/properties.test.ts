import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { candidateOf } from './candidate.ts';
import { decidePlacement } from './decide-placement.ts';
import type { Candidate, Decision } from './decision.ts';
import type { NodeFacts } from './node-facts.ts';
import { snapshotBytes, snapshotOfBytes } from './snapshot-bytes.ts';
import { CANDIDATES_SHOWN } from './survey.ts';
import { anyNode, anyNodes, anyThresholds, NOW, snapshotOf } from './testing/arbitraries.ts';
import { filterAndSort, mayTakeOne } from './testing/filter-and-sort.ts';
import type { Thresholds } from './thresholds.ts';

const RUNS = { numRuns: 2_000 };
const request = { plan_tier: 'basic', region: 'sg' } as const;

const decide = (nodes: Iterable<NodeFacts>, thresholds: Thresholds): Decision =>
  decidePlacement({ request, snapshot: snapshotOf(nodes), thresholds, now: NOW });
const ours = (nodes: readonly NodeFacts[]): NodeFacts[] =>
  nodes.filter(({ region, role }) => region === 'sg' && role === 'shared');
const always = (rule: (nodes: NodeFacts[], thresholds: Thresholds) => void): void =>
  fc.assert(fc.property(anyNodes, anyThresholds, rule), RUNS);

describe('whatever the nodes and thresholds', () => {
  test('the choice is that of filtering and sorting by the rule', () => {
    always((nodes, thresholds) => {
      const expected = filterAndSort(ours(nodes), thresholds, NOW);
      expect(decide(nodes, thresholds).selected_node_id).toBe(expected?.node_id ?? null);
    });
  });

  test('the order in which nodes became known changes nothing, nor does asking twice', () => {
    const shuffled = anyNodes.chain((nodes) =>
      fc.tuple(fc.constant(nodes), fc.shuffledSubarray(nodes, { minLength: nodes.length })),
    );
    fc.assert(
      fc.property(shuffled, anyThresholds, ([nodes, others], thresholds) => {
        const snapshot = snapshotOf(nodes);
        const before = snapshotBytes(snapshot);
        const input = { request, snapshot, thresholds, now: NOW };
        const decision = decidePlacement(input);
        expect(decidePlacement(input)).toEqual(decision);
        expect(decide(others, thresholds)).toEqual(decision);
        expect(snapshotBytes(snapshot)).toEqual(before);
      }),
      RUNS,
    );
  });

  test('a snapshot that has been decided on, has changed and meets other thresholds decides as a new one', () => {
    const changes = fc.array(fc.tuple(anyNode, anyThresholds), { maxLength: 6 });
    fc.assert(
      fc.property(anyNodes, changes, (nodes, steps) => {
        const snapshot = snapshotOf(nodes);
        const known = new Map(nodes.map((each) => [each.node_id, each]));
        for (const [changed, thresholds] of steps) {
          snapshot.upsert(changed);
          known.set(changed.node_id, changed);
          const decision = decidePlacement({ request, snapshot, thresholds, now: NOW });
          expect(decision).toEqual(decide(known.values(), thresholds));
        }
      }),
      { numRuns: 500 },
    );
  });

  test('what is chosen may take a tenant, and no node that may ranks better', () => {
    always((nodes, thresholds) => {
      const { selected_node_id, candidates } = decide(nodes, thresholds);
      const chosen = nodes.find(({ node_id }) => node_id === selected_node_id);
      if (!chosen) return;
      expect(mayTakeOne(chosen, thresholds, NOW)).toBe(true);
      const [first] = candidates as [Candidate];
      expect(first.node_id).toBe(selected_node_id);
      for (const other of ours(nodes).filter((each) => mayTakeOne(each, thresholds, NOW))) {
        const { score, node_id } = candidateOf(other, thresholds, NOW);
        expect(score < first.score || (score === first.score && node_id >= first.node_id)).toBe(true);
      }
    });
  });

  test('a new server is bought only if no node may take the tenant', () => {
    always((nodes, thresholds) => {
      const { placement, decision_reason } = decide(nodes, thresholds);
      const someMay = ours(nodes).some((each) => mayTakeOne(each, thresholds, NOW));
      expect(placement.create_new_server).toBe(!someMay);
      expect(decision_reason).toBe(someMay ? 'existing_node_selected' : 'no_eligible_node');
    });
  });

  test('one more node never worsens the choice, and is chosen if it is better', () => {
    fc.assert(
      fc.property(anyNodes, anyNode, anyThresholds, (nodes, added, thresholds) => {
        const others = nodes.filter(({ node_id }) => node_id !== added.node_id);
        const [before] = eligible(decide(others, thresholds));
        const [after] = eligible(decide([...others, added], thresholds));
        if (!before) return;
        expect(after?.score).toBeGreaterThanOrEqual(before.score);
        const one = candidateOf(added, thresholds, NOW);
        const isOurs = ours([added]).length === 1;
        if (isOurs && one.eligible && one.score > before.score) expect(after?.node_id).toBe(added.node_id);
        else if (!isOurs || !one.eligible) expect(after).toEqual(before);
      }),
      RUNS,
    );
  });

  test('the rows are the best and the nearest of all, and the counts are those of all', () => {
    always((nodes, thresholds) => {
      const rows = ours(nodes).map((each) => candidateOf(each, thresholds, NOW));
      rows.sort((a, b) => b.score - a.score || (a.node_id < b.node_id ? -1 : 1));
      const shown = [true, false].flatMap((is) => rows.filter((row) => row.eligible === is).slice(0, CANDIDATES_SHOWN));
      const { candidates, cluster } = decide(nodes, thresholds);
      expect(candidates).toEqual(shown);
      const codes = rows.flatMap((row) => row.reasons.map(({ code }) => code));
      expect(cluster).toEqual({
        region: 'sg',
        nodes: rows.length,
        eligible: rows.filter((row) => row.eligible).length,
        tenants: rows.reduce((sum, row) => sum + row.tenants, 0),
        reservations: rows.reduce((sum, row) => sum + row.reservations, 0),
        capacity: rows.reduce((sum, row) => sum + row.capacity, 0),
        reasons: Object.fromEntries([...new Set(codes)].map((code) => [code, codes.filter((c) => c === code).length])),
      });
    });
  });

  test('a ready node comes before one that is still made, and that before one that may not', () => {
    always((nodes, thresholds) => {
      for (const each of ours(nodes)) {
        const { eligible: may, score } = candidateOf(each, thresholds, NOW);
        if (!may) expect(score).toBeLessThanOrEqual(-4);
        else if (each.status === 'ready') expect(score).toBeGreaterThan(-2);
        else expect(score).toBeGreaterThan(-3);
        if (may && each.status === 'provisioning') expect(score).toBeLessThanOrEqual(-2);
      }
    });
  });

  test('a decision is plain data, and its snapshot can be stored and decided on again', () => {
    always((nodes, thresholds) => {
      const decision = decide(nodes, thresholds);
      expect(JSON.parse(JSON.stringify(decision))).toEqual(decision);
      const snapshot = snapshotOfBytes(snapshotBytes(snapshotOf(nodes)));
      expect(decidePlacement({ request, snapshot, thresholds, now: NOW })).toEqual(decision);
    });
  });
});

const eligible = ({ candidates }: Decision): Candidate[] => candidates.filter((row) => row.eligible);
