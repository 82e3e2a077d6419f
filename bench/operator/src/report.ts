import { ratios, spread } from '@prego/bench-common/statistics';
import type { Measured } from './measure-page.ts';
import type { ScriptSizes } from './script-sizes.ts';

export interface Pair {
  readonly console: Measured;
  readonly plain: Measured;
}

/** A frame that took longer than this (ms) is seen as a jerk: three of a screen's 60 a second. */
const JERK_MS = 50;

/** What each side took, as a Markdown table with the ratios of pairs. */
export function pageReport(what: string, pairs: readonly Pair[]): string {
  const line = (name: string, of: (measured: Measured) => number, digits = 0) => {
    const ours = pairs.map(({ console }) => of(console));
    const plain = pairs.map((pair) => of(pair.plain));
    const text = (values: readonly number[]) => {
      const { median, min, max } = spread(values);
      return `${median.toFixed(digits)} (${min.toFixed(digits)}–${max.toFixed(digits)})`;
    };
    const ratio = plain.every((value) => value > 0) ? ratios(ours, plain).median.toFixed(2) : '–';
    return `| ${name} | ${text(ours)} | ${text(plain)} | ${ratio} |`;
  };
  return [
    `| ${what} | console | plain table | ratio |`,
    '|---|---|---|---|',
    line('first row, nothing cached, ms', ({ firstRow }) => firstRow),
    line('first row, loaded again, ms', ({ firstRowAgain }) => firstRowAgain),
    line('rows passed by scrolling', ({ passed }) => passed),
    line('rows in the document at most', ({ drawn }) => drawn),
    line('a frame while scrolling, median, ms', ({ frames }) => spread(frames).median, 1),
    line('the longest frame, ms', ({ frames }) => spread(frames).max),
    line(`frames above ${JERK_MS} ms, %`, ({ frames }) => share(frames), 1),
    line('a frame at 50 pixels a frame, median, ms', ({ wholeFrames }) => spread(wholeFrames).median, 1),
    line(`frames above ${JERK_MS} ms at that pace, %`, ({ wholeFrames }) => share(wholeFrames), 1),
    line('JavaScript heap afterwards, MB', ({ heapMb }) => heapMb, 1),
    '',
  ].join('\n');
}

const share = (frames: readonly number[]): number =>
  (100 * frames.filter((frame) => frame > JERK_MS).length) / Math.max(1, frames.length);

export function sizesReport(named: readonly (readonly [view: string, sizes: ScriptSizes])[]): string {
  const kb = (bytes: number) => (bytes / 1000).toFixed(1);
  return [
    '| script of the first view, kB | files | as it is | gzip | brotli |',
    '|---|---|---|---|---|',
    ...named.map(([view, { files, bytes, gzip, brotli }]) => {
      return `| ${view} | ${files} | ${kb(bytes)} | ${kb(gzip)} | ${kb(brotli)} |`;
    }),
    '',
  ].join('\n');
}
