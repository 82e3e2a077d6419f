import type { Command } from '../context.ts';
import { ActionError } from '../errors.ts';
import type { InputsOf } from '../inputs/schema.ts';

/**
 * Looks a node of the job up, for steps that go there by SSH, and changes nothing. It fails where the attempt has ended, so that
 * what comes after it in a workflow is not done by the re-run of an old run.
 */
export const node: Command<InputsOf<'node'>> = async ({ inputs, io, attempt }) => {
  const session = await attempt();
  const { node_id, host_ipv4, ssh_host_key, status } = await session.node(inputs.node_id);
  if (!host_ipv4) {
    throw new ActionError(
      'node_unusable',
      `${node_id} has no public IPv4 address.`,
      'Look at the node in the console; if its registration lacks the address, retry the job that made it.',
    );
  }
  if (ssh_host_key === null) io.warning(`${node_id} has not reported its SSH host key.`, 'Node');
  io.info(`${node_id} is at ${host_ipv4} (${status}).`);
  const found = { node_id, host_ipv4, host_key: ssh_host_key ?? '' };
  return { outputs: { ...found, summary: found }, summary: [] };
};
