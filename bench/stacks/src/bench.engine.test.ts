import { describe, expect, test } from '@jest/globals';
import { measureGrowth } from './growth.ts';
import { measurePairs, SCENARIOS } from './pairs.ts';
import { growthReport, pairsReport, phasesReport } from './report.ts';

/** What a table's cell shows: a median with its smallest and largest. */
const FIGURE = /^\d+\.?\d* \(\d+\.?\d*–\d+\.?\d*\)$/;

const cells = (markdown: string): string[][] =>
  markdown
    .split('\n')
    .filter((line) => line.startsWith('| '))
    .map((line) => line.slice(2, -2).split(' | '));

// How long anything takes is not asserted: this machine may be busy.
describe('the benchmark of the stacks', () => {
  test('has both sides do the same, and reports each scenario with its ratio', async () => {
    const pairs = await measurePairs(1, 0, process.env, () => {});
    for (const { name } of SCENARIOS) {
      const [ours, plain] = [pairs[name].ours[0], pairs[name].plain[0]];
      const done = { created: plain?.created, unchanged: plain?.unchanged, changedOtherwise: 0 };
      expect([name, ours]).toEqual([name, expect.objectContaining(done)]);
    }
    const [, , ...wall] = cells(pairsReport(pairs)).slice(0, SCENARIOS.length + 2);
    expect(wall.map(([scenario]) => scenario)).toEqual(SCENARIOS.map(({ name }) => name));
    for (const row of wall) expect(row.slice(1)).toEqual([1, 2, 3].map(() => expect.stringMatching(FIGURE)));
    const commands = cells(phasesReport(pairs['no-op of a region'])).at(-1);
    expect(commands).toEqual(['runs of the CLI', expect.stringMatching(/\bup\b/), expect.stringMatching(/\bup\b/)]);
  }, 180_000);

  test('adds one node to a region of each size', async () => {
    const rows = cells(growthReport(await measureGrowth([1, 3], 1, process.env, () => {}))).slice(2);
    expect(rows.map(([nodes]) => nodes)).toEqual(['1 → 2', '3 → 4']);
  }, 180_000);
});
