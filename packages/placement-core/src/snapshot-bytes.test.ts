import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { snapshotBytes, snapshotOfBytes } from './snapshot-bytes.ts';
import { anyNode, node, snapshotOf } from './testing/arbitraries.ts';

const anyNodes = fc.uniqueArray(anyNode, { selector: ({ node_id }) => node_id, maxLength: 60 });

describe('a snapshot as bytes', () => {
  test('comes back as what it was, every fact of every node', () => {
    fc.assert(
      fc.property(anyNodes, (nodes) => {
        const snapshot = snapshotOf(nodes);
        const again = snapshotOfBytes(snapshotBytes(snapshot));
        const all = Array.from({ length: snapshot.size }, (_, row) => snapshot.at(row));
        expect(Array.from({ length: again.size }, (_, row) => again.at(row))).toEqual(all);
        expect(again.totals).toEqual(snapshot.totals);
      }),
      { numRuns: 500 },
    );
  });

  test('is the same in whatever order its nodes came', () => {
    const shuffled = anyNodes.chain((nodes) =>
      fc.tuple(fc.constant(nodes), fc.shuffledSubarray(nodes, { minLength: nodes.length })),
    );
    fc.assert(
      fc.property(shuffled, ([nodes, others]) => {
        expect(snapshotBytes(snapshotOf(others))).toEqual(snapshotBytes(snapshotOf(nodes)));
      }),
    );
  });

  test('begins with a line that people can read', () => {
    const bytes = snapshotBytes(snapshotOf([node({ node_id: 'sg-s-22222222' })]));
    const line = new TextDecoder().decode(bytes.subarray(4)).split('\n')[0] as string;
    expect(JSON.parse(line)).toMatchObject({ format: 'prego-snapshot-1', region: 'sg', nodes: 1 });
  });

  test.each([
    ['nothing', new Uint8Array()],
    ['a text', new TextEncoder().encode('{"region":"sg"}')],
    ['another format', bytesWith('prego-snapshot-2')],
  ])('is refused when it is %s', (_what, bytes) => {
    expect(() => snapshotOfBytes(bytes)).toThrow('no snapshot of the format prego-snapshot-1');
  });
});

function bytesWith(format: string): Uint8Array {
  const text = new TextDecoder('latin1').decode(snapshotBytes(snapshotOf([])));
  return Uint8Array.from(text.replace('prego-snapshot-1', format), (character) => character.charCodeAt(0));
}
