import { parseArgs, styleText } from 'node:util';
import { type Engine, prepareEngine } from '@prego/engine';
import { duration } from '../../../../bootstrap/progress.mjs';
import { runCommand, unlessStopped } from '../command.ts';
import type { FullConnection } from '../connection.ts';
import { openSession, untilStopped } from '../session.ts';
import { ControlPlaneClient } from './control-plane-client.ts';
import { everyState } from './every-state.ts';
import { fromLibrary } from './library.ts';
import { showConsole, showLaunch, showScenarios, showServers, showTenants } from './show-places.ts';
import { Story } from './story.ts';
import { heading } from './terminal.ts';

/** `npm start`: the sandbox, and tenants that sign up on it. `--exit` ends when they all have their place. */

/** A node's agent pushes once a minute; the demo would rather not wait for it. */
const PUSH_EVERY = '2s';

await runCommand(async (stop) => {
  const { exit: exitWhenDone } = parseArgs({ options: { exit: { type: 'boolean', default: false } } }).values;
  let engine: Engine | undefined;
  const session = await openSession({ fresh: true, stop, pushEvery: PUSH_EVERY, engine: () => engine, runner: 'on' });
  try {
    heading('The sandbox is up');
    showAddresses(session.connection);
    engine = await unlessStopped(prepareEngine(), stop);
    await demo(session.connection, stop);
    whereToLookNext(exitWhenDone ? undefined : session.connection);
    if (exitWhenDone) return 0;
    console.log('\nThe sandbox keeps running; type these in another terminal. Ctrl-C stops it.');
    await untilStopped(session, stop);
  } finally {
    await session.close();
  }
  console.log('\nStopped.');
  return 0;
});

async function demo(connection: FullConnection, stop: AbortSignal): Promise<void> {
  const started = performance.now();
  const controlPlane = new ControlPlaneClient(connection.control_plane_url, connection.internal_api_key);
  const story = new Story({ connection, controlPlane, stop });
  await story.firstTenants();
  await story.secondNode();
  await story.dedicatedTenant();
  await story.sameAgain();
  await showServers(connection, controlPlane);
  await showLaunch(controlPlane);
  await story.freshness();
  await story.giveBack();
  await fromLibrary(story.stage);
  await everyState(story);
  await showTenants(controlPlane);
  showScenarios(story);
  await showConsole(connection, controlPlane);
  console.log(`\n${styleText('dim', `All of it took ${duration(performance.now() - started)}.`)}`);
}

/** `running` is absent where the sandbox is about to stop: then its address would lead nowhere. */
function whereToLookNext(running: FullConnection | undefined): void {
  heading('Where to look next');
  const lines = running
    ? [
        ['The console', `${running.operator_url}/cp/infra`],
        ['The library', `${running.operator_url}/library`],
        ['Its operator key', running.internal_api_key],
        ['What the clouds hold and were asked', running.control_url],
        ['What the control plane answers', `${running.control_plane_url}/docs`],
      ]
    : [['All of this again, at these addresses', 'npm run sandbox']];
  lines.push(
    ['A plan for one more node', 'npm run stack:preview -- --region sg'],
    ['What is real here and what is not', 'docs/sandbox-differences.md'],
  );
  for (const [what, where] of lines) console.log(`  ${what?.padEnd(40)} ${where}`);
}

function showAddresses(connection: FullConnection): void {
  const { hetzner_url, cloudflare_url, github_url, dns_address, control_plane_url, operator_url } = connection;
  const lines = [
    ['Console', `${operator_url}/cp/infra`],
    ['Operator key', connection.internal_api_key],
    ['Control plane', `${control_plane_url}   (on workerd)`],
    ['Hetzner Cloud', hetzner_url],
    ['Cloudflare', cloudflare_url],
    ['GitHub', github_url],
    ['DNS', dns_address],
  ];
  for (const [what, where] of lines) console.log(`    ${what?.padEnd(15)} ${where}`);
  console.log(styleText('dim', '    Tokens, and all of this for programs: .prego/sandbox.json\n'));
}
