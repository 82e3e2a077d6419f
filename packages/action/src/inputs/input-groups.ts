import { JobId, Region, TenantId, TraceId } from '@prego/contracts';
import { z } from 'zod';

/** Inputs that several commands have in common. */

const Url = z.url({ protocol: /^https?$/, error: 'is no http(s) URL' });
/** A whole number of seconds between the two. */
export const seconds = (from: number, to: number) => z.coerce.number().int().min(from).max(to);
/** A list, one a line. */
export const lines = z.string().transform((text) =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== ''),
);
/** What a step or job has come to, as GitHub's contexts have it. */
export const Result = z.enum(['success', 'failure', 'cancelled', 'skipped']);

export const ControlPlane = {
  control_plane_url: Url,
  control_plane_token: z.string().optional(),
  control_plane_audience: z.string().default('prego-control-plane'),
};

/** An attempt of a job, of whatever kind. */
export const Attempt = {
  job_id: JobId,
  trace_id: TraceId.optional(),
  attempt: z.coerce.number().int().min(1).max(999_999).optional(),
};

export const Job = {
  ...Attempt,
  tenant_id: TenantId.optional(),
  region: Region.optional(),
};

export const Tenant = {
  tenant_id: TenantId,
  region: Region,
  subdomain_slug: z.string(),
  canonical_hostname: z.string(),
};

const Hetzner = {
  hcloud_token: z.string().optional(),
  hcloud_endpoint: Url.optional(),
};

/** Where these regions are projects of their own. */
export const OtherProjects = {
  hcloud_token_us: z.string().optional(),
  hcloud_token_eu: z.string().optional(),
};

/** For the records in a state. */
export const CloudflareAccess = {
  cloudflare_api_token: z.string().optional(),
  cloudflare_base_url: Url.optional(),
};

export const Cloudflare = {
  ...CloudflareAccess,
  cloudflare_zone_id: z.string().optional(),
};

export const Stack = {
  ...Hetzner,
  pulumi_backend: z.string().optional(),
  pulumi_access_token: z.string().optional(),
  /** May be empty where the state's secrets need none: then it is absent here. */
  pulumi_config_passphrase: z.string().optional(),
  /** Of the engine's work, in seconds. */
  stack_timeout_s: seconds(1, 7_200).default(1_800),
};
