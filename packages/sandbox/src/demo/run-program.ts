import type { ClaimAnswer, Region } from '@prego/contracts';
import { dedicated, type NodeAccess, type NodeOutput, type StackProgram, sharedRegion } from '@prego/stacks';
import type { FullConnection } from '../connection.ts';

export interface Wanted {
  readonly job_id: string;
  readonly region: Region;
  /** Of a dedicated tenant. */
  readonly dedicatedTo?: string;
  readonly nodes: ClaimAnswer['nodes'];
}

/** The program of a job: its names come from the job's id, its nodes' tokens from the claim. */
export function programOf(
  connection: FullConnection,
  { job_id: jobId, region, dedicatedTo, nodes }: Wanted,
): StackProgram {
  const access = accessOf(connection.control_plane_url, nodes);
  const record = (nodeId: string) => ({
    name: `${nodeId}.nodes.${connection.cloudflare_zone}`,
    zoneId: connection.cloudflare_zone_id,
    proxied: false,
  });
  const named = nodes.find(({ role }) => role === 'shared' || role === 'app')?.node_id ?? '';
  if (dedicatedTo) return dedicated({ region, tenantId: dedicatedTo, jobId, record: record(named), access });
  return sharedRegion({ region, add: [{ jobId, record: record(named) }], access });
}

/** Where each of these nodes reports, by its own token. */
export function accessOf(controlPlaneUrl: string, nodes: ClaimAnswer['nodes']): NodeAccess {
  const tokens = new Map(nodes.map(({ node_id, token }) => [node_id, token]));
  return {
    metrics: {
      url: `${controlPlaneUrl}/internal/server-metrics`,
      hostKeyUrl: `${controlPlaneUrl}/internal/host-keys`,
      // Nodes that are there have theirs; what is not made now has no user data to put one in.
      tokenFor: (nodeId) => tokens.get(nodeId) ?? '',
    },
  };
}

/** What a node of the claim's job is registered with, now that it is there. */
export const registrationOf = ({ inputs, job_id, stack_lease, nodes }: ClaimAnswer, node: NodeOutput) => ({
  node_id: node.node_id,
  region: inputs.region,
  role: nodes.find(({ node_id }) => node_id === node.node_id)?.role,
  stack: stack_lease?.stack,
  job_id,
  tenant_id: inputs.dedicated === 'true' ? inputs.tenant_id : null,
  host_ipv4: node.ipv4,
  host_ipv6: node.ipv6,
  private_ip: node.private_ip,
  hetzner_server_id: Number(node.server_id),
  server_type: node.server_type,
  location: node.location,
});
