import { setTimeout as sleep } from 'node:timers/promises';
import { ClaimAnswer, type Region, type SkipReason } from '@prego/contracts';
import type { Engine } from '@prego/engine';
import {
  type DestroyResult,
  dedicated,
  type NodeAccess,
  type NodeOutput,
  runStack,
  type StackEvent,
  type StackProgram,
  sharedRegion,
  type UpResult,
} from '@prego/stacks';
import { z } from 'zod';
import type { Connection } from '../connection.ts';
import type { ControlPlaneClient } from './control-plane-client.ts';
import type { DispatchedRuns, Run } from './dispatched-runs.ts';

/** Wrangler.jsonc's OIDC_AUDIENCE. */
const AUDIENCE = 'prego-control-plane';
/** Booting and the first push; the sandbox's nodes push every two seconds. */
const READY_WITHIN_MS = 60_000;
const LOOK_EVERY_MS = 250;

export interface RunStage {
  readonly connection: Connection;
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
    await attempt.callback(stage.stop.aborted ? 'cancelled' : 'failed', { error: { code: 'demo_failed', message } });
    await runs.end(run, 'failure');
    throw error;
  }
}

/** One attempt's own voice: its callback and its trace. */
class Attempt {
  readonly client: ControlPlaneClient;
  readonly claim: ClaimAnswer;

  constructor(client: ControlPlaneClient, claim: ClaimAnswer) {
    this.client = client;
    this.claim = claim;
  }

  async callback(status: string, more: Record<string, unknown> = {}): Promise<void> {
    await this.client.post(`/internal/provision-jobs/${this.claim.job_id}/callback`, { status, ...more }, z.unknown());
  }

  async step(number: number, status: 'started' | 'done'): Promise<void> {
    await this.#trace(number, { status });
  }

  async skip(number: number, reason: SkipReason): Promise<void> {
    await this.#trace(number, { status: 'skipped', data: { reason } });
  }

  async #trace(number: number, event: Record<string, unknown>): Promise<void> {
    const { job_id, attempt } = this.claim;
    const stage = `prego_ui_step_${String(number).padStart(2, '0')}`;
    await this.client.post(
      '/internal/trace-events',
      { events: [{ job_id, attempt, stage, at: Date.now(), ...event }] },
      z.unknown(),
    );
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
  const program = programOf(stage, { job_id, region: inputs.region, nodes, ...dedicatedTo });
  const result = await runStack({ operation: 'up', program, ...common(stage) });
  await attempt.step(4, 'done');
  await attempt.callback('progress', { lease_released: true });
  await attempt.step(5, 'done');
  await attempt.step(6, 'started');
  const own = new Set(attempt.claim.nodes.map(({ node_id }) => node_id));
  const made = result.outputs.nodes.filter(({ node_id }) => own.has(node_id));
  for (const node of made) await attempt.client.post('/internal/nodes', registration(attempt.claim, node), z.unknown());
  await untilReady(stage, attempt, [...own]);
  return { did: 'stack', result };
}

export interface Wanted {
  readonly job_id: string;
  readonly region: Region;
  /** Of a dedicated tenant. */
  readonly dedicatedTo?: string;
  readonly nodes: ClaimAnswer['nodes'];
}

/** The program of a job: its names come from the job's id, its nodes' tokens from the claim. */
export function programOf(
  { connection, controlPlane }: RunStage,
  { job_id: jobId, region, dedicatedTo, nodes }: Wanted,
): StackProgram {
  const tokens = new Map(nodes.map(({ node_id, token }) => [node_id, token]));
  const access: NodeAccess = {
    metrics: {
      url: `${controlPlane.url}/internal/server-metrics`,
      tokenFor: (nodeId) => tokens.get(nodeId) ?? '',
    },
  };
  const record = (nodeId: string) => ({
    name: `${nodeId}.nodes.${connection.cloudflare_zone}`,
    zoneId: connection.cloudflare_zone_id,
    proxied: false,
  });
  const named = nodes.find(({ role }) => role === 'shared' || role === 'app')?.node_id ?? '';
  if (dedicatedTo) return dedicated({ region, tenantId: dedicatedTo, jobId, record: record(named), access });
  return sharedRegion({ region, add: [{ jobId, record: record(named) }], access });
}

const registration = ({ inputs, job_id, stack_lease, nodes }: ClaimAnswer, node: NodeOutput) => ({
  node_id: node.node_id,
  region: inputs.region,
  role: nodes.find(({ node_id }) => node_id === node.node_id)?.role,
  stack: stack_lease?.stack,
  job_id,
  tenant_id: inputs.dedicated === 'true' ? inputs.tenant_id : null,
  host_ipv4: node.ipv4,
  host_ipv6: node.ipv6.replace(/\/64$/, ''),
  private_ip: node.private_ip,
  hetzner_server_id: Number(node.server_id),
  server_type: node.server_type,
  location: node.location,
});

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
