import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { continues, type PlacedMetrics, type PlacedNode, RegionNodes } from './region-nodes.ts';

const IDS = ['sg-s-2222bbbb', 'sg-s-3333cccc', 'sg-s-4444dddd'];

const node = (node_id: string, seq: number, more: Partial<PlacedNode> = {}): PlacedNode => ({
  ...{ node_id, region: 'sg', role: 'shared', status: 'ready', tenants: 0, reservations: 0, capacity: 20, seq },
  ...more,
});
const metrics = (node_id: string, seq: number, memory_pct = 10): PlacedMetrics => ({
  ...{ node_id, cpu_pct: 10, memory_pct, disk_pct: 10, closed: 0, updated_at: seq, seq },
});

describe('what an isolate knows of a region', () => {
  test('joins nodes and their metrics, whichever comes first to change', () => {
    const region = new RegionNodes('sg');
    region.take([node('sg-s-2222bbbb', 1)], [metrics('sg-s-2222bbbb', 1, 30)]);
    region.take([node('sg-s-2222bbbb', 2, { reservations: 3 })], []);
    expect(region.snapshot.get('sg-s-2222bbbb')).toMatchObject({ memory_pct: 30, reservations: 3, metrics_at: 1 });
    region.take([], [metrics('sg-s-2222bbbb', 2, 50)]);
    expect(region.snapshot.get('sg-s-2222bbbb')).toMatchObject({ memory_pct: 50, reservations: 3, metrics_at: 2 });
  });

  test('leaves out nodes of dedicated tenants, and what they report', () => {
    const region = new RegionNodes('sg');
    region.take([node('sg-d-2222bbbb-app', 1, { role: 'app' })], [metrics('sg-d-2222bbbb-app', 1)]);
    expect(region.snapshot.size).toBe(0);
    expect(region.nodesMark).toEqual({ seq: 1, node_id: 'sg-d-2222bbbb-app' });
  });

  test('is shown without a seat for as long as that is looked at, also if that throws', () => {
    const region = new RegionNodes('sg');
    region.take([node('sg-s-2222bbbb', 1, { reservations: 2 })], []);
    const reserved = () => region.snapshot.get('sg-s-2222bbbb')?.reservations;
    expect(region.without('sg-s-2222bbbb', reserved)).toBe(1);
    expect(() =>
      region.without('sg-s-2222bbbb', () => {
        throw new Error('no');
      }),
    ).toThrow('no');
    expect([region.without('sg-s-3333cccc', reserved), region.without(undefined, reserved), reserved()]).toEqual([
      2, 2, 2,
    ]);
  });

  test('comes to the newest of each, in whatever order the answers of parallel requests arrive', () => {
    // A history of changes, and requests that each read all from some mark on, up to some moment.
    const history = fc.array(fc.record({ id: fc.constantFrom(...IDS), tenants: fc.nat(9) }), {
      minLength: 1,
      maxLength: 30,
    });
    const reads = fc.array(fc.record({ upTo: fc.nat(29), delay: fc.nat(5) }), { maxLength: 10 });
    fc.assert(
      fc.property(history, reads, (changes, requests) => {
        const region = new RegionNodes('sg');
        /** The table as it was after so many changes. */
        const tableAt = (end: number) =>
          IDS.flatMap((id) => {
            const at = changes.slice(0, end).findLastIndex((change) => change.id === id);
            return at < 0 ? [] : [node(id, at + 1, { tenants: changes[at]?.tenants ?? 0 })];
          }).sort((a, b) => a.seq - b.seq);
        const pending: PlacedNode[][] = [];
        const ends = [
          ...requests.map(({ upTo }) => Math.min(upTo + 1, changes.length)).sort((a, b) => a - b),
          changes.length,
        ];
        ends.forEach((end, i) => {
          const mark = region.nodesMark;
          const rows = tableAt(end).filter(({ seq }) => seq >= mark.seq);
          if (mark.seq <= end) expect(continues(mark, rows)).toBe(true);
          pending.splice(Math.max(0, pending.length - (requests[i]?.delay ?? 0)), 0, rows);
          if ((requests[i]?.delay ?? 0) % 2 === 0) region.take(pending.shift() ?? [], []);
        });
        for (const rows of pending) region.take(rows, []);
        for (const { node_id, tenants } of tableAt(changes.length)) {
          expect(region.snapshot.get(node_id)?.tenants).toBe(tenants);
        }
      }),
    );
  });
});

describe('rows that go on from a mark', () => {
  test('have the marked row, or a later version of it, among them', () => {
    const mark = { seq: 5, node_id: 'sg-s-2222bbbb' };
    expect(continues(mark, [node('sg-s-2222bbbb', 5)])).toBe(true);
    expect(continues(mark, [node('sg-s-3333cccc', 6), node('sg-s-2222bbbb', 7)])).toBe(true);
  });

  test('are those of another table where they have not', () => {
    const mark = { seq: 5, node_id: 'sg-s-2222bbbb' };
    expect(continues(mark, [])).toBe(false);
    expect(continues(mark, [node('sg-s-3333cccc', 9)])).toBe(false);
    expect(continues({ seq: 0, node_id: undefined }, [])).toBe(true);
  });
});
