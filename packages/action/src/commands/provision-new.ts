import { type ClaimAnswer, type NodeDetail, TRIO_ROLES } from '@prego/contracts';
import type { Context, Outcome } from '../context.ts';
import type { AttemptSession } from '../control-plane/attempt-session.ts';
import { ActionError } from '../errors.ts';
import type { InputsOf } from '../inputs/schema.ts';
import type { Io } from '../runner/io.ts';
import type { BroughtUp, WantedNodes } from '../stack-work/index.ts';
import { money } from '../summary.ts';
import { hostKeyOf, isUsable, realClock, untilReady, withoutHost } from './provision-ready.ts';
import { registeredLine, registrationsOf } from './provision-registration.ts';
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
  requireAllNodes(claim);
  const stack = claim.stack_lease?.stack;
  const up = stack === undefined ? undefined : await timed('Stack', () => bringUp(context, session, stack, parts));
  session.done(4, up && { stack: up.stack });
  session.done(5, { nodes: claim.nodes.map(({ node_id }) => node_id) });
  session.start(6);
  if (up) await timed('Registration', () => register(io, session, up));
  else await requireRegistered(io, session);
  const waiting = { session, io, clock: realClock(io, signal), withinMs: inputs.ready_timeout_s * 1000 };
  const nodes = await timed('Until they report', () =>
    untilReady(
      waiting,
      claim.nodes.map(({ node_id }) => node_id),
    ),
  );
  const host = hostOf(nodes);
  const hostKey = await timed('Host key', () => hostKeyOf(waiting, host));
  session.done(6, { nodes: nodes.map(({ node_id }) => node_id) });
  io.info(`The tenant goes to ${host.node_id} at ${host.host_ipv4} (${host.status}).`);
  return outcomeOf(context, session, { up, nodes, host, hostKey, timings: timed.timings });
}

/** A node that has failed or was retired since is not among them: its server would be made without a token, and be nobody's. */
function requireAllNodes({ job_id, inputs, nodes }: ClaimAnswer): void {
  const roles = inputs.dedicated === 'true' ? TRIO_ROLES : (['shared'] as const);
  const missing = roles.filter((role) => !nodes.some((node) => node.role === role));
  if (missing.length === 0) return;
  throw new ActionError(
    'node_unusable',
    `The control plane has no ${missing.join(', ')} node for ${job_id} any more. Nothing was done.`,
    'Retry the job: the control plane decides again where the tenant goes.',
  );
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
async function register(
  io: Pick<Io, 'info'>,
  session: AttemptSession,
  { stack, nodes, cost }: BroughtUp,
): Promise<void> {
  for (const registration of registrationsOf(session.claim, stack, nodes)) {
    await session.register(registration);
    io.info(registeredLine(registration));
  }
  await session.progress({ lease_released: true });
  const costs = cost ? ` It costs ${money(cost.monthly, cost.currency)} a month, net.` : '';
  io.info(`The stack ${stack} is given back.${costs}`);
}

/** The lease was given back by a run before, which registers first. */
async function requireRegistered(io: Pick<Io, 'info'>, session: AttemptSession): Promise<void> {
  const nodes = await Promise.all(session.claim.nodes.map(({ node_id }) => session.node(node_id)));
  const unknown = nodes.filter(({ registered_at }) => registered_at === null).map(({ node_id }) => node_id);
  if (unknown.length === 0) {
    io.info('A run before this one has brought the stack up, registered its nodes and given it back.');
    return;
  }
  throw new ActionError(
    'attempt_ended',
    `This attempt has no right to the stack any more, and ${unknown.join(', ')} is not registered. Nothing was done.`,
    'Retry the job in the console: the next attempt finds what this one has made.',
  );
}

/** The node that has the tenant; of all roles there is one by now. */
function hostOf(nodes: readonly NodeDetail[]): NodeDetail {
  const host = nodes.find(({ role }) => role === 'shared' || role === 'app') as NodeDetail;
  if (isUsable(host)) return host;
  throw withoutHost(host.node_id);
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
    ...(up?.cost && { monthly_cost: money(up.cost.monthly, up.cost.currency) }),
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
