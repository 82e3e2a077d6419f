import type { ClaimAnswer, NodeDetail } from '@prego/contracts';
import type { Context, Outcome } from '../context.ts';
import type { AttemptSession } from '../control-plane/attempt-session.ts';
import { ActionError } from '../errors.ts';
import type { InputsOf } from '../inputs/schema.ts';
import type { BroughtUp, WantedNodes } from '../stack-work/index.ts';
import { hostKeyOf, isUsable, lost, realClock, untilReady } from './provision-ready.ts';
import { registrationsOf } from './provision-registration.ts';
import { provisionedSummary, timer, traceLine } from './provision-summary.ts';
import { type StackParts, withStack } from './stack-run.ts';

type ProvisionContext = Context<InputsOf<'provision'>>;

/**
 * Makes the servers of a job, registers them, gives the stack back to whoever waits for it, and waits until they report. Whatever of
 * that an earlier run has done stays as it is.
 */
export async function makeNodes(
  context: ProvisionContext,
  session: AttemptSession,
  parts: StackParts,
): Promise<Outcome> {
  const { io, inputs, signal } = context;
  const { claim } = session;
  const timed = timer(() => io.now());
  session.start(4);
  const stack = claim.stack_lease?.stack;
  const up = stack === undefined ? undefined : await timed('Stack', () => bringUp(context, session, stack, parts));
  session.done(4, up && { stack: up.stack });
  session.done(5, { nodes: claim.nodes.map(({ node_id }) => node_id) });
  session.start(6);
  if (up) await timed('Registration', () => register(session, up));
  else await requireRegistered(session);
  const waiting = { session, io, clock: realClock(io, signal), withinMs: inputs.ready_timeout_s * 1000 };
  const nodes = await timed('Until they report', () =>
    untilReady(
      waiting,
      claim.nodes.map(({ node_id }) => node_id),
    ),
  );
  const host = hostOf(claim, nodes);
  const hostKey = await timed('Host key', () => hostKeyOf(waiting, host));
  session.done(6, { nodes: nodes.map(({ node_id }) => node_id) });
  return outcomeOf(context, session, { up, nodes, host, hostKey, timings: timed.timings });
}

async function bringUp(
  context: ProvisionContext,
  session: AttemptSession,
  stack: string,
  parts: StackParts,
): Promise<BroughtUp> {
  const { claim } = session;
  const { inputs } = context;
  const wanted: WantedNodes = {
    jobId: claim.job_id,
    region: claim.inputs.region,
    ...(claim.inputs.dedicated === 'true' && { dedicatedTo: claim.inputs.tenant_id }),
    offers: claim.offers,
    tokens: Object.fromEntries(claim.nodes.map(({ node_id, token }) => [node_id, token])),
    authorizedKeys: inputs.authorized_keys,
    controlPlaneUrl: inputs.control_plane_url.replace(/\/+$/, ''),
  };
  return await withStack(context, { stack, attempt: session }, parts, (work, settings, watch) =>
    work.bringUp(settings, wanted, watch),
  );
}

/** All of them, then the stack goes to whoever waits for it: what is left to do needs it no more. */
async function register(session: AttemptSession, { stack, nodes }: BroughtUp): Promise<void> {
  for (const registration of registrationsOf(session.claim, stack, nodes)) await session.register(registration);
  await session.progress({ lease_released: true });
}

/** The lease was given back by a run before, which registers first. */
async function requireRegistered(session: AttemptSession): Promise<void> {
  const nodes = await Promise.all(session.claim.nodes.map(({ node_id }) => session.node(node_id)));
  const unknown = nodes.filter(({ registered_at }) => registered_at === null).map(({ node_id }) => node_id);
  if (unknown.length === 0) return;
  throw new ActionError(
    'attempt_ended',
    `This attempt has no right to the stack any more, and ${unknown.join(', ')} is not registered. Nothing was done.`,
    'Retry the job in the console: the next attempt finds what this one has made.',
  );
}

/** The node that has the tenant. */
function hostOf(claim: ClaimAnswer, nodes: readonly NodeDetail[]): NodeDetail {
  const host = nodes.find(({ role }) => role === 'shared' || role === 'app');
  if (host && isUsable(host)) return host;
  if (host) throw lost(host);
  throw new ActionError(
    'node_unusable',
    `The control plane has no node for ${claim.job_id} that could take the tenant.`,
    'Retry the job: the control plane decides again where the tenant goes.',
  );
}

interface Provisioned {
  readonly up: BroughtUp | undefined;
  readonly nodes: readonly NodeDetail[];
  readonly host: NodeDetail;
  readonly hostKey: string;
  readonly timings: readonly (readonly [string, number])[];
}

function outcomeOf({ inputs }: ProvisionContext, { claim }: AttemptSession, provisioned: Provisioned): Outcome {
  const { up, nodes, host, hostKey, timings } = provisioned;
  const dedicated = claim.inputs.dedicated === 'true';
  const made = (up?.steps ?? []).filter(
    ({ kind, action, status }) =>
      kind === 'Server' && status === 'done' && (action === 'create' || action === 'import'),
  );
  const outputs = {
    node_id: host.node_id,
    host_ipv4: host.host_ipv4 ?? '',
    host_key: hostKey,
    stack: host.stack,
    created: made.length > 0,
    ...(up?.cost && { monthly_cost: `${up.cost.monthly.toFixed(2)} ${up.cost.currency}` }),
  };
  const decided = dedicated ? 'dedicated_trio' : 'new_shared_node';
  const summary = {
    ...outputs,
    decided,
    nodes: nodes.map(({ node_id, role, host_ipv4, private_ip, hetzner_server_id, server_type, location }) => ({
      ...{ node_id, role, host_ipv4, private_ip, hetzner_server_id, server_type, location },
    })),
    timings_ms: Object.fromEntries(timings),
  };
  return {
    outputs: { ...outputs, summary },
    summary: provisionedSummary({ tenantId: inputs.tenant_id, trace: traceLine(inputs), dedicated, host, up, timings }),
  };
}
