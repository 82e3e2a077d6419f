import { parseArgs } from 'node:util';
import { machine } from '@prego/bench-common/machine';
import { wholeNumber } from '@prego/bench-common/options';
import { measureCalls } from './measure-calls.ts';
import { callsReport, rowsReport } from './report.ts';
import { countRows } from './rows.ts';

const USAGE = `Measures the control plane on workerd with a full D1, beside a bare hono handler. Prints Markdown.

  npm run bench:control-plane -- [options]

  --nodes <n>        nodes of the region (10000)
  --tenants <n>      tenants that live there (100000)
  --rounds <n>       how often each call and its peer are measured (5)
  --requests <n>     requests of each (400)
  --connections <n>  at once (1)
  --help             this text`;

const { values } = parseArgs({
  options: {
    nodes: { type: 'string', default: '10000' },
    tenants: { type: 'string', default: '100000' },
    rounds: { type: 'string', default: '5' },
    requests: { type: 'string', default: '400' },
    connections: { type: 'string', default: '1' },
    help: { type: 'boolean' },
  },
});

const count = (name: Exclude<keyof typeof values, 'help'>): number => wholeNumber(name, values[name]);

if (values.help) console.log(USAGE);
else {
  const size = { nodes: count('nodes'), tenants: count('tenants') };
  const load = { rounds: count('rounds'), requests: count('requests'), connections: count('connections') };
  const say = (text: string) => process.stderr.write(`${text}\n`);
  const now = new Date();
  console.log(`${machine(now)}; ${size.nodes} nodes, ${size.tenants} tenants
`);
  for (const variant of ['as it is', 'without-r2'] as const) {
    say(`the control plane, ${variant}:`);
    const pairs = await measureCalls(variant, size, load, now.getTime(), say);
    console.log(`The control plane, ${variant}; ${callsReport(pairs, load.connections)}`);
  }
  console.log(rowsReport(await countRows(size, now.getTime(), say)));
  // Nothing is left to wait for but the harnesses' idle connections.
  process.exit(0);
}
