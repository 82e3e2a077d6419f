import { z } from 'zod';

/** One node as a stack reports it. `ipv4` and `ipv6` are '' where the server has no such public address. */
export const NodeOutputSchema = z.object({
  node_id: z.string(),
  name: z.string(),
  role: z.enum(['shared', 'app', 'db', 'redis', 'library']),
  job_id: z.string(),
  server_id: z.string(),
  ipv4: z.string(),
  ipv6: z.string(),
  private_ip: z.string(),
  server_type: z.string(),
  location: z.string(),
  hostname: z.string().optional(),
});

export const VolumeOutputSchema = z.object({ name: z.string(), size_gb: z.number(), location: z.string() });

export const StackOutputsSchema = z.object({
  region: z.enum(['sg', 'us', 'eu']),
  nodes: z.array(NodeOutputSchema),
  volumes: z.array(VolumeOutputSchema),
});

export type NodeOutput = z.infer<typeof NodeOutputSchema>;
export type StackOutputs = z.infer<typeof StackOutputsSchema>;
/** What a server is for. One from the library is no node of placement. */
export type ServerRole = NodeOutput['role'];

/** As a preview has them: what only the cloud can give (`server_id`, addresses) is absent until it is made. */
export const PlannedOutputsSchema = StackOutputsSchema.extend({
  nodes: z.array(NodeOutputSchema.partial({ server_id: true, ipv4: true, ipv6: true })),
});
export type PlannedOutputs = z.infer<typeof PlannedOutputsSchema>;
export type PlannedNode = PlannedOutputs['nodes'][number];
