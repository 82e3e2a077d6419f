import type { Command } from '../context.ts';
import { ActionError } from '../errors.ts';
import type { InputsOf } from '../inputs/schema.ts';
import { useExisting } from './provision-existing.ts';

/**
 * Gives a tenant its place, as the control plane has decided: on a node that is there, or on new servers. What the claim says counts,
 * as it is of now; the inputs are of when the run was dispatched.
 */
export const provision: Command<InputsOf<'provision'>> = async (context) => {
  const session = await context.attempt();
  const { kind, inputs } = session.claim;
  if (kind !== 'provision') throw notForUs(session.claim.job_id, kind);
  // A target always wins. Neither the engine nor Pulumi is looked at then.
  if (inputs.target_server_id !== '') return await useExisting(context, session, inputs.target_server_id);
  if (inputs.create_new_server !== 'true') throw nowhere(session.claim.job_id);
  const [{ makeNodes }, { STACK_PARTS }] = await Promise.all([import('./provision-new.ts'), import('./stack-run.ts')]);
  return await makeNodes(context, session, STACK_PARTS);
};

function notForUs(jobId: string, kind: string): ActionError {
  return new ActionError(
    'invalid_inputs',
    `${jobId} is a job to ${kind}, and this is \`command: provision\`.`,
    'Dispatch jobs by the control plane, which picks the workflow of each kind.',
  );
}

function nowhere(jobId: string): ActionError {
  return new ActionError(
    'invalid_inputs',
    `${jobId} names no node for the tenant, and no server is to be made.`,
    'Give target_server_id, or create_new_server: true. Retry the job in the console: the control plane decides again.',
  );
}
