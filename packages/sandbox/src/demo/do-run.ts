import { setTimeout as sleep } from 'node:timers/promises';
import { ClaimAnswer } from '@prego/contracts';
import type { Engine } from '@prego/engine';
import { type DestroyResult, runStack, type StackEvent, type UpResult } from '@prego/stacks';
import { z } from 'zod';
import type { FullConnection } from '../connection.ts';
import { Attempt } from './attempt.ts';
import type { ControlPlaneClient } from './control-plane-client.ts';
import type { DispatchedRuns, Run } from './dispatched-runs.ts';
import { programOf, registrationOf } from './run-program.ts';

/** Wrangler.jsonc's OIDC_AUDIENCE. */
const AUDIENCE = 'prego-control-plane';
/** Booting and the first push; the sandbox's nodes push every two seconds. */
const READY_WITHIN_MS = 60_000;
const LOOK_EVERY_MS = 250;

export interface RunStage {
  readonly connection: FullConnection;
  readonly controlPlane: ControlPlaneClient;
  readonly runs: DispatchedRuns;
  readonly engine: Engine;
  readonly stop: AbortSignal;
  readonly onEvent: (event: StackEvent) => void;
}

export type RunOutcome =
  | { readonly did: 'stack'; readonly result: UpResult }
  | { readonly did: 'existing'; readonly host: string }
  | { readonly did: 'returned'; readonly result?: DestroyResult };

/**
 * Does what the workflow of a dispatched run is to do with the control plane: claim, stack, register, wait for the nodes
 * and report. Tenant DNS and the workspace are not here, and their steps say so.
 */
export async function doRun(stage: RunStage, run: Run): Promise<RunOutcome> {
  const { runs, controlPlane } = stage;
  await runs.begin(run);
  const { job_id } = run.inputs as { job_id: string };
  const oidc_token = await runs.idToken(run, AUDIENCE);
  const claim = await controlPlane
    .as(oidc_token)
    .post(`/internal/provision-jobs/${job_id}/claim`, { oidc_token }, ClaimAnswer);
  const attempt = new Attempt(controlPlane.as(claim.token), claim);
  try {
    const outcome = claim.kind === 'provision' ? await provision(stage, attempt) : await giveBack(stage, attempt);
    await attempt.callback('completed');
    await runs.end(run, 'success');
    return outcome;
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    const status = stage.stop.aborted ? 'cancelled' : 'failed';
    // What went wrong is told, and not that this went wrong too.
    await Promise.allSettled([
      attempt.callback(status, { error: { code: 'demo_failed', message } }),
      runs.end(run, 'failure'),
    ]);
    throw error;
  }
}

async function provision(stage: RunStage, attempt: Attempt): Promise<RunOutcome> {
  const { target_server_id } = attempt.claim.inputs;
  await attempt.step(4, 'started');
  const outcome =
    target_server_id === ''
      ? await makeNodes(stage, attempt)
      : { did: 'existing' as const, host: await hostOf(attempt, target_server_id) };
  await attempt.step(6, 'done');
  await attempt.skip(7, 'dns_not_configured');
  await attempt.skip(8, 'install_not_configured');
  await attempt.skip(9, 'not_applicable');
  return outcome;
}

async function makeNodes(stage: RunStage, attempt: Attempt): Promise<RunOutcome> {
  const { job_id, nodes, inputs } = attempt.claim;
  const dedicatedTo = inputs.dedicated === 'true' ? { dedicatedTo: inputs.tenant_id } : {};
  const program = programOf(stage.connection, { job_id, region: inputs.region, nodes, ...dedicatedTo });
  const result = await runStack({ operation: 'up', program, ...common(stage) });
  await attempt.step(4, 'done');
  await attempt.callback('progress', { lease_released: true });
  await attempt.step(5, 'done');
  await attempt.step(6, 'started');
  const own = new Set(attempt.claim.nodes.map(({ node_id }) => node_id));
  const made = result.outputs.nodes.filter(({ node_id }) => own.has(node_id));
  for (const node of made)
    await attempt.client.post('/internal/nodes', registrationOf(attempt.claim, node), z.unknown());
  await untilReady(stage, attempt, [...own]);
  return { did: 'stack', result };
}

const Node = z.object({ node_id: z.string(), status: z.string(), host_ipv4: z.string().nullable() });

async function untilReady({ stop }: RunStage, attempt: Attempt, nodeIds: string[]): Promise<void> {
  const deadline = performance.now() + READY_WITHIN_MS;
  for (;;) {
    const nodes = await Promise.all(nodeIds.map((id) => attempt.client.get(`/internal/nodes/${id}`, Node)));
    const waiting = nodes.filter(({ status }) => status !== 'ready').map(({ node_id }) => node_id);
    if (waiting.length === 0) return;
    if (performance.now() > deadline)
      throw new Error(`Not every node has reported its load: ${waiting.join(', ')} did not.`);
    await sleep(LOOK_EVERY_MS, undefined, { signal: stop });
  }
}

async function hostOf(attempt: Attempt, nodeId: string): Promise<string> {
  const { host_ipv4 } = await attempt.client.get(`/internal/nodes/${nodeId}`, Node);
  await attempt.step(4, 'done');
  await attempt.step(5, 'done');
  return host_ipv4 ?? '';
}

async function giveBack(stage: RunStage, attempt: Attempt): Promise<RunOutcome> {
  const { stack_lease, remove_nodes } = attempt.claim;
  if (!stack_lease) return { did: 'returned' };
  const result = await runStack({
    operation: 'destroy',
    stack: stack_lease.stack,
    release: remove_nodes.map(({ node_id }) => node_id),
    removeStack: true,
    dnsZones: [stage.connection.cloudflare_zone_id],
    ...common(stage),
  });
  return { did: 'returned', result };
}

/** What every run of a stack on the sandbox's clouds needs. */
export function common({ connection, engine, stop, onEvent }: RunStage) {
  return {
    credentials: {
      hcloudToken: connection.hetzner_token,
      hcloudEndpoint: connection.hetzner_url,
      cloudflareToken: connection.cloudflare_token,
      cloudflareBaseUrl: connection.cloudflare_url,
    },
    backend: { url: connection.state_url, passphrase: connection.state_passphrase },
    // The control plane gives a stack to one run at a time.
    holdsLease: true,
    engine: { pulumi: engine.pulumi.path, home: engine.env.PULUMI_HOME },
    signal: stop,
    onEvent,
  };
}
