import type { Command, Outcome } from '../context.ts';
import type { AttemptSession } from '../control-plane/attempt-session.ts';
import { ActionError } from '../errors.ts';
import type { InputsOf } from '../inputs/schema.ts';
import { requireStackInputs } from '../stack-work/settings.ts';
import { section } from '../summary.ts';
import { traceLine } from './provision-summary.ts';
import { type ReturnContext, removeRecord } from './return-record.ts';

/**
 * Gives back what a tenant or a node has, and completes the attempt: the address, and the servers of its own where it has any. What
 * Ansible takes off a shared node comes before, in the workflow; the seat is free with the completion.
 */
export const giveBack: Command<InputsOf<'return'>> = async (context) => {
  const session = await context.attempt();
  requireConfirmed(context, session);
  const { kind } = session.claim;
  const outcome = kind === 'retire_node' ? await retireNode(context, session) : await returnTenant(context, session);
  await session.end({ status: 'completed' });
  return { ...outcome, summary: [...outcome.summary, section('Story', traceLine(context.inputs))] };
};

async function returnTenant(context: ReturnContext, session: AttemptSession): Promise<Outcome> {
  // Before anything goes: an address without its servers helps nobody.
  if (session.claim.inputs.dedicated === 'true') requireStackInputs(context.inputs);
  const record = await removeRecord(context, session);
  if (session.claim.inputs.dedicated === 'true') {
    const { destroyTenant } = await import('./return-stack.ts');
    return withRecord(await destroyTenant(context, session), record);
  }
  const { tenant_id, target_server_id } = session.claim.inputs;
  const stays = target_server_id === '' ? '' : ` Its node ${target_server_id} stays.`;
  context.io.info(`${tenant_id} has no servers of its own.${stays}`);
  return withRecord({ outputs: {}, summary: [] }, record);
}

async function retireNode(context: ReturnContext, session: AttemptSession): Promise<Outcome> {
  const nodeId = session.claim.inputs.target_server_id;
  requireStackInputs(context.inputs);
  const { destroyNode } = await import('./return-stack.ts');
  return await destroyNode(context, session, nodeId);
}

function withRecord({ outputs, summary }: Outcome, dns_outcome: string): Outcome {
  const told = dns_outcome.startsWith('skipped') ? 'There was no record to delete.' : `The record is ${dns_outcome}.`;
  return {
    outputs: { ...outputs, dns_outcome, summary: { ...outputs.summary, dns_outcome } },
    summary: [section('Address', told), ...summary],
  };
}

/** Typed by whoever asked for the return, once more in the workflow: a wrong job must not take the wrong servers. */
function requireConfirmed({ inputs }: ReturnContext, { claim }: AttemptSession): void {
  const { kind, job_id } = claim;
  if (kind !== 'return' && kind !== 'retire_node') {
    throw new ActionError(
      'invalid_inputs',
      `${job_id} is a job to ${kind}, and this is \`command: return\`.`,
      'Dispatch jobs by the control plane, which picks the workflow of each kind.',
    );
  }
  const [what, name] =
    kind === 'return'
      ? ["the tenant's slug", claim.inputs.subdomain_slug]
      : ["the node's id", claim.inputs.target_server_id];
  if (name !== '' && inputs.confirm === name) return;
  throw new ActionError(
    'return_refused',
    `${job_id} is confirmed with "${inputs.confirm}", which is not ${what}. Nothing was done.`,
    `Give ${what} as \`confirm\`: "${name}".`,
  );
}
