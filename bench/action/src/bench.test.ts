import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { DIST, NAMES } from './contenders.ts';
import { Listener } from './launch.ts';
import { measureOutputs, measureStarts } from './measure.ts';
import { outputsReport, sizesReport, startsReport } from './report.ts';

/** What a table's cell shows: a median with its smallest and largest. */
const FIGURE = /^\d+\.?\d* \(\d+\.?\d*–\d+\.?\d*\)$/;
const figure = expect.stringMatching(FIGURE);
const cells = (markdown: string): string[][] => markdown.split('\n').map((line) => line.slice(2, -2).split(' | '));

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'prego-bench-test-'));
});
afterAll(() => rm(folder, { recursive: true }));

// How long anything takes is not asserted: this machine may be busy.
describe("the benchmark of the action's start", () => {
  test('has every contender ask the control plane, and reports each with its ratio', async () => {
    const [, , ...rows] = cells(startsReport(await measureStarts(1)));
    expect(rows).toEqual([
      ['node -e 0', 'its end', figure, '1'],
      ...NAMES.slice(1).map((name) => [name, 'the first request', figure, figure]),
    ]);
  });

  test("compares with another action's bundle where there is one", async () => {
    const other = join(folder, 'other.mjs');
    await writeFile(other, "console.log('::error::Input required and not supplied: command');\n");
    const [, , row] = cells(outputsReport(await measureOutputs(1, other)));
    expect(row).toEqual(['no inputs given', figure, figure, figure]);
  });

  test('says so when a process ends without having asked', async () => {
    const listener = new Listener();
    await listener.start();
    const silent = listener.untilRequest({ args: ['-e', "console.error('nothing to ask')"], env: {} });
    await expect(silent).rejects.toThrow(/ended before:\nnothing to ask/);
    await listener.stop();
  });

  test('states the size of every part', async () => {
    const [, , ...rows] = cells(await sizesReport(DIST));
    expect(rows.map(([part]) => part)).toEqual(['dist/main', 'dist/post', 'dist/stack']);
    for (const [, first] of rows) expect(Number(first)).toBeGreaterThan(0);
  });
});
