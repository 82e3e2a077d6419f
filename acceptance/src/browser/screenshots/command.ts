import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { Client } from '../../testing/client.ts';
import { Connection, World } from '../../testing/world.ts';
import { launchChromium } from '../testing/launch-chromium.ts';
import { readFacts } from './facts.ts';
import { PAGES } from './pages.ts';
import { type Studio, takePage } from './take.ts';
import { IN_DOCS, variantsOf } from './variants.ts';
import { bringIntoStates } from './world-states.ts';

const DOCS = fileURLToPath(new URL('../../../../docs/screenshots', import.meta.url));

const ALL_OF_DOCS = `In docs/screenshots there are ${IN_DOCS.join(', ')}; others come with --all.`;
const ALL_PAGES = `Pages: ${PAGES.map(({ name }) => name).join(', ')}.`;

const HELP = `npm run screenshots -- [options]

Takes the pictures of the console that stand in docs/screenshots. Ids and times in them differ from run to run.

  --all <folder>        every page, theme, width and language, into this folder instead
  --only <name>         of those only what begins so: tenant, tenant.dark, tenant.light.png; may be repeated
  --whole               the whole length of the page, not only what a screen shows
  --connection <file>   of a world that runs already, such as .prego/sandbox.json, as it is; else one is
                        started and brought into every state, which takes two minutes
  --serve <file>        no pictures: starts that world, writes its connection into the file, and waits for Ctrl-C`;

/** `npm run screenshots`. Resolves with the exit status. */
export async function takeScreenshots(args: string[]): Promise<number> {
  const { values } = parseArgs({
    args,
    options: {
      all: { type: 'string' },
      only: { type: 'string', multiple: true, default: [] },
      whole: { type: 'boolean', default: false },
      connection: { type: 'string' },
      serve: { type: 'string' },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) {
    console.log(HELP);
    return 0;
  }
  if (values.connection !== undefined) {
    const connection = Connection.parse(JSON.parse(await readFile(values.connection, 'utf8')));
    return await takeAll(new Client({ connection }), values);
  }
  return await inOwnWorld((client) =>
    values.serve === undefined ? takeAll(client, values) : serve(client, values.serve),
  );
}

interface Wanted {
  readonly all?: string | undefined;
  readonly only: string[];
  readonly whole: boolean;
}

async function inOwnWorld(work: (client: Client) => Promise<number>): Promise<number> {
  console.log('Starting a world.');
  const world = await World.open();
  try {
    const client = new Client(world);
    await bringIntoStates(client, (what) => console.log(`In it, ${what}.`));
    return await work(client);
  } finally {
    await world.close();
  }
}

async function takeAll(client: Client, { all, only, whole }: Wanted): Promise<number> {
  const folder = all ?? DOCS;
  const begins = (file: string) => only.length === 0 || only.some((beginning) => file.startsWith(beginning));
  const isWanted = (file: string) => begins(file) && (all !== undefined || IN_DOCS.includes(file));
  const pages = PAGES.map((page) => ({ page, variants: variantsOf(page.name, isWanted) })).filter(
    ({ variants }) => variants.length > 0,
  );
  if (pages.length === 0) {
    throw new Error(`No picture begins with ${only.join(' or ')}. ${all === undefined ? ALL_OF_DOCS : ALL_PAGES}`);
  }
  await mkdir(folder, { recursive: true });
  const browser = await launchChromium();
  try {
    const studio: Studio = { browser, client, folder, whole, facts: await readFacts(client) };
    const problems: string[] = [];
    for (const { page, variants } of pages) {
      const found = await takePage(studio, page, variants).catch((error: Error) => [`${page.name}: ${error.message}`]);
      console.log(
        found === undefined ? `${page.name}: this world has nothing of it` : `${page.name}: ${variants.length}`,
      );
      problems.push(...(found ?? []));
    }
    console.log(`The pictures are in ${folder}.`);
    if (problems.length > 0) console.error(`The pages did what they must not:\n${[...new Set(problems)].join('\n')}`);
    return problems.length > 0 ? 1 : 0;
  } finally {
    await browser.close();
  }
}

async function serve(client: Client, file: string): Promise<number> {
  const { connection } = client.world;
  await writeFile(file, `${JSON.stringify(connection, null, 2)}\n`, { mode: 0o600 });
  console.log(`The console: ${connection.control_plane_url}/cp/infra, key ${connection.internal_api_key}`);
  console.log(`Its connection is in ${file}. Ctrl-C ends it.`);
  await new Promise<void>((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => resolve());
  });
  await rm(file, { force: true });
  return 0;
}
