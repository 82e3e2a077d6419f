import { tenantZone } from '../cloudflare/access.ts';
import type { Outcome } from '../context.ts';
import type { AttemptSession } from '../control-plane/attempt-session.ts';
import { ActionError } from '../errors.ts';
import type { GivenBack, GoingAway } from '../stack-work/index.ts';
import { leftovers, returnedSummary, warnOfUnbilled } from './return-proof.ts';
import type { ReturnContext } from './return-record.ts';
import { toldAs } from './return-stage.ts';
import { STACK_PARTS, type StackParts, withStack } from './stack-run.ts';

/** Destroys all servers of a dedicated tenant with its stack. */
export async function destroyTenant(
  context: ReturnContext,
  session: AttemptSession,
  parts: StackParts = STACK_PARTS,
): Promise<Outcome> {
  const { inputs } = session.claim;
  const stack = ownStack(session);
  const going = { what: 'tenant', tenantId: inputs.tenant_id, stack, ...goingOf(context, session) } as const;
  return await destroy(context, session, going, parts);
}

/** Takes one shared node out of its region, unless somebody lives there. */
export async function destroyNode(
  context: ReturnContext,
  session: AttemptSession,
  nodeId: string,
  parts: StackParts = STACK_PARTS,
): Promise<Outcome> {
  ownStack(session);
  const { region } = session.claim.inputs;
  const going = { what: 'node', region, ...goingOf(context, session), nodes: [nodeId] } as const;
  await requireEmpty(session, nodeId);
  return await destroy(context, session, going, parts);
}

async function destroy(
  context: ReturnContext,
  session: AttemptSession,
  going: GoingAway,
  parts: StackParts,
): Promise<Outcome> {
  const { io } = context;
  const back = await toldAs(
    session,
    'return.stack',
    () =>
      withStack(context, { stack: ownStack(session), attempt: session }, parts, (work, settings, watch) =>
        work.giveBack(settings, going, watch),
      ),
    ({ gone }: GivenBack) => ({ gone: gone.length }),
  );
  const summary = returnedSummary(back);
  const left = leftovers(back.remaining);
  if (left) {
    for (const markdown of summary) io.summary(markdown);
    const { code, message, remedy } = left;
    const failure = { error_code: code, error_message: message, remedy };
    session.event('return.proof', 'failed', { remaining: back.remaining.length, ...failure });
    throw left;
  }
  warnOfUnbilled(io, back.remaining);
  session.event('return.proof', 'done', { gone: back.gone.length });
  io.info(`Nothing billed is left: ${back.gone.length} things are gone, by their ids and by their labels.`);
  const { gone, remaining } = back;
  return { outputs: { stack: back.stack, created: false, summary: { gone, remaining } }, summary };
}

function goingOf({ inputs, io }: ReturnContext, { claim }: AttemptSession) {
  const ids = claim.remove_nodes.map(({ hetzner_server_id }) => hetzner_server_id);
  const zone = tenantZone(inputs, io)?.zoneId;
  return {
    nodes: claim.remove_nodes.map(({ node_id }) => node_id),
    serverIds: ids.filter((id) => id !== null),
    dnsZones: zone === undefined ? [] : [zone],
  };
}

function ownStack({ claim }: AttemptSession): string {
  if (claim.stack_lease) return claim.stack_lease.stack;
  throw new ActionError(
    'attempt_ended',
    `This attempt of ${claim.job_id} has no right to the stack any more. Nothing was done.`,
    'Retry the job in the console: the next attempt gets the stack in its turn.',
  );
}

/** The control plane has looked when it took the job, and nobody may move in since: this is the last look of all. */
async function requireEmpty(session: AttemptSession, nodeId: string): Promise<void> {
  const { seats, tenants, reservations } = await session.node(nodeId);
  if (seats.length === 0 && tenants === 0 && reservations === 0) return;
  const names = seats.slice(0, 5).map(({ tenant_id, kind }) => `${tenant_id} (${kind})`);
  throw new ActionError(
    'return_refused',
    `On ${nodeId} live ${names.join(', ') || `${tenants} tenants`}${seats.length > 5 ? ' and others' : ''}. Nothing was done.`,
    'Return or move them first, then retry the job.',
  );
}
