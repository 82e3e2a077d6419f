import { parseArgs, styleText } from 'node:util';
import { type Engine, prepareEngine } from '@prego/engine';
import { changed, dedicatedStackName, runStack, type StackEvent } from '@prego/stacks';
import Table from 'cli-table3';
import { duration } from '../../../../bootstrap/progress.mjs';
import { aborted, runCommand, unlessStopped } from '../command.ts';
import type { Connection } from '../connection.ts';
import { openSession } from '../session.ts';
import { billed, managedServers, resolveName, silentNodes } from './cloud.ts';
import { DEMO_TENANT, type DemoRun, demoRuns } from './scenario.ts';
import { RunView, summaryOf } from './show-run.ts';

/** `npm start`: the sandbox, and on it real stacks on the real engine. `--exit` ends when they are done. */
/** A node's agent pushes once a minute; the demo would rather not wait for it. */
const PUSH_EVERY = '2s';
const CALL_HOME_WITHIN_MS = 60_000;

await runCommand(async (stop) => {
  const { exit: exitWhenDone } = parseArgs({ options: { exit: { type: 'boolean', default: false } } }).values;
  let engine: Engine | undefined;
  const session = await openSession({ fresh: true, pushEvery: PUSH_EVERY, telegraf: () => engine?.env.PREGO_TELEGRAF });
  try {
    heading('The sandbox is up');
    showAddresses(session.connection);
    engine = await unlessStopped(prepareEngine(), stop);
    await demo({ connection: session.connection, engine, stop });
    whereToLookNext(exitWhenDone ? undefined : session.connection);
    if (exitWhenDone) return 0;
    console.log('\nThe sandbox keeps running: type these in another terminal. Ctrl-C here stops it.');
    await aborted(stop);
    console.log('\nStopped.');
    return 0;
  } catch (error) {
    if (!stop.aborted) throw error;
    console.log('\nInterrupted. Everything is stopped.');
    return 130;
  } finally {
    await session.close();
  }
});

interface Stage {
  connection: Connection;
  engine: Engine;
  stop: AbortSignal;
}

async function demo(stage: Stage): Promise<void> {
  const { connection } = stage;
  const started = performance.now();
  const [first, second, trio, again] = demoRuns(connection);
  const took = new Map<string, number>();
  let billedBefore: string[] = [];
  for (const run of [first, second, trio]) {
    if (run === trio) billedBefore = (await billed(connection)).open;
    const { outputs, durationMs } = await up(stage, run);
    for (const node of outputs.nodes) if (!took.has(node.node_id)) took.set(node.node_id, durationMs);
  }
  const repeated = await up(stage, again);
  if (changed(repeated.changes) > 0) throw new Error('The re-run was to change nothing, and it did.');

  await showServers(connection, took);
  await returnTrio(stage, billedBefore);
  console.log(`\n${styleText('dim', `All of it took ${duration(performance.now() - started)}.`)}`);
}

/** `running` is absent where the sandbox is about to stop: then its address would lead nowhere. */
function whereToLookNext(running: Connection | undefined): void {
  heading('Where to look next');
  const lines = running
    ? [['What the clouds hold, and what was asked of them', running.control_url]]
    : [['The same clouds again, with what they hold', 'npm run sandbox']];
  lines.push(
    ['A plan for one more node', 'npm run stack:preview -- --region sg'],
    ['What is real here and what is not', 'docs/sandbox-differences.md'],
  );
  for (const [what, where] of lines) console.log(`  ${what?.padEnd(50)} ${where}`);
}

async function up(stage: Stage, run: DemoRun) {
  heading(run.title, `stack ${run.program.stack}`);
  const result = await runStack({ operation: 'up', program: run.program, ...common(stage) });
  console.log(`    ${summaryOf(result.changes)} in ${styleText('bold', duration(result.durationMs))}`);
  return result;
}

async function showServers(connection: Connection, took: Map<string, number>): Promise<void> {
  const servers = await managedServers(connection);
  heading('Servers', 'as the cloud shows them; prices in euros without VAT');
  const table = new Table({
    head: ['node', 'type', 'location', 'public', 'private', '€/hour', '€/month', 'made in'],
    style: { head: [], border: [], compact: true },
    colAligns: ['left', 'left', 'left', 'left', 'left', 'right', 'right', 'right'],
  });
  for (const server of servers) {
    const { name, type, location, publicIp, privateIp, hourlyEur, monthlyEur } = server;
    const price = [hourlyEur.toFixed(4), monthlyEur.toFixed(2)];
    table.push([name, type, location, publicIp, privateIp, ...price, duration(took.get(name) ?? Number.NaN)]);
  }
  console.log(table.toString());
  const node = servers[0];
  if (node) {
    const name = `${node.name}.nodes.${connection.cloudflare_zone}`;
    console.log(`  ${name} is ${await resolveName(connection, name)}, says the nameserver.`);
  }
  const silent = await silentNodes(
    connection,
    servers.map(({ name }) => name),
    CALL_HOME_WITHIN_MS,
  );
  if (silent.length > 0) throw new Error(`Not every node has reported its load: ${silent.join(', ')} did not.`);
  console.log(`  All ${servers.length} nodes have booted and reported their load.`);
}

/** Gives the trio back, and proves by the cloud's ledger that only what was billed before it still is. */
async function returnTrio(stage: Stage, billedBefore: string[]): Promise<void> {
  const { connection } = stage;
  const stack = dedicatedStackName(DEMO_TENANT);
  heading('The trio is returned', `stack ${stack}`);
  const own = (await managedServers(connection)).filter(({ labels }) => labels['tenant-id'] === DEMO_TENANT);
  const release = own.map(({ name }) => name);
  const result = await runStack({
    operation: 'destroy',
    stack,
    release,
    removeStack: true,
    ...common(stage),
  });
  console.log(`    ${summaryOf(result.changes)} in ${styleText('bold', duration(result.durationMs))}`);
  const { open, totalEur } = await billed(connection);
  const left = open.filter((what) => !billedBefore.includes(what));
  if (left.length > 0) throw new Error(`Left behind, and billed: ${left.join(', ')}.`);
  console.log(
    `    nothing left behind. Still billed, as before it: ${open.join(', ')}; € ${totalEur.toFixed(4)} so far`,
  );
}

function common({ connection, engine, stop }: Stage) {
  const view = new RunView(process.stdout, stop);
  return {
    credentials: {
      hcloudToken: connection.hetzner_token,
      hcloudEndpoint: connection.hetzner_url,
      cloudflareToken: connection.cloudflare_token,
      cloudflareBaseUrl: connection.cloudflare_url,
    },
    backend: { url: connection.state_url, passphrase: connection.state_passphrase },
    engine: { pulumi: engine.pulumi.path, home: engine.env.PULUMI_HOME },
    signal: stop,
    onEvent: (event: StackEvent) => view.show(event),
  };
}

function showAddresses({ hetzner_url, cloudflare_url, dns_address }: Connection): void {
  console.log(`    Hetzner Cloud ${hetzner_url} · Cloudflare ${cloudflare_url} · DNS ${dns_address}`);
  console.log(styleText('dim', '    Tokens, and all of this for programs: .prego/sandbox.json\n'));
}

function heading(title: string, detail = ''): void {
  console.log(`\n${styleText('bold', title)}${detail && styleText('dim', ` · ${detail}`)}`);
}
