import { type Engine, prepareEngine } from '@prego/engine';
import { runCommand, unlessStopped } from './command.ts';
import type { FullConnection } from './connection.ts';
import { openSession, untilStopped } from './session.ts';

/** `npm run sandbox`: the clouds and the control plane, until they are stopped; what they hold stays for the next time. */
await runCommand(async (stop) => {
  let engine: Engine | undefined;
  const session = await openSession({ fresh: false, stop, engine: () => engine, runner: 'on' });
  try {
    tell(session.connection);
    const preparing = unlessStopped(prepareEngine(), stop).then(
      (prepared) => {
        engine = prepared;
        console.log('The engine is ready. A plan: npm run stack:preview -- --region sg');
      },
      (error: unknown) => {
        if (stop.aborted) return;
        console.error(`${error instanceof Error ? error.message : error}`);
        console.error('The clouds work without it; nodes are reported by a simulated agent, and no workflow runs.');
      },
    );
    await untilStopped(session, stop);
    await preparing;
  } finally {
    await session.close();
  }
  console.log('\nStopped. What the clouds hold is there the next time.');
  return 0;
});

function tell(connection: FullConnection): void {
  const { hetzner_url, cloudflare_url, github_url, dns_address, control_url, control_plane_url, operator_url } =
    connection;
  console.log(`The sandbox is up. Tokens, and all of this for programs: .prego/sandbox.json

  Console         ${operator_url}/cp/infra   (its key: internal_api_key)
  Control plane   ${control_plane_url}   (its routes: /docs)
  Hetzner Cloud   ${hetzner_url}
  Cloudflare      ${cloudflare_url}
  GitHub          ${github_url}
  DNS             ${dns_address}
  Sandbox         ${control_url}   (faults, clock, journal, ledger)

Ctrl-C stops it; what it holds stays. Making the engine ready, for stacks and for
the nodes' agents and for workflows:`);
}
