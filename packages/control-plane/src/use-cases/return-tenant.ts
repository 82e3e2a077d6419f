import { dedicatedStackName } from '@prego/contracts/derived-ids';
import { ApiError } from '../api-error.ts';
import type { Caller } from '../caller.ts';
import type { Deps } from '../deps.ts';
import { isActive } from '../state-machine.ts';
import { commit, constraintOf } from '../store/db.ts';
import type { ProvisionJobsRow } from '../store/tables/jobs.ts';
import type { SeatsRow } from '../store/tables/nodes.ts';
import type { TenantsRow } from '../store/tables/tenants.ts';
import { JOBS_LOOKED_AT, jobsOfTenant, seatOf, tenantStatusStatement, tenantsById } from '../store/tenants.ts';
import { tenantNotFound } from './launch-link.ts';
import { nudge } from './nudge.ts';
import { newReturnJob, type ReturnJob, type Started, startedBefore } from './start-return.ts';

/**
 * Begins to give back what a tenant has: all of its servers if it is dedicated, else its workspace, record and seat. Sent
 * again it answers the same job. `name` is the slug as typed. Throws `tenant_not_found`, `name_mismatch`, and `job_active`
 * while the tenant is still being provisioned.
 */
export async function returnTenant(
  deps: Deps,
  caller: Caller,
  tenantId: string,
  name: string,
  requestId: string,
): Promise<Started> {
  const { db, now } = deps;
  const [[tenant], [seat], jobs] = (await commit(db, [
    tenantsById(db, tenantId),
    seatOf(db, tenantId),
    jobsOfTenant(db, tenantId, JOBS_LOOKED_AT),
  ])) as [TenantsRow[], Pick<SeatsRow, 'node_id'>[], ProvisionJobsRow[]];
  if (!tenant) throw tenantNotFound(tenantId);
  if (name !== tenant.subdomain_slug) {
    throw new ApiError('name_mismatch', `The slug of ${tenantId} is ${tenant.subdomain_slug}.`);
  }
  const before = returnBefore(tenant, jobs);
  if (before) return startedBefore(before);
  const { job, statements } = newReturnJob(deps, caller, returnOf(tenant, seat?.node_id ?? null), requestId);
  try {
    await commit(db, [...statements, tenantStatusStatement(db, tenantId, 'returning', now)]);
  } catch (error) {
    if (!constraintOf(error)?.startsWith('unique provision_jobs.')) throw error;
    // Someone was faster: with the same wish, or another.
    const same = returnBefore({ ...tenant, status: 'returning' }, await jobsOfTenant(db, tenantId, JOBS_LOOKED_AT));
    if (same) return startedBefore(same);
    throw new ApiError('conflict', `${tenantId} was changed at the same time.`);
  }
  deps.defer(nudge(deps, { job_id: job.job_id, attempt: 1 }));
  return { started: true, job };
}

/**
 * The return that is under way, or that has already happened. Throws `job_active` for another job under way, which need not
 * be the newest: any that has failed may be retried.
 */
function returnBefore({ tenant_id, status }: TenantsRow, jobs: readonly ProvisionJobsRow[]) {
  const active = jobs.find((job) => isActive(job.status));
  if (active && active.kind !== 'return') {
    throw new ApiError('job_active', `${active.job_id} (${active.kind}) of ${tenant_id} is under way.`);
  }
  if (active || status !== 'returned') return active;
  return jobs.find((job) => job.kind === 'return' && job.status === 'completed');
}

/** A shared tenant's server stays, so that nothing of its stack is touched. */
function returnOf({ tenant_id, region, plan_tier }: TenantsRow, nodeId: string | null): ReturnJob {
  const who = { kind: 'return', tenant_id, node_id: null, region } as const;
  return plan_tier === 'enterprise'
    ? {
        ...{ ...who, infra_mode: 'create_new_server', dedicated: 1, target_server_id: null },
        stack: dedicatedStackName(tenant_id),
      }
    : { ...who, infra_mode: 'use_existing', dedicated: null, target_server_id: nodeId, stack: null };
}
