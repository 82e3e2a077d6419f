import { describe, expect, test } from '@jest/globals';
import { ratios, spread } from '@prego/bench-common/statistics';
import type { NodeFacts } from '@prego/placement-core';
import { CONTENDERS, NAMES } from './contenders.ts';
import { measure } from './measure.ts';
import { NOW, REGIONS, region } from './region.ts';
import { memoryReport, readyReport, speedReport } from './report.ts';

/** What a table's cell shows: a median with its smallest and largest. */
const FIGURE = /^\d+\.?\d* \(\d+\.?\d*–\d+\.?\d*\)$/;
const cells = (markdown: string): string[][] => markdown.split('\n').map((line) => line.slice(2, -2).split(' | '));

// How long anything takes is not asserted: this machine may be busy.
describe('the benchmark of placement', () => {
  test.each(REGIONS)('has every contender choose the same where it is %s', (kind) => {
    const nodes = region(kind, 3_000);
    expect(new Set(nodes.map(({ node_id }) => node_id)).size).toBe(3_000);
    const winners = NAMES.map((name) => CONTENDERS[name](nodes).decide(NOW));
    expect(new Set(winners).size).toBe(1);
    expect(winners[0] === null).toBe(kind === 'none eligible');
  });

  test('has every contender take in what changes', () => {
    const nodes = region('mixed', 500);
    for (const name of NAMES) {
      const contender = CONTENDERS[name](nodes);
      const before = contender.decide(NOW);
      const place = nodes.findIndex(({ node_id }) => node_id === before);
      const winner = nodes[place] as NodeFacts;
      contender.change(place, { ...winner, status: 'cordoned' });
      expect([name, contender.decide(NOW)]).not.toEqual([name, before]);
      contender.change(place, winner);
      expect([name, contender.decide(NOW)]).toEqual([name, before]);
    }
  });

  test('reports each scenario with its ratios, what getting ready takes, and the memory', () => {
    const nodes = region('mixed', 300);
    const measured = measure(nodes, { rounds: 2, batchMs: 20, changing: true });
    const [head, , row] = cells(speedReport([{ name: 'mixed', measured }]));
    expect(head?.slice(1, 4)).toEqual([...NAMES]);
    expect(row).toEqual(['mixed', ...[1, 2, 3, 4, 5].map(() => expect.stringMatching(FIGURE))]);
    for (const [, figure] of cells(readyReport(nodes, 2)).slice(2)) expect(figure).toMatch(FIGURE);
    // So many that what else goes on in this process does not weigh more than they do.
    for (const [, size] of cells(memoryReport(region('mixed', 20_000))).slice(2)) expect(size).toMatch(/^\d+ KB$/);
  });

  test('compares round by round, so that a slow moment does not count', () => {
    expect(ratios([1, 10, 2], [2, 20, 4])).toEqual({ median: 0.5, min: 0.5, max: 0.5 });
    expect(spread([4, 1, 2, 10])).toEqual({ median: 3, min: 1, max: 10 });
  });
});
