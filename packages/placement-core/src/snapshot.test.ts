import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { NodeFacts } from './node-facts.ts';
import { Snapshot } from './snapshot.ts';
import { anyNode, node, snapshotOf } from './testing/arbitraries.ts';

describe('a snapshot', () => {
  test('gives a node back as it was put in', () => {
    const facts = node({ node_id: 'sg-s-22222222', cpu_pct: null, closed: true, status: 'draining' });
    const snapshot = snapshotOf([facts]);
    expect(snapshot.get('sg-s-22222222')).toEqual(facts);
    expect(snapshot.get('sg-s-33333333')).toBeUndefined();
  });

  test('keeps out nodes of another region and nodes of dedicated tenants', () => {
    const shared = node({ node_id: 'sg-s-22222222' });
    const snapshot = snapshotOf([
      shared,
      { ...shared, node_id: 'a', region: 'us' },
      { ...shared, node_id: 'b', role: 'app' },
    ]);
    expect(snapshot.nodeIds).toEqual(['sg-s-22222222']);
  });

  test('is the same as a list of the last facts of each node, through any changes', () => {
    const change = fc.tuple(anyNode, fc.constantFrom('upsert', 'upsert', 'upsert', 'remove'));
    fc.assert(
      fc.property(fc.array(change, { maxLength: 120, size: 'max' }), (changes) => {
        const snapshot = new Snapshot('sg');
        const expected = new Map<string, NodeFacts>();
        for (const [facts, operation] of changes) {
          const isOurs = facts.region === 'sg' && facts.role === 'shared';
          if (operation === 'remove' || !isOurs) expected.delete(facts.node_id);
          else expected.set(facts.node_id, facts);
          if (operation === 'remove') snapshot.remove(facts.node_id);
          else snapshot.upsert(facts);
        }
        const inOrder = [...expected.values()].sort((a, b) => (a.node_id < b.node_id ? -1 : 1));
        expect(Array.from({ length: snapshot.size }, (_, row) => snapshot.at(row))).toEqual(inOrder);
        for (const field of ['tenants', 'reservations', 'capacity'] as const) {
          expect(snapshot.totals[field]).toBe(inOrder.reduce((sum, facts) => sum + facts[field], 0));
        }
      }),
      { numRuns: 500 },
    );
  });
});
