import { ratios, type Spread, spread } from '@prego/bench-common/statistics';
import {
  DEFAULT_THRESHOLDS,
  decidePlacement,
  type NodeFacts,
  type Snapshot,
  snapshotBytes,
} from '@prego/placement-core';
import { NAMES, prepared } from './contenders.ts';
import type { Measured } from './measure.ts';
import { held } from './memory.ts';
import { NOW } from './region.ts';

const table = (head: readonly string[], rows: readonly (readonly string[])[]): string =>
  [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');

const range = ({ median, min, max }: Spread, digits: number): string => {
  const [middle, low, high] = [median, min, max].map((value) => value.toFixed(digits));
  return `${middle} (${low}–${high})`;
};

/** Decisions a second of each, and how long ours takes in theirs. Medians with the smallest and largest. */
export function speedReport(scenarios: readonly { readonly name: string; readonly measured: Measured }[]): string {
  const head = ['decisions/s of one core', ...NAMES, 'time against plain loop', 'time against filter and sort'];
  const rows = scenarios.map(({ name, measured }) => [
    name,
    ...NAMES.map((each) => range(spread(measured[each].map((us) => 1e6 / us)), 0)),
    range(ratios(measured.decidePlacement, measured['plain loop']), 2),
    range(ratios(measured.decidePlacement, measured['filter and sort']), 3),
  ]);
  return table(head, rows);
}

/** What these nodes take in memory, and a decision on them in storage. */
export function memoryReport(nodes: readonly NodeFacts[]): string {
  const snapshot = prepared(nodes);
  const thresholds = DEFAULT_THRESHOLDS;
  const decision = decidePlacement({ request: { plan_tier: 'basic', region: 'sg' }, snapshot, thresholds, now: NOW });
  const kb = (bytes: number): string => `${(bytes / 1024).toFixed(0)} KB`;
  return table(
    [`${nodes.length} nodes`, 'takes'],
    [
      ['a prepared snapshot, beside the ids', kb(held(() => prepared(nodes)))],
      ['the same nodes as objects, beside the ids', kb(held(() => nodes.map((node) => ({ ...node }))))],
      ['a decision as JSON', kb(JSON.stringify(decision).length)],
      ['the snapshot as bytes', kb(snapshotBytes(snapshot).length)],
    ],
  );
}

/** What it takes to be ready for a decision, in microseconds, so many times each. */
export function readyReport(nodes: readonly NodeFacts[], times: number): string {
  const inOrder = nodes.toSorted((a, b) => (a.node_id < b.node_id ? -1 : 1));
  const snapshot = prepared(nodes);
  const few = nodes.slice(0, 100);
  const others = [{ ...DEFAULT_THRESHOLDS, cpu_pct_max: 70 }, DEFAULT_THRESHOLDS] as const;
  let turn = 0;
  const steps: readonly { readonly name: string; readonly act: () => void; readonly parts: number }[] = [
    { name: 'all nodes, in the order of their ids', act: () => prepared(inOrder), parts: 1 },
    { name: 'all nodes, in no order', act: () => prepared(nodes), parts: 1 },
    { name: 'other thresholds', act: () => snapshot.prepare(turn++ % 2 === 0 ? others[0] : others[1]), parts: 1 },
    { name: 'one node has changed', act: () => few.forEach((node) => void snapshot.upsert(node)), parts: few.length },
    { name: 'one node goes and comes', act: () => goAndCome(snapshot, few), parts: few.length },
  ];
  const figures = steps.map(({ name, act, parts }) => {
    const each = Array.from({ length: times }, () => timeOf(act) / parts);
    return [name, range(spread(each), 1)];
  });
  return table([`${nodes.length} nodes`, 'µs'], figures);
}

function goAndCome(snapshot: Snapshot, nodes: readonly NodeFacts[]): void {
  for (const node of nodes) {
    snapshot.remove(node.node_id);
    snapshot.upsert(node);
  }
}

function timeOf(act: () => void): number {
  const started = performance.now();
  act();
  return (performance.now() - started) * 1000;
}
