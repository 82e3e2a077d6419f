import { describe, expect, test } from '@jest/globals';
import type { NodeSummary } from '@prego/contracts';
import fc from 'fast-check';
import { CONCERNS, concernOf, inOrderOf, NODE_SORTS, sortNodes } from './sort-nodes.ts';
import { aNode } from './testing/a-node.ts';

const closed = { cpu_pct: 95, memory_pct: 20, disk_pct: 30, closed: true, updated_at: 1000, age_s: 5 };
const ids = (nodes: readonly NodeSummary[]) => nodes.map(({ node_id }) => node_id);

describe('what is wrong with a node', () => {
  test('is the worst of all that is', () => {
    expect(concernOf(aNode({ status: 'failed', stale: true, metrics: closed }))).toBe('failed');
    expect(concernOf(aNode({ status: 'cordoned', stale: true, metrics: closed }))).toBe('stale');
    expect(concernOf(aNode({ status: 'cordoned', metrics: closed }))).toBe('closed');
    expect(concernOf(aNode({ status: 'cordoned' }))).toBe('cordoned');
    expect(concernOf(aNode({ status: 'draining' }))).toBe('draining');
    expect(concernOf(aNode({ status: 'provisioning', metrics: null }))).toBe('provisioning');
    expect(concernOf(aNode())).toBe('none');
    expect(concernOf(aNode({ status: 'retired', metrics: closed }))).toBe('retired');
  });

  test('is being full for a shared one, and never for one seat of a dedicated tenant', () => {
    expect(concernOf(aNode({ free_seats: 0 }))).toBe('full');
    expect(concernOf(aNode({ free_seats: 0, role: 'app' }))).toBe('none');
  });
});

describe('the order of nodes', () => {
  const one = (node_id: string, of: Partial<NodeSummary> = {}) => aNode({ node_id, ...of });

  test('begins with the worst, and ends with what is over', () => {
    const nodes = [
      one('h', { status: 'retired' }),
      one('g'),
      one('f', { free_seats: 0 }),
      one('e', { status: 'provisioning' }),
      one('d', { status: 'draining' }),
      one('c', { status: 'cordoned' }),
      one('b', { metrics: closed }),
      one('a2', { stale: true }),
      one('a1', { status: 'failed' }),
    ];
    expect(ids(sortNodes(nodes, 'worst'))).toEqual(['a1', 'a2', 'b', 'c', 'd', 'e', 'f', 'g', 'h']);
  });

  test('of two that are as badly off has the one with more tenants first, then the busier one', () => {
    const busy = { ...closed, closed: false };
    expect(
      ids(
        sortNodes(
          [
            one('a', { stale: true, tenants: 1 }),
            one('b', { stale: true, tenants: 9 }),
            one('c', { tenants: 3 }),
            one('d', { tenants: 3, metrics: busy }),
            one('e', { tenants: 3, metrics: null }),
          ],
          'worst',
        ),
      ),
    ).toEqual(['b', 'a', 'd', 'c', 'e']);
  });

  test('by a load has those that never reported last', () => {
    const nodes = [one('a', { metrics: null }), one('b'), one('c', { metrics: closed })];
    expect(ids(sortNodes(nodes, 'cpu'))).toEqual(['c', 'b', 'a']);
  });

  test('by seats goes by their share, and a node without seats has none taken', () => {
    const nodes = [one('a', { capacity: 0, tenants: 0 }), one('b', { capacity: 40 }), one('c', { capacity: 4 })];
    expect(ids(sortNodes(nodes, 'seats'))).toEqual(['c', 'b', 'a']);
  });

  const anyNode = fc.record({
    node_id: fc.stringMatching(/^[a-e]{1,2}$/),
    status: fc.constantFrom(...(['ready', 'failed', 'cordoned', 'retired'] as const)),
    stale: fc.boolean(),
    tenants: fc.integer({ min: 0, max: 3 }),
  });
  const anyNodes = fc.uniqueArray(anyNode, { selector: ({ node_id }) => node_id, maxLength: 12 });

  test('is one and the same however the nodes come in', () => {
    fc.assert(
      fc.property(anyNodes, fc.constantFrom(...NODE_SORTS), fc.infiniteStream(fc.nat()), (some, sort, dice) => {
        const nodes = some.map(aNode);
        const shuffled = nodes
          .map((node) => [dice.next().value as number, node] as const)
          .toSorted(([a], [b]) => a - b)
          .map(([, node]) => node);
        expect(sortNodes(shuffled, sort)).toEqual(sortNodes(nodes, sort));
      }),
    );
  });

  test('worst first never has a lesser concern before a greater one', () => {
    fc.assert(
      fc.property(anyNodes, (some) => {
        const ranks = sortNodes(some.map(aNode), 'worst').map((node) => CONCERNS.indexOf(concernOf(node)));
        expect(ranks).toEqual(ranks.toSorted((a, b) => a - b));
      }),
    );
  });

  test('can be held as it was: what is new comes last, what is gone leaves no hole', () => {
    const nodes = [one('d'), one('a'), one('c')];
    expect(ids(inOrderOf(nodes, ['c', 'b', 'a']))).toEqual(['c', 'a', 'd']);
  });
});
