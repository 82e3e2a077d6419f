import { parseArgs } from 'node:util';
import { machine } from '@prego/bench-common/machine';
import { wholeNumber } from '@prego/bench-common/options';
import { prepareEngine } from '@prego/engine';
import { version as pulumi } from '@pulumi/pulumi/version.js';
import { measureGrowth } from './growth.ts';
import { measurePairs } from './pairs.ts';
import { growthReport, pairsReport, phasesReport } from './report.ts';

const USAGE = `Measures runStack against the plain Automation API, on sandboxes of its own. Prints Markdown.

  npm run bench:stacks -- [options]

  --pairs <n>      how often each scenario is done by both (5)
  --sizes <list>   regions of how many nodes get one more (1,10,25,50,99)
  --times <n>      how often each of these (3)
  --only <part>    pairs, waits or growth
  --help           this text`;

const PARTS = ['pairs', 'waits', 'growth'] as const;

const { values } = parseArgs({
  options: {
    pairs: { type: 'string', default: '5' },
    sizes: { type: 'string', default: '1,10,25,50,99' },
    times: { type: 'string', default: '3' },
    only: { type: 'string' },
    help: { type: 'boolean' },
  },
});
if (values.help) console.log(USAGE);
else await bench(PARTS.filter((part) => values.only === undefined || part === values.only));

async function bench(parts: readonly (typeof PARTS)[number][]): Promise<void> {
  if (parts.length === 0) throw new Error(`--only is one of ${PARTS.join(', ')}.`);
  const pairs = wholeNumber('pairs', values.pairs);
  const sizes = values.sizes.split(',').map((size) => wholeNumber('sizes', size));
  const times = wholeNumber('times', values.times);
  const { env: engine } = await prepareEngine();
  const say = (text: string) => process.stderr.write(`${text}\n`);

  console.log(`${machine(new Date(), `Pulumi ${pulumi}`)}\n`);
  if (parts.includes('pairs')) {
    const measured = await measurePairs(pairs, 0, engine, say);
    console.log(`## The cloud answers at once (${pairs} pairs)\n\n${pairsReport(measured)}\n`);
    console.log(`## Where the time of a region's no-op goes\n\n${phasesReport(measured['no-op of a region'])}\n`);
  }
  if (parts.includes('waits')) {
    const measured = await measurePairs(pairs, 1, engine, say);
    console.log(`## The cloud takes its time (${pairs} pairs)\n\n${pairsReport(measured)}\n`);
  }
  if (parts.includes('growth')) {
    const growth = await measureGrowth(sizes, times, engine, say);
    console.log(`## One more node (${times} times each)\n\n${growthReport(growth)}\n`);
  }
}
