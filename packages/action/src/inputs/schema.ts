import { JobId, NodeId, Region, SkipReason, Stage, TenantId, TraceStatus, WireBoolean } from '@prego/contracts';
import { z } from 'zod';
import {
  Attempt,
  Cloudflare,
  CloudflareAccess,
  ControlPlane,
  Job,
  lines,
  OtherProjects,
  Result,
  Stack,
  seconds,
  Tenant,
} from './input-groups.ts';

/**
 * The inputs of each command, after they were read: `''` counts as absent, booleans and numbers are such. Names are those of
 * action.yml and of the wire (contracts/workflow.ts).
 */
export const INPUTS_OF = {
  provision: z.object({
    command: z.literal('provision'),
    ...ControlPlane,
    ...Job,
    ...Tenant,
    create_new_server: WireBoolean,
    dedicated: WireBoolean.default(false),
    target_server_id: NodeId.optional(),
    ...Stack,
    ...Cloudflare,
    /** Until new nodes report, in seconds. */
    ready_timeout_s: seconds(1, 3_600).default(600),
    /** Public SSH keys for root on new nodes, one a line. */
    authorized_keys: lines.default([]),
  }),
  dns: z.object({
    command: z.literal('dns'),
    ...ControlPlane,
    ...Job,
    ...Tenant,
    ...Cloudflare,
    /** The address that the record is to have. */
    host_ipv4: z.ipv4(),
    dns_proxied: WireBoolean.default(true),
  }),
  node: z.object({
    command: z.literal('node'),
    ...ControlPlane,
    ...Job,
    node_id: NodeId,
  }),
  trace: z.object({
    command: z.literal('trace'),
    ...ControlPlane,
    ...Job,
    stage: Stage,
    status: TraceStatus,
    reason: SkipReason.optional(),
    error_code: z.string().max(100).optional(),
    error_message: z.string().optional(),
  }),
  complete: z.object({
    command: z.literal('complete'),
    ...ControlPlane,
    ...Job,
    subdomain_slug: z.string().optional(),
    canonical_hostname: z.string().optional(),
    ...Cloudflare,
    provision_result: Result,
    configure_result: Result.optional(),
    host_ipv4: z.ipv4().optional(),
    /** As the DNS step was given it; absent: either is taken. */
    dns_proxied: WireBoolean.optional(),
    /** Where the workspace answers: `{hostname}` stands for the canonical hostname. Absent: it is not asked. */
    check_url: z.string().optional(),
    /** `address:port` of the nameserver to ask; the system's own by default. */
    check_nameserver: z.string().optional(),
    check_timeout_s: seconds(1, 900).default(120),
  }),
  return: z.object({
    command: z.literal('return'),
    ...ControlPlane,
    ...Job,
    region: Region,
    node_id: NodeId.optional(),
    subdomain_slug: z.string().optional(),
    canonical_hostname: z.string().optional(),
    /** What goes, typed once more: the tenant's slug, or the node's id. */
    confirm: z.string(),
    ...Stack,
    ...Cloudflare,
  }),
  library: z.object({
    command: z.literal('library'),
    ...ControlPlane,
    ...Attempt,
    region: Region,
    ...Stack,
  }),
  preview: z.object({
    command: z.literal('preview'),
    /** All of them by default, in one comment. */
    region: Region.optional(),
    tenant_id: TenantId.optional(),
    dedicated: WireBoolean.default(false),
    job_id: JobId.optional(),
    /** To comment on the pull request. Absent: the plan stands in the log and the summary only. */
    github_token: z.string().optional(),
    ...Stack,
    ...OtherProjects,
    ...CloudflareAccess,
  }),
  drift: z.object({
    command: z.literal('drift'),
    ...ControlPlane,
    /** Names of stacks, one a line; all of the backend by default. */
    stacks: lines.default([]),
    ...Stack,
    ...OtherProjects,
    ...CloudflareAccess,
  }),
  inventory: z.object({
    command: z.literal('inventory'),
    ...ControlPlane,
    ...Stack,
    ...OtherProjects,
  }),
} as const;

export type CommandName = keyof typeof INPUTS_OF;
export type InputsOf<Name extends CommandName> = z.infer<(typeof INPUTS_OF)[Name]>;
export type Inputs = { [Name in CommandName]: InputsOf<Name> }[CommandName];

/** Masked before anything is printed. */
export const SECRET_INPUTS = [
  'control_plane_token',
  'hcloud_token',
  'hcloud_token_us',
  'hcloud_token_eu',
  'pulumi_access_token',
  'pulumi_config_passphrase',
  'cloudflare_api_token',
  'github_token',
] as const;
