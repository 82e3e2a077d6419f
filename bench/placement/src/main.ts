import { parseArgs } from 'node:util';
import { machine } from '@prego/bench-common/machine';
import { wholeNumber } from '@prego/bench-common/options';
import { measure } from './measure.ts';
import { REGIONS, region } from './region.ts';
import { memoryReport, readyReport, speedReport } from './report.ts';

const USAGE = `Measures decidePlacement against a plain loop over typed arrays and against filtering and sorting. Prints Markdown.

  npm run bench:placement -- [options]

  --nodes <n>      of the region (10000)
  --rounds <n>     how often each decides, in turns (15)
  --batch-ms <n>   for how long each time (200)
  --help           this text`;

const { values } = parseArgs({
  options: {
    nodes: { type: 'string', default: '10000' },
    rounds: { type: 'string', default: '15' },
    'batch-ms': { type: 'string', default: '200' },
    help: { type: 'boolean' },
  },
});
const count = (name: 'nodes' | 'rounds' | 'batch-ms'): number => wholeNumber(name, values[name]);

if (values.help) console.log(USAGE);
else bench(count('nodes'), count('rounds'), count('batch-ms'));

function bench(nodes: number, rounds: number, batchMs: number): void {
  console.log(`${machine(new Date())}\n`);
  const still = REGIONS.map((kind) => ({ name: kind, kind, changing: false }));
  const scenarios = [...still, { name: 'mixed, one node changes before each', kind: 'mixed', changing: true } as const];
  const speed = scenarios.map(({ name, kind, changing }) => {
    process.stderr.write(`${name}\n`);
    return { name, measured: measure(region(kind, nodes), { rounds, batchMs, changing }) };
  });
  console.log(`## ${nodes} nodes, ${rounds} rounds\n\n${speedReport(speed)}\n`);
  console.log(`## Getting ready\n\n${readyReport(region('mixed', nodes), rounds)}\n`);
  console.log(`## Memory\n\n${memoryReport(region('mixed', nodes))}`);
}
