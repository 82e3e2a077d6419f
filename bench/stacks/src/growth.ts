import { Clouds } from './clouds.ts';
import { measuredRun, SIDES, type Side } from './measured-run.ts';

/** Of each size, how long it took to add one node to a region of that many, in milliseconds. */
export type Growth = Map<number, Record<Side, number[]>>;

/**
 * Adds one node to a region of each of these sizes, which grow, `count` times each on clouds of its own. What lies
 * between two sizes is filled up in one run, which does not count.
 */
export async function measureGrowth(
  sizes: readonly number[],
  count: number,
  engine: Readonly<NodeJS.ProcessEnv>,
  say: (text: string) => void,
): Promise<Growth> {
  const growth: Growth = new Map(sizes.map((size) => [size, { ours: [], plain: [] }]));
  for (let time = 0; time < count; time++) {
    const clouds = { ours: await Clouds.start(0), plain: await Clouds.start(0) };
    try {
      for (const size of sizes) {
        say(`time ${time + 1} of ${count}: from ${size} nodes to ${size + 1}`);
        for (const side of time % 2 === 0 ? SIDES : SIDES.toReversed()) {
          await measuredRun(side, region(size), clouds[side], engine);
          const { wallMs } = await measuredRun(side, region(size + 1), clouds[side], engine);
          growth.get(size)?.[side].push(wallMs);
        }
      }
    } finally {
      await Promise.all(SIDES.map((side) => clouds[side].stop()));
    }
  }
  return growth;
}

const region = (nodes: number) => ({
  kind: 'region' as const,
  jobs: Array.from({ length: nodes }, (_, index) => `job_${index + 1}`),
});
