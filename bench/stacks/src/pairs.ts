import { Clouds } from './clouds.ts';
import { type Measured, measuredRun, SIDES, type Side } from './measured-run.ts';
import type { Task } from './task.ts';

const region = (...jobs: string[]): Task => ({ kind: 'region', jobs });
const trio: Task = { kind: 'trio', tenant: 'acme' };

/** What is measured, in this order, on clouds that begin empty. */
export const SCENARIOS = [
  { name: 'first shared node', task: region('job_1') },
  { name: 'second shared node', task: region('job_1', 'job_2') },
  { name: 'no-op of a region', task: region('job_1', 'job_2') },
  { name: 'trio', task: trio },
  { name: 'no-op of a trio', task: trio },
] as const;

export type Scenario = (typeof SCENARIOS)[number]['name'];

/** Of each scenario, the runs of both sides; those of the same index were made one right after the other. */
export type Pairs = Record<Scenario, Record<Side, Measured[]>>;

/**
 * Does every scenario with both sides in turn, `count` times, each time on clouds of its own. Which of the two is
 * first changes from scenario to scenario and from time to time.
 */
export async function measurePairs(
  count: number,
  actionTimeFactor: number,
  engine: Readonly<NodeJS.ProcessEnv>,
  say: (text: string) => void,
): Promise<Pairs> {
  const pairs = Object.fromEntries(SCENARIOS.map(({ name }) => [name, { ours: [], plain: [] }])) as unknown as Pairs;
  for (let time = 0; time < count; time++) {
    const clouds = { ours: await Clouds.start(actionTimeFactor), plain: await Clouds.start(actionTimeFactor) };
    try {
      for (const [index, { name, task }] of SCENARIOS.entries()) {
        say(`pair ${time + 1} of ${count}: ${name}`);
        for (const side of (time + index) % 2 === 0 ? SIDES : SIDES.toReversed()) {
          pairs[name][side].push(await measuredRun(side, task, clouds[side], engine));
        }
      }
    } finally {
      await Promise.all(SIDES.map((side) => clouds[side].stop()));
    }
  }
  return pairs;
}
