import { JobSummary, type TenantDetail, TenantSummary } from '@prego/contracts';
import type { Deps } from '../deps.ts';
import { commit } from '../store/db.ts';
import type { ProvisionJobsRow } from '../store/tables/jobs.ts';
import type { TenantsRow } from '../store/tables/tenants.ts';
import { jobsOfTenant, seatOf, tenantsById } from '../store/tenants.ts';
import { tenantNotFound } from './launch-link.ts';

const JOBS_SHOWN = 50;

/** All about one tenant, as of one moment. Throws `tenant_not_found`. */
export async function readTenant({ db }: Deps, tenantId: string): Promise<TenantDetail> {
  const [[tenant], [seat], jobs] = (await commit(db, [
    tenantsById(db, tenantId),
    seatOf(db, tenantId),
    jobsOfTenant(db, tenantId, JOBS_SHOWN),
  ])) as [TenantsRow[], NonNullable<TenantDetail['seat']>[], ProvisionJobsRow[]];
  if (!tenant) throw tenantNotFound(tenantId);
  return {
    ...TenantSummary.parse(tenant),
    contact: JSON.parse(tenant.contact),
    checkout: JSON.parse(tenant.checkout),
    seat: seat ?? null,
    dns: dnsOf(tenant),
    jobs: jobs.map((job) => JobSummary.parse(job)),
  };
}

const dnsOf = ({ dns_zone_id: zone_id, dns_record_id: record_id, dns_content: content }: TenantsRow) =>
  zone_id !== null && record_id !== null && content !== null ? { zone_id, record_id, content } : null;
