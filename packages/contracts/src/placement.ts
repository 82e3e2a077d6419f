import { z } from 'zod';
import { DecisionReason, IneligibleReason, PlanTier, Region } from './enums.ts';
import { TenantId } from './ids.ts';

/** A region as clients send it: absent, null and '' mean the default. */
export const WantedRegion = z.union([Region, z.literal('')]).nullish();

/** What is asked without anything being written. */
export const ComputePlacement = z
  .object({
    plan_tier: PlanTier.optional().describe('`basic` where neither this nor its alias is there.'),
    tier: PlanTier.optional().describe('The alias of `plan_tier`.'),
    region: WantedRegion,
    tenant_id: TenantId.nullish().describe('Is in the answer again, and never changes the result.'),
  })
  .refine(({ plan_tier, tier }) => plan_tier === undefined || tier === undefined || plan_tier === tier, {
    path: ['tier'],
    message: 'it is another than plan_tier',
  });
export type ComputePlacement = z.infer<typeof ComputePlacement>;

export const Placement = z.object({
  region: Region,
  create_new_server: z.boolean(),
  dedicated: z.boolean(),
  target_server_id: z.string().nullable().describe('The node that takes the tenant; null where servers are made.'),
});
export type Placement = z.infer<typeof Placement>;

export const PlacementThresholds = z.object({
  memory_pct_max: z.number(),
  cpu_pct_max: z.number(),
  disk_pct_max: z.number(),
  max_tenants_per_node: z.int(),
  metrics_max_age_s: z.int(),
});

export const PlacementCandidate = z.object({
  node_id: z.string(),
  eligible: z.boolean(),
  reasons: z.array(
    z.object({
      code: IneligibleReason,
      actual: z.number().optional().describe('What the node has, where the reason is a number.'),
      limit: z.number().optional().describe('What it has to stay below.'),
    }),
  ),
  score: z.number().describe('The highest comes first.'),
  memory_pct: z.number().nullable(),
  cpu_pct: z.number().nullable(),
  disk_pct: z.number().nullable(),
  tenants: z.int(),
  reservations: z.int(),
  capacity: z.int(),
  metrics_age_s: z.int().nullable(),
});

export const PlacementCluster = z.object({
  region: Region,
  nodes: z.int(),
  eligible: z.int(),
  tenants: z.int(),
  reservations: z.int(),
  capacity: z.int(),
  reasons: z
    .partialRecord(IneligibleReason, z.int())
    .describe('How many nodes have each reason; one that no node has is left out.'),
});

/** The decision that would be taken now. */
export const ComputedPlacement = z.object({
  placement: Placement,
  candidates: z.array(PlacementCandidate).describe('The 20 best, best first, then the 20 nearest misses.'),
  cluster: PlacementCluster,
  selected_node_id: z.string().nullable(),
  decision_reason: DecisionReason,
  region: Region,
  thresholds: PlacementThresholds,
  algorithm: z.string(),
  tenant_id: z.string().optional(),
});
export type ComputedPlacement = z.infer<typeof ComputedPlacement>;

/** The same in the words of older callers. */
export const DryRunPlacement = z.object({
  createNewServer: z.boolean(),
  dedicated: z.boolean(),
  targetServerId: z.string().nullable(),
  region: Region,
  reason: DecisionReason,
  thresholds: z.object({ memoryPctMax: z.number(), maxTenantsPerNode: z.int() }),
  algorithm: z.string(),
});
export type DryRunPlacement = z.infer<typeof DryRunPlacement>;
