import { DEFAULT_PLAN_TIER, type SignUp } from '@prego/contracts';
import type { PlacementRequest } from '@prego/placement-core';
import { resolveRegion } from '@prego/placement-core';
import { ApiError } from '../api-error.ts';
import type { Config } from '../config.ts';
import { isActive } from '../state-machine.ts';
import type { Db, Statement } from '../store/db.ts';
import type { ProvisionJobsRow } from '../store/tables/jobs.ts';
import type { SeatsRow } from '../store/tables/nodes.ts';
import type { TenantsRow } from '../store/tables/tenants.ts';
import { JOBS_LOOKED_AT, jobByKey, jobsOfTenant, seatOf, tenantsByIdOrSlug } from '../store/tenants.ts';

/** A request to have a tenant provisioned. */
export interface SignUpRequest {
  readonly input: SignUp;
  /** Of the Idempotency-Key header. */
  readonly key: string | undefined;
  readonly request_id: string;
}

/** What the database knows already of who signs up. */
export interface Known {
  readonly tenant: TenantsRow | undefined;
  readonly slugOwner: TenantsRow | undefined;
  readonly jobWithKey: ProvisionJobsRow | undefined;
  /** The job under way: it need not be the newest, as any that has failed may be retried. */
  readonly activeJob: ProvisionJobsRow | undefined;
  readonly newestJob: ProvisionJobsRow | undefined;
  readonly newestProvision: ProvisionJobsRow | undefined;
  readonly seat: Pick<SeatsRow, 'node_id'> | undefined;
  /** The job that has brought it to its seat. */
  readonly seatJob: ProvisionJobsRow | undefined;
}

export const knownStatements = (db: Db, { input, key }: SignUpRequest): Statement[] => [
  tenantsByIdOrSlug(db, input.tenant_id, input.subdomain_slug),
  jobsOfTenant(db, input.tenant_id, JOBS_LOOKED_AT),
  seatOf(db, input.tenant_id),
  ...(key === undefined ? [] : [jobByKey(db, input.tenant_id, key)]),
];

/** The rows of `knownStatements`, in its order. */
export function knownIn(rows: unknown[][], { input }: SignUpRequest): Known {
  const [tenants, jobs, [seat], [jobWithKey] = []] = rows as [
    TenantsRow[],
    ProvisionJobsRow[],
    SeatsRow[],
    ProvisionJobsRow[]?,
  ];
  return {
    tenant: tenants.find(({ tenant_id }) => tenant_id === input.tenant_id),
    slugOwner: tenants.find(
      ({ subdomain_slug, status }) => subdomain_slug === input.subdomain_slug && status !== 'returned',
    ),
    jobWithKey,
    activeJob: jobs.find(({ status }) => isActive(status)),
    newestJob: jobs[0],
    newestProvision: jobs.find(({ kind }) => kind === 'provision'),
    seat,
    seatJob: jobs.find(({ job_id }) => job_id === seat?.job_id),
  };
}

/** What is asked for. Where a living tenant's sign-up leaves tier or region open, they stay as they are. */
export function wantedOf(config: Config, { input }: SignUpRequest, tenant: TenantsRow | undefined): PlacementRequest {
  const has = tenant?.status === 'returned' ? undefined : tenant;
  return {
    plan_tier: input.plan_tier ?? has?.plan_tier ?? DEFAULT_PLAN_TIER,
    region: resolveRegion(input.region, has?.region ?? config.defaultRegion),
  };
}

/**
 * The job that this request was answered with before, or that stands for it: `again` where the same request was sent under
 * its key. Undefined where a job is to be made. Throws `idempotency_mismatch`, `slug_taken`, `tenant_changed`, `job_active`,
 * and `conflict` for a tenant that has to be returned first.
 */
export function settledBy(
  known: Known,
  { input }: SignUpRequest,
  wanted: PlacementRequest,
  hash: string,
): { job: ProvisionJobsRow; tenant: TenantsRow; again: boolean } | undefined {
  const { tenant, slugOwner, jobWithKey, activeJob, newestJob } = known;
  if (jobWithKey && tenant) {
    if (jobWithKey.request_hash === hash) return { job: jobWithKey, tenant, again: true };
    throw new ApiError('idempotency_mismatch', `The key belongs to ${jobWithKey.job_id}, which another body was for.`);
  }
  if (slugOwner && slugOwner.tenant_id !== input.tenant_id) {
    throw new ApiError('slug_taken', `The slug ${input.subdomain_slug} is that of another tenant.`);
  }
  if (!tenant || tenant.status === 'returned') return undefined;
  refuseChange(tenant, input, wanted);
  if (activeJob) {
    if (activeJob.request_hash === hash) return { job: activeJob, tenant, again: false };
    throw new ApiError('job_active', `${activeJob.job_id} (${activeJob.kind}) of ${tenant.tenant_id} is under way.`);
  }
  if (tenant.status === 'active') return { job: jobOfLiving(tenant, known), tenant, again: false };
  if (newestJob && newestJob.kind !== 'provision') refuseHalfReturned(tenant, newestJob);
  return undefined;
}

/** Whoever lives somewhere is not placed anew: a return that was cancelled before it began has left the tenant as it was. */
function jobOfLiving({ tenant_id }: TenantsRow, { seatJob }: Known): ProvisionJobsRow {
  if (seatJob) return seatJob;
  throw new ApiError('conflict', `${tenant_id} is active, and no job is known that made it so: return it first.`);
}

function refuseChange(tenant: TenantsRow, { subdomain_slug }: SignUp, wanted: PlacementRequest): void {
  const asked = { subdomain_slug, ...wanted };
  for (const name of ['plan_tier', 'region', 'subdomain_slug'] as const) {
    if (tenant[name] !== asked[name]) {
      throw new ApiError('tenant_changed', `${name} of ${tenant.tenant_id} is ${tenant[name]}, not ${asked[name]}.`);
    }
  }
}

/** A return that failed may have taken the tenant apart. */
function refuseHalfReturned(tenant: TenantsRow, { job_id, status }: ProvisionJobsRow): void {
  throw new ApiError('conflict', `${tenant.tenant_id} is half returned: ${job_id} is ${status}. Retry that job first.`);
}
