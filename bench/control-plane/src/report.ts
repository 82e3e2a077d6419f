import { ratios, spread } from '@prego/bench-common/statistics';
import type { Pairs } from './measure-calls.ts';
import type { Rows } from './rows.ts';

const show = (value: number) => value.toFixed(value < 10 ? 2 : 0);

/** Medians over the rounds; the ratio is the median of the rounds' own. */
export function callsReport(pairs: Pairs, connections: number): string {
  const rows = Object.entries(pairs).map(([name, rounds]) => {
    const of = (side: 'ours' | 'bare', figure: 'p50' | 'p99' | 'perSecond') =>
      spread(rounds.map((it) => it[side][figure])).median;
    const p50 = (side: 'ours' | 'bare') => rounds.map((it) => it[side].p50);
    const ratio = ratios(p50('ours'), p50('bare')).median;
    return `| ${name} | ${show(of('ours', 'p50'))} | ${show(of('ours', 'p99'))} | ${show(of('ours', 'perSecond'))} | ${show(of('bare', 'p50'))} | ${show(of('bare', 'p99'))} | ${show(of('bare', 'perSecond'))} | ${show(ratio)} |`;
  });
  return [
    `${connections} at once; milliseconds, medians over ${Object.values(pairs)[0]?.length} rounds`,
    '',
    '| call | p50 | p99 | per second | bare p50 | bare p99 | bare per second | p50 ratio |',
    '|---|---|---|---|---|---|---|---|',
    ...rows,
    '',
  ].join('\n');
}

export function rowsReport(counted: Record<string, Rows>): string {
  const rows = Object.entries(counted).map(
    ([name, { read, written, trips }]) => `| ${name} | ${read} | ${written} | ${trips} |`,
  );
  return ['| call | D1 rows read | rows written | trips to D1 |', '|---|---|---|---|', ...rows, ''].join('\n');
}
