import { parseArgs } from 'node:util';
import { Client } from '@prego/acceptance/client';
import { World } from '@prego/acceptance/world';
import { machine } from '@prego/bench-common/machine';
import { wholeNumber } from '@prego/bench-common/options';
import { prepareEngine } from '@prego/engine';
import { measure } from './measure.ts';
import { report } from './report.ts';

const USAGE = `Measures a tenant's way from dispatch to completion on the sandbox. Prints Markdown.

  npm run bench:e2e -- [options]

  --times <n>   how often each of E1 (existing node), E2 (new shared node) and E3 (dedicated) is done (5)
  --help        this text`;

const { values } = parseArgs({ options: { times: { type: 'string', default: '5' }, help: { type: 'boolean' } } });

if (values.help) console.log(USAGE);
else await bench();

async function bench(): Promise<void> {
  const times = wholeNumber('times', values.times);
  // The world takes the engine from the environment.
  Object.assign(process.env, (await prepareEngine()).env);
  const world = await World.open();
  try {
    const measured = await measure(new Client(world), times, (line) => process.stderr.write(`${line}\n`));
    console.log(`${machine(new Date())}\n\n${report(measured)}`);
  } finally {
    await world.close();
  }
}
