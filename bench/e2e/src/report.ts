import { spread } from '@prego/bench-common/statistics';
import { type Measured, PHASES, type Scenario } from './measure.ts';

const WHAT: Record<Scenario, string> = {
  E1: 'existing node',
  E2: 'new shared node',
  E3: 'three servers of its own',
};

/** Medians as a Markdown table, a row a scenario. */
export function report(measured: Readonly<Record<Scenario, readonly Measured[]>>): string {
  const head = ['', 'from dispatch to completion', ...PHASES];
  const rows = Object.entries(measured).map(([scenario, all]) => {
    const { median, min, max } = spread(all.map(({ totalMs }) => totalMs));
    const phases = PHASES.map((name) => seconds(spread(all.map((each) => each.phases[name])).median));
    const total = `**${seconds(median)}** (${seconds(min)} to ${seconds(max)})`;
    return [`${scenario}, ${WHAT[scenario as Scenario]}`, total, ...phases];
  });
  const lines = [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`);
  return lines.join('\n');
}

const seconds = (ms: number): string => `${(ms / 1000).toFixed(2)} s`;
