import { parseArgs } from 'node:util';
import { launchChromium } from '@prego/acceptance/chromium';
import { machine } from '@prego/bench-common/machine';
import { wholeNumber } from '@prego/bench-common/options';
import { measurePage, type PageOf, scriptsOf } from './measure-page.ts';
import { plainPage } from './plain-page.ts';
import { type Pair, pageReport, sizesReport } from './report.ts';
import { scriptSizes, scriptsNamedIn } from './script-sizes.ts';
import { seed } from './seed.ts';
import { OPERATOR_KEY, type ServedConsole, serveConsole } from './served-console.ts';

const USAGE = `Measures the console's largest lists in Chromium, served by the real Worker, beside a plain table of the same rows. Prints Markdown.

  npm run bench:operator -- [options]

  --jobs <n>     jobs in the list (10000)
  --nodes <n>    nodes in the list (1000)
  --rounds <n>   how often each page and its peer are measured (5)
  --help         this text`;

const { values } = parseArgs({
  options: {
    jobs: { type: 'string', default: '10000' },
    nodes: { type: 'string', default: '1000' },
    rounds: { type: 'string', default: '5' },
    help: { type: 'boolean' },
  },
});

const count = (name: Exclude<keyof typeof values, 'help'>): number => wholeNumber(name, values[name]);

if (values.help) console.log(USAGE);
else {
  const size = { jobs: count('jobs'), nodes: count('nodes') };
  const rounds = count('rounds');
  const served = await serveConsole();
  const browser = await launchChromium();
  try {
    const now = new Date();
    await seed(served.env, size, now.getTime());
    console.log(`${machine(now, `Chromium ${browser.version()}`)}\n`);
    const jobs = await pairsOf(`${size.jobs} jobs`, listOfJobs(served, size.jobs));
    const nodes = await pairsOf(`${size.nodes} nodes`, listOfNodes(served, size.nodes));
    const launch = await scriptsOfLaunch(served);
    const sizeOf = (pairs: readonly Pair[]) => scriptSizes(served.folder, pairs[0]?.console.scripts ?? []);
    console.log(
      sizesReport([
        ['the shell alone', await scriptSizes(served.folder, await scriptsNamedIn(served.folder, 'index.html'))],
        ['shell and jobs', await sizeOf(jobs)],
        ['shell and nodes', await sizeOf(nodes)],
        ['Launch', launch],
      ]),
    );
  } finally {
    await browser.close();
    await served.stop();
  }
  // Nothing is left to wait for but the harness's idle connections.
  process.exit(0);

  async function pairsOf(what: string, { console: ours, plain }: { console: PageOf; plain: PageOf }): Promise<Pair[]> {
    const pairs: Pair[] = [];
    for (let round = 1; round <= rounds; round++) {
      process.stderr.write(`${what}: round ${round} of ${rounds}\n`);
      // Who is first changes: what the machine does meanwhile meets both.
      const first = await measurePage(browser, round % 2 ? ours : plain);
      const second = await measurePage(browser, round % 2 ? plain : ours);
      pairs.push(round % 2 ? { console: first, plain: second } : { console: second, plain: first });
    }
    console.log(pageReport(what, pairs));
    return pairs;
  }

  async function scriptsOfLaunch({ url, folder }: ServedConsole) {
    const page = await browser.newPage();
    const scripts = scriptsOf(page);
    await page.goto(new URL('/launch', url).href, { waitUntil: 'networkidle' });
    return await scriptSizes(folder, [...scripts]);
  }
}

function listOfJobs({ url }: ServedConsole, rows: number) {
  const path = '/internal/provision-jobs?order=failures_first&limit=200';
  const columns = [
    'status',
    'kind',
    'tenant_id',
    'region',
    'infra_mode',
    'error_code',
    'error_message',
    'attempt',
    'created_at',
  ];
  return pagesOf(url, '/cp/infra?tab=jobs', path, columns, rows);
}

function listOfNodes({ url }: ServedConsole, rows: number) {
  const path = '/internal/nodes?limit=200';
  const columns = [
    'node_id',
    'role',
    'status',
    'tenants',
    'reservations',
    'capacity',
    'server_type',
    'location',
    'updated_at',
  ];
  return pagesOf(url, '/cp/infra?tab=nodes', path, columns, rows);
}

function pagesOf(url: URL, address: string, path: string, columns: readonly string[], rows: number) {
  return {
    console: { address: new URL(address, url).href, rows },
    plain: { address: new URL('/plain', url).href, html: plainPage(path, columns, OPERATOR_KEY), rows },
  };
}
