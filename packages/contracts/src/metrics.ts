import { z } from 'zod';
import { NodeStatus, Region } from './enums.ts';
import { NodeId } from './ids.ts';
import { Millis, PageQuery, page } from './paging.ts';

/**
 * A percentage as Telegraf computes it. One a little off, such as -0.02 after a clock was set, is brought into range by
 * the control plane: refused, it would stay in Telegraf's buffer and keep the next ones from coming.
 */
const Percent = z.number().nullish();

/** What a node pushes every minute. Telegraf's first push has no `cpu_pct`; what was held back may lack any of them. */
export const MetricsPush = z
  .object({
    node_id: NodeId,
    cpu_pct: Percent,
    memory_pct: Percent,
    disk_pct: Percent,
    tenant_count: z.int().min(0).max(1_000_000).nullish().describe("The node's own count."),
  })
  .refine((push) => [push.cpu_pct, push.memory_pct, push.disk_pct].some((value) => typeof value === 'number'), {
    path: ['memory_pct'],
    message: 'none of cpu_pct, memory_pct and disk_pct is given',
  });
export type MetricsPush = z.infer<typeof MetricsPush>;

export const MetricsAccepted = z.object({ node_id: NodeId, status: NodeStatus, updated_at: Millis });
export type MetricsAccepted = z.infer<typeof MetricsAccepted>;

/** The latest of one node. */
export const ServerMetrics = z.object({
  node_id: NodeId,
  region: Region,
  status: NodeStatus,
  cpu_pct: z.number().nullable(),
  memory_pct: z.number().nullable(),
  disk_pct: z.number().nullable(),
  closed: z.boolean(),
  tenant_count: z.int().describe('What the control plane has assigned: this one counts.'),
  reported_tenant_count: z.int().nullable().describe("The node's own count, where it sends one."),
  tenant_count_differs: z.boolean(),
  updated_at: Millis,
  age_s: z.int().min(0),
  stale: z.boolean(),
});
export type ServerMetrics = z.infer<typeof ServerMetrics>;

const Average = z.number().nullable();

/** One hour of one node, from the pushes that arrived in it. */
export const HourlyMetrics = z.object({
  hour: Millis.describe('The beginning of the hour.'),
  samples: z.int().describe('Pushes that arrived: 60 where none was lost.'),
  cpu_avg: Average,
  cpu_max: Average,
  memory_avg: Average,
  memory_max: Average,
  disk_avg: Average,
  disk_max: Average,
});
export type HourlyMetrics = z.infer<typeof HourlyMetrics>;

/** Hourly figures are kept for so long. */
export const METRICS_RETENTION_DAYS = 30;

/** So many nodes tell their hours in one answer, and so many hours each: what fits beside the rows of a table. */
export const METRICS_OF_MANY = { nodes: 50, hours: 48 } as const;

const nodeIds = z
  .string()
  .transform((value) => value.split(',').map((id) => id.trim()))
  .pipe(z.array(NodeId).min(1).max(METRICS_OF_MANY.nodes));

export const MetricsQuery = PageQuery.extend({
  region: Region.optional(),
  node_id: NodeId.optional(),
  node_ids: nodeIds
    .optional()
    .describe(`Up to ${METRICS_OF_MANY.nodes}, separated by commas: only these are answered. Not with node_id.`),
  hours: z.coerce
    .number()
    .int()
    .min(1)
    .max(METRICS_RETENTION_DAYS * 24)
    .optional()
    .describe(
      `With node_id or node_ids: their hourly figures of so many hours, this one included; of node_ids up to ${METRICS_OF_MANY.hours}.`,
    ),
});
export type MetricsQuery = z.infer<typeof MetricsQuery>;

export const MetricsPage = page(ServerMetrics).extend({
  hourly: z
    .array(HourlyMetrics)
    .optional()
    .describe('Of node_id: the oldest hour first; hours without a push are left out.'),
  hourly_by_node: z
    .array(z.object({ node_id: NodeId, hourly: z.array(HourlyMetrics) }))
    .optional()
    .describe('Of node_ids: one for each that was asked for, in that order; empty where it has not reported.'),
});
export type MetricsPage = z.infer<typeof MetricsPage>;
