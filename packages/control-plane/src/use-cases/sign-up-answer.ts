import { canonicalHostname, type SignUpAnswer } from '@prego/contracts';
import type { Outcome } from '@prego/placement-core';
import type { Deps } from '../deps.ts';
import { decisionIn, firstDecisionOf } from '../store/decisions.ts';
import type { ProvisionJobsRow } from '../store/tables/jobs.ts';
import type { TenantsRow } from '../store/tables/tenants.ts';
import { launchLinkOf } from './launch-link.ts';

type Job = Pick<ProvisionJobsRow, 'job_id' | 'trace_id' | 'created_at'>;
type Tenant = Pick<TenantsRow, 'tenant_id' | 'canonical_hostname'>;

/**
 * What a sign-up is answered. All of it is as it was when the job was made, however far the job is by now: whoever sends the
 * request again gets the same bytes.
 */
export async function signUpAnswer(deps: Deps, job: Job, tenant: Tenant, outcome: Outcome): Promise<SignUpAnswer> {
  const { tenant_id, canonical_hostname } = tenant;
  return {
    job_id: job.job_id,
    trace_id: job.trace_id,
    tenant_id,
    canonical_hostname,
    placement: outcome.placement,
    decision_reason: outcome.decision_reason,
    launch_url: (await launchLinkOf(deps, tenant_id, job.created_at)).launch_url,
  };
}

/** The answer that the job was made with for this slug, which may be another than the tenant's of today. */
export async function sameAnswerAgain(deps: Deps, job: Job, tenant: TenantsRow, slug: string): Promise<SignUpAnswer> {
  const row = await firstDecisionOf(deps.db, job.job_id);
  if (!row) throw new Error(`no decision is stored for ${job.job_id}`);
  const then =
    tenant.subdomain_slug === slug ? tenant.canonical_hostname : canonicalHostname(slug, deps.config.baseDomain);
  return await signUpAnswer(deps, job, { tenant_id: tenant.tenant_id, canonical_hostname: then }, decisionIn(row));
}
