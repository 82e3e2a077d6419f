import { z } from 'zod';
import { DecisionReason, PlanTier, Region } from './enums.ts';
import { DecisionId, JobId, TenantId } from './ids.ts';
import { Millis, PageQuery, page } from './paging.ts';
import { ComputedPlacement, Placement } from './placement.ts';

export const DecisionsQuery = PageQuery.extend({
  tenant_id: TenantId.optional(),
  job_id: JobId.optional(),
  decision_id: DecisionId.optional(),
}).refine(({ tenant_id, job_id, decision_id }) => (tenant_id ?? job_id ?? decision_id) !== undefined, {
  path: ['tenant_id'],
  message: 'name a tenant_id, a job_id or a decision_id',
});
export type DecisionsQuery = z.infer<typeof DecisionsQuery>;

/** A stored decision, with the rows that prove it. */
export const StoredDecision = ComputedPlacement.omit({ tenant_id: true }).extend({
  decision_id: DecisionId,
  tenant_id: z.string().nullable(),
  job_id: z.string().nullable(),
  plan_tier: PlanTier.describe('What was asked for.'),
  offers: z
    .array(z.object({ server_type: z.string(), location: z.string() }))
    .describe('What a new server was to be tried as, in this order.'),
  snapshot_digest: z
    .string()
    .nullable()
    .describe('SHA-256 of the full snapshot, which is kept for 30 days. A replay says whether it is still there.'),
  created_at: Millis,
});
export type StoredDecision = z.infer<typeof StoredDecision>;

export const DecisionPage = page(StoredDecision);
export type DecisionPage = z.infer<typeof DecisionPage>;

const Outcome = z.object({
  decision_reason: DecisionReason,
  selected_node_id: z.string().nullable(),
  placement: Placement,
});

/** A decision taken again: from its stored rows, from the full snapshot where that is still there, and as of today. */
export const DecisionReplay = z.object({
  decision_id: DecisionId,
  region: Region,
  recorded: Outcome,
  from_rows: z.object({
    agrees: z.boolean(),
    outcome: Outcome.nullable(),
    disagreements: z.array(
      z.object({ field: z.string(), recorded: z.unknown().optional(), replayed: z.unknown().optional() }),
    ),
  }),
  from_snapshot: z
    .object({ agrees: z.boolean(), outcome: Outcome, nodes: z.int() })
    .nullable()
    .describe('Null where the snapshot is no longer there.'),
  today: Outcome.describe('What would be decided now.'),
});
export type DecisionReplay = z.infer<typeof DecisionReplay>;
