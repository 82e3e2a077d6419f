import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { ratios, type Spread, spread } from '@prego/bench-common/statistics';
import { NAMES } from './contenders.ts';
import type { Outputs, Starts } from './measure.ts';

const table = (head: readonly string[], rows: readonly (readonly string[])[]): string =>
  [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');

const range = ({ median, min, max }: Spread, digits: number): string => {
  const [middle, low, high] = [median, min, max].map((value) => value.toFixed(digits));
  return `${middle} (${low}–${high})`;
};

/** How long each takes to its mark, and how many times as long as bare node. Medians with the smallest and largest. */
export function startsReport(starts: Starts): string {
  const bare = starts['node -e 0'];
  const marks = NAMES.map((name) => (name === 'node -e 0' ? 'its end' : 'the first request'));
  return table(
    ['from the start of the process', 'to', 'ms', 'times bare node'],
    NAMES.map((name, index) => [
      name,
      marks[index] ?? '',
      range(spread(starts[name]), 0),
      name === 'node -e 0' ? '1' : range(ratios(starts[name], bare), 1),
    ]),
  );
}

export function outputsReport({ ours, theirs }: Outputs): string {
  const took = [range(spread(ours), 0), range(spread(theirs), 0), range(ratios(ours, theirs), 2)];
  return table(['to the first words, ms', 'this action', 'the other', 'ratio'], [['no inputs given', ...took]]);
}

/** What is committed of each part, and how much of it is read at every start. */
export async function sizesReport(dist: string): Promise<string> {
  const rows: string[][] = [];
  for (const part of ['main', 'post', 'stack']) {
    const names = (await readdir(join(dist, part))).sort();
    const sizes = await Promise.all(names.map(async (name) => (await stat(join(dist, part, name))).size));
    const entry = sizes[names.findIndex((name) => /^index\.c?js$/.test(name))] ?? 0;
    const all = sizes.reduce((sum, size) => sum + size, 0);
    rows.push([`dist/${part}`, kilobytes(entry), kilobytes(all - entry)]);
  }
  return table(['', 'loaded first, kB', 'loaded when needed, kB'], rows);
}

const kilobytes = (bytes: number): string => (bytes / 1000).toFixed(0);
