import type { OnboardingQuery, OnboardingStatus, UiStep } from '@prego/contracts';
import { eq } from 'drizzle-orm';
import { ApiError } from '../api-error.ts';
import type { Deps } from '../deps.ts';
import type { Db } from '../store/db.ts';
import { jobById, newestProvisionJob } from '../store/read-story.ts';
import type { ProvisionJobsRow } from '../store/tables/jobs.ts';
import { tenants } from '../store/tables/tenants.ts';
import { onboardingSteps } from '../story/onboarding-steps.ts';
import { newestLines } from './newest-lines.ts';

/**
 * Onboarding's five steps, of a job or of a tenant's newest provision job. Throws `job_not_found`, `tenant_not_found`, and
 * `invalid_request` for a job of another tenant.
 */
export async function onboardingStatus({ db }: Deps, query: OnboardingQuery): Promise<OnboardingStatus> {
  const job = await jobOf(db, query);
  const tenantId = query.tenant_id ?? job?.tenant_id ?? null;
  const hasTenant = tenantId !== null && (await tenantExists(db, tenantId));
  if (!job && !hasTenant) throw new ApiError('tenant_not_found', `There is no tenant ${tenantId}.`);
  const { lines } = job ? await newestLines(db, job) : { lines: [] as UiStep[] };
  return {
    tenant_id: tenantId,
    job_id: job?.job_id ?? null,
    trace_id: job?.trace_id ?? null,
    steps: onboardingSteps(lines, hasTenant),
  };
}

async function jobOf(db: Db, { job_id, tenant_id }: OnboardingQuery): Promise<ProvisionJobsRow | undefined> {
  if (job_id === undefined) {
    const [job] = await newestProvisionJob(db, tenant_id ?? '');
    return job;
  }
  const job = await jobById(db, job_id);
  if (!job) throw new ApiError('job_not_found', `There is no job ${job_id}.`);
  if (tenant_id !== undefined && job.tenant_id !== tenant_id) {
    throw new ApiError('invalid_request', `${job_id} is not a job of ${tenant_id}.`);
  }
  return job;
}

async function tenantExists(db: Db, tenantId: string): Promise<boolean> {
  const rows = await db.select({ id: tenants.tenant_id }).from(tenants).where(eq(tenants.tenant_id, tenantId));
  return rows.length > 0;
}
