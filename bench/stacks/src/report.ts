import { ratios, type Spread, spread } from '@prego/bench-common/statistics';
import type { Growth } from './growth.ts';
import { type Measured, SIDES } from './measured-run.ts';
import { type Pairs, SCENARIOS } from './pairs.ts';

/** Tables in Markdown. */
export const table = (head: readonly string[], rows: readonly (readonly string[])[]): string =>
  [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');

const range = ({ median, min, max }: Spread, digits: number, divisor = 1): string => {
  const [middle, low, high] = [median, min, max].map((value) => (value / divisor).toFixed(digits));
  return `${middle} (${low}–${high})`;
};
const seconds = (values: readonly number[]): string => range(spread(values), 2, 1000);
const megabytes = (values: readonly number[]): string => range(spread(values), 0);

const FIGURES = {
  wall: (run: Measured) => run.wallMs,
  call: ({ phases }: Measured) => phases.answered - phases.imported,
  own: (run: Measured) => run.memory.own,
  tree: (run: Measured) => run.memory.tree,
};

/** Medians with the smallest and largest; ratios are of pairs, ours by plain. */
export function pairsReport(pairs: Pairs): string {
  const rows = (figure: (run: Measured) => number, show: (values: readonly number[]) => string) =>
    SCENARIOS.map(({ name }) => {
      const [ours, plain] = SIDES.map((side) => pairs[name][side].map(figure)) as [number[], number[]];
      return [name, show(ours), show(plain), range(ratios(ours, plain), 2)];
    });
  const head = (what: string) => [what, 'runStack', 'plain', 'ratio'];
  return [
    table(head('from call to answer, s'), rows(FIGURES.call, seconds)),
    table(head('wall time of the process, s'), rows(FIGURES.wall, seconds)),
    table(head('peak of the node process, MB'), rows(FIGURES.own, megabytes)),
    table(head('peak with CLI and plugins, MB'), rows(FIGURES.tree, megabytes)),
    resourcesReport(pairs),
  ].join('\n\n');
}

/** Both are to have done the same. */
function resourcesReport(pairs: Pairs): string {
  const counts = (run: Measured) => `${run.created} created, ${run.unchanged} unchanged, ${run.changedOtherwise} other`;
  const rows = SCENARIOS.map(({ name }) => [
    name,
    ...SIDES.map((side) => [...new Set(pairs[name][side].map(counts))].join('; ')),
  ]);
  return table(['resources', 'runStack', 'plain'], rows);
}

/** Where the time of a run goes, in order. */
const PHASES: Record<string, (run: Measured) => number> = {
  'start of Node, imports': (run) => run.phases.imported,
  'CLI: asked before the update': (run) => spent(run, (from) => from < update(run).from),
  'update: CLI, backend, plugins, until it asks for the program': (run) => run.phases.programFrom - update(run).from,
  'update: the program declares, reading the state first': (run) => run.phases.programTo - run.phases.programFrom,
  'update: resources compared or made, state saved': (run) => update(run).to - run.phases.programTo,
  'CLI: asked after the update': (run) => spent(run, (from) => from > update(run).from),
  'all else in the process': (run) => run.wallMs - run.phases.imported - spent(run, () => true),
};

const update = (run: Measured) => run.phases.commands.find(({ name }) => name === 'up') ?? { from: 0, to: 0 };

/** Within the update others may run: what the program reads is part of the program's time. */
function spent(run: Measured, when: (from: number) => boolean): number {
  const { to } = update(run);
  const counted = run.phases.commands.filter(
    (command) => command.name === 'up' || !(command.from > update(run).from && command.to < to),
  );
  return counted.filter((command) => when(command.from)).reduce((sum, command) => sum + command.to - command.from, 0);
}

export function phasesReport(runs: Readonly<Record<(typeof SIDES)[number], readonly Measured[]>>): string {
  const rows = Object.entries(PHASES).map(([name, phase]) => [
    name,
    ...SIDES.map((side) => seconds(runs[side].map(phase))),
  ]);
  const commands = (side: (typeof SIDES)[number]) =>
    runs[side][0]?.phases.commands.map(({ name }) => name).join(', ') ?? '';
  return table(['s', 'runStack', 'plain'], [...rows, ['runs of the CLI', commands('ours'), commands('plain')]]);
}

export function growthReport(growth: Growth): string {
  const [first] = growth.values();
  const rows = [...growth].map(([size, { ours, plain }]) => [
    `${size} → ${size + 1}`,
    seconds(ours),
    seconds(plain),
    range(ratios(ours, plain), 2),
    range(ratios(ours, first?.ours ?? []), 2),
  ]);
  return table(['nodes', 'runStack, s', 'plain, s', 'ratio', 'runStack against its first'], rows);
}
