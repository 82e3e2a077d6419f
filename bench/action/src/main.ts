import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { machine } from '@prego/bench-common/machine';
import { wholeNumber } from '@prego/bench-common/options';
import { DIST } from './contenders.ts';
import { measureOutputs, measureStarts } from './measure.ts';
import { outputsReport, sizesReport, startsReport } from './report.ts';

const USAGE = `Measures how fast the committed bundle of the action starts. Prints Markdown.

  npm run bench:action -- [options]

  --rounds <n>      how often each is started, in turns (31)
  --other <file>    another action's bundle to compare with: dist/index.js of a release of pulumi/actions, say, which is
                    published in its repository only
  --help            this text`;

const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '31' },
    other: { type: 'string' },
    help: { type: 'boolean' },
  },
});

if (values.help) console.log(USAGE);
else await bench(values.rounds, values.other);

async function bench(given: string, other: string | undefined): Promise<void> {
  const rounds = wholeNumber('rounds', given);
  console.log(`${machine(new Date())}\n`);
  console.log(`## Start (${rounds} rounds)\n\n${startsReport(await measureStarts(rounds))}\n`);
  if (other === undefined) console.log('No other action was given to compare with (--other).\n');
  else console.log(`## Beside ${other}\n\n${outputsReport(await measureOutputs(rounds, resolve(other)))}\n`);
  console.log(`## Sizes\n\n${await sizesReport(DIST)}`);
}
