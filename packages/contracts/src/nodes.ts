import { z } from 'zod';
import { NodeRole, NodeStatus, Region } from './enums.ts';
import { JobId, NodeId, StackName, TenantId } from './ids.ts';
import { Millis, PageQuery } from './paging.ts';

/** A stack's output has '' where a server has no such address. */
const addressOf = <Address extends z.ZodType>(address: Address) => z.union([z.literal(''), address]).nullish();

/** Hetzner's names of server types and locations. */
const HetznerName = z.string().regex(/^[a-z0-9][a-z0-9-]{0,31}$/, "expected Hetzner's name, such as cpx32 or fsn1");

/** What a node is registered with: as its stack has made it. */
export const RegisterNode = z
  .object({
    node_id: NodeId,
    region: Region,
    role: NodeRole,
    stack: StackName,
    job_id: JobId.describe('The job that made it.'),
    tenant_id: TenantId.nullish().describe('Of a dedicated node: whose it is.'),
    host_ipv4: addressOf(z.ipv4()),
    host_ipv6: addressOf(z.ipv6()),
    private_ip: addressOf(z.ipv4()),
    hetzner_server_id: z.int().min(1),
    server_type: HetznerName,
    location: HetznerName,
    capacity: z.int().min(0).max(10_000).optional().describe('Seats; counts only where the node is not known yet.'),
  })
  .refine(({ node_id, region }) => node_id.startsWith(`${region}-`), {
    path: ['region'],
    message: 'the region is not that of the node id',
  })
  .refine(({ node_id, role }) => (role === 'shared' ? node_id.includes('-s-') : node_id.endsWith(`-${role}`)), {
    path: ['role'],
    message: 'the role is not that of the node id',
  });
export type RegisterNode = z.infer<typeof RegisterNode>;

/** What a node last said of itself. */
export const NodeLoad = z.object({
  cpu_pct: z.number().nullable(),
  memory_pct: z.number().nullable(),
  disk_pct: z.number().nullable(),
  closed: z.boolean().describe('Over a threshold, and not yet well below it again: it takes no tenants meanwhile.'),
  updated_at: Millis,
  age_s: z.int().min(0).describe('Seconds since it arrived.'),
});

/** A node as lists show it. */
export const NodeSummary = z.object({
  node_id: NodeId,
  region: Region,
  role: NodeRole,
  status: NodeStatus,
  status_reason: z.string().nullable(),
  stack: z.string(),
  job_id: z.string(),
  tenant_id: z.string().nullable(),
  host_ipv4: z.string().nullable(),
  host_ipv6: z.string().nullable(),
  private_ip: z.string().nullable(),
  hetzner_server_id: z.int().nullable(),
  server_type: z.string().nullable(),
  location: z.string().nullable(),
  capacity: z.int(),
  tenants: z.int(),
  reservations: z.int().describe('Seats held by unfinished jobs.'),
  free_seats: z.int(),
  metrics: NodeLoad.nullable().describe('Null where the node has not reported yet.'),
  stale: z.boolean().describe('No successful metrics for more than five minutes. Computed now, stored nowhere.'),
  registered_at: Millis.nullable().describe('Null while the node is only decided.'),
  created_at: Millis,
  updated_at: Millis,
});
export type NodeSummary = z.infer<typeof NodeSummary>;

export const NodeSeat = z.object({
  tenant_id: z.string(),
  subdomain_slug: z.string().nullable(),
  kind: z.enum(['reservation', 'tenant']),
  job_id: z.string(),
  since: Millis,
});

export const NodeDetail = NodeSummary.extend({
  ssh_host_key: z.string().nullable().describe('As known_hosts has it, without the host.'),
  token_version: z.int(),
  seats: z.array(NodeSeat).describe('Who lives there: the first 1,000 by tenant id.'),
});
export type NodeDetail = z.infer<typeof NodeDetail>;

export const NodeQuery = PageQuery.extend({
  region: Region.optional(),
  status: NodeStatus.optional(),
  role: NodeRole.optional(),
  stale: z.enum(['true', 'false']).optional(),
  hetzner_server_id: z.coerce.number().int().min(1).optional().describe('Which node a server is.'),
});
export type NodeQuery = z.infer<typeof NodeQuery>;

/** What an operator may do to a node. `fail` has the tenants that wait for it decided again. */
export const NodeAction = z.enum(['cordon', 'uncordon', 'drain', 'fail']);
export type NodeAction = z.infer<typeof NodeAction>;

export const ChangeNode = z.object({
  action: NodeAction,
  reason: z.string().trim().min(1).max(500).describe('Shown in the console and kept in the audit.'),
});
export type ChangeNode = z.infer<typeof ChangeNode>;

/** An ed25519 public key as known_hosts has it: 51 bytes of RFC 8709, of which the first 19 are always the same. */
export const SshHostKey = z
  .string()
  .regex(/^ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAI[A-Za-z0-9+/]{43}$/, 'expected an ssh-ed25519 key without comment');

/** What a node's cloud-init posts. */
export const HostKeyReport = z.object({ node_id: NodeId, ssh_host_key: SshHostKey });
export const HostKeyBody = HostKeyReport.pick({ ssh_host_key: true });
export const HostKeyAnswer = HostKeyReport.extend({
  changed: z.boolean().describe('False where it was known already.'),
});
export type HostKeyAnswer = z.infer<typeof HostKeyAnswer>;
