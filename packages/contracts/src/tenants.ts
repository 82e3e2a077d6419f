import { z } from 'zod';
import { DecisionReason, JobKind, JobStatus, NodeStatus, PlanTier, Region, TenantStatus } from './enums.ts';
import { SubdomainSlug } from './hostname.ts';
import { JobId, TenantId, TraceId } from './ids.ts';
import { JobSummary, RecordedDns } from './jobs.ts';
import { Millis, PageQuery } from './paging.ts';
import { Placement, WantedRegion } from './placement.ts';

/** A row of D1 holds 2 MB; a sign-up form and a checkout's receipt are some hundred bytes. */
const MAX_METADATA_BYTES = 8_192;

/** JSON that we keep and hand out again, and never look into. */
const Metadata = z
  .record(z.string().min(1).max(64), z.unknown())
  .refine(
    (value) => new TextEncoder().encode(JSON.stringify(value)).length <= MAX_METADATA_BYTES,
    `this is more than ${MAX_METADATA_BYTES} bytes as JSON`,
  );

/** What the operator's way in takes: the tenant stands in its path. */
export const EnqueueProvision = z.object({
  subdomain_slug: SubdomainSlug,
  plan_tier: PlanTier.optional().describe('`basic` for a new tenant; a living one keeps its own.'),
  region: WantedRegion.describe("The default region's for a new tenant; a living one keeps its own."),
  contact: Metadata.optional().describe('Whom to write to, as the sign-up has it.'),
  checkout: Metadata.optional().describe('What the shop knows of the purchase.'),
});
export type EnqueueProvision = z.infer<typeof EnqueueProvision>;

/** A sign-up. The host name is derived from the slug; a client never gives it. */
export const SignUp = EnqueueProvision.extend({ tenant_id: TenantId });
export type SignUp = z.infer<typeof SignUp>;

export const SignUpAnswer = z.object({
  job_id: JobId,
  trace_id: TraceId.describe('What a customer tells support.'),
  tenant_id: TenantId,
  canonical_hostname: z.string(),
  placement: Placement.describe('As it was first decided for the job.'),
  decision_reason: DecisionReason,
  launch_url: z
    .string()
    .describe(
      'Shows the customer how far it is. It opens this one tenant to whoever has it, and is the same each time.',
    ),
});
export type SignUpAnswer = z.infer<typeof SignUpAnswer>;

/** Where a customer's link leads. The token stands in the fragment, which browsers send to no server. */
export const launchUrl = (publicUrl: string, token: string): string => `${publicUrl}/launch#token=${token}`;

export const LaunchLink = z.object({ tenant_id: TenantId, launch_url: z.string(), expires_at: Millis });
export type LaunchLink = z.infer<typeof LaunchLink>;

export const TenantSummary = z.object({
  tenant_id: TenantId,
  subdomain_slug: z.string(),
  canonical_hostname: z.string(),
  plan_tier: PlanTier,
  region: Region,
  status: TenantStatus,
  created_at: Millis,
  updated_at: Millis,
});
export type TenantSummary = z.infer<typeof TenantSummary>;

export const TenantQuery = PageQuery.extend({
  q: z
    .string()
    .trim()
    .min(1)
    .max(253)
    .optional()
    .describe('The beginning of an id, slug or host name. Ids come first, then host names, each in its order.'),
  status: TenantStatus.optional(),
});
export type TenantQuery = z.infer<typeof TenantQuery>;

export const TenantDetail = TenantSummary.extend({
  contact: z.record(z.string(), z.unknown()),
  checkout: z.record(z.string(), z.unknown()),
  seat: z
    .object({
      node_id: z.string(),
      kind: z.enum(['reservation', 'tenant']),
      job_id: z.string(),
      since: Millis,
      node_status: NodeStatus,
      host_ipv4: z.string().nullable(),
      host_ipv6: z.string().nullable(),
    })
    .nullable()
    .describe('Its place; null where it has none.'),
  dns: RecordedDns.nullable().describe('The record that points at its host.'),
  jobs: z.array(JobSummary).describe('The newest 50, newest first.'),
});
export type TenantDetail = z.infer<typeof TenantDetail>;

export const ReturnTenant = z.object({
  name: z.string().max(253).describe("The tenant's subdomain slug, typed by whoever wants it gone."),
});
export const RetireNode = z.object({ name: z.string().max(253).describe("The node's id, typed likewise.") });

/** The job that gives resources back. */
export const ReturnStarted = z.object({
  job_id: JobId,
  trace_id: TraceId,
  kind: JobKind,
  status: JobStatus,
  tenant_id: z.string().nullable(),
  node_id: z.string().nullable(),
  stack: z.string().nullable(),
});
export type ReturnStarted = z.infer<typeof ReturnStarted>;
