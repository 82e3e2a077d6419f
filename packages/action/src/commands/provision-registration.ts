import { type ClaimAnswer, RegisterNode } from '@prego/contracts';
import type { NodeOutput } from '@prego/stacks';
import { ActionError } from '../errors.ts';

/**
 * What each node of the claim is registered with, now that its server is there. Throws ActionError `node_unusable` where the stack
 * has other servers than the claim's: it was made by another job.
 */
export function registrationsOf(claim: ClaimAnswer, stack: string, made: readonly NodeOutput[]): RegisterNode[] {
  const { inputs, job_id, nodes } = claim;
  return nodes.map(({ node_id, role }) => {
    const node = made.find((candidate) => candidate.node_id === node_id);
    if (!node) throw madeByAnother(stack, node_id, made);
    return RegisterNode.parse({
      node_id,
      region: inputs.region,
      role,
      stack,
      job_id,
      tenant_id: inputs.dedicated === 'true' ? inputs.tenant_id : null,
      host_ipv4: node.ipv4,
      host_ipv6: withoutPrefix(node.ipv6),
      private_ip: node.private_ip,
      hetzner_server_id: Number(node.server_id),
      server_type: node.server_type,
      location: node.location,
    });
  });
}

/** `Registered eu-d-7k2m9qxa-db: server 42, cx23 in fsn1, 10.0.0.3.` */
export function registeredLine(node: RegisterNode): string {
  const { node_id, hetzner_server_id, server_type, location, host_ipv4, private_ip } = node;
  const address = host_ipv4 || private_ip;
  return `Registered ${node_id}: server ${hetzner_server_id}, ${server_type} in ${location}${address ? `, ${address}` : ''}.`;
}

/** A server has a whole network of IPv6, which some answers name instead of the first address in it. */
const withoutPrefix = (ipv6: string): string => ipv6.replace(/\/\d+$/, '');

function madeByAnother(stack: string, nodeId: string, made: readonly NodeOutput[]): ActionError {
  return new ActionError(
    'node_unusable',
    `The stack ${stack} has ${made.map(({ node_id }) => node_id).join(', ') || 'no server'}, but not ${nodeId}: another job has made it.`,
    'Return what that job made, in the console; then retry this one.',
  );
}
