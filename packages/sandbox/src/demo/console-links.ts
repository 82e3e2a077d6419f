import type { JobStatus, TenantStatus } from '@prego/contracts';

/** A tenant as the console and its customer see it. */
export interface TenantLinks {
  readonly tenant: string;
  readonly status: TenantStatus;
  /** Of its newest job. */
  readonly job: JobStatus | undefined;
  readonly launchUrl: string;
}

/** Where an operator finds a tenant in the console. */
export const tenantPage = (operatorUrl: string, tenantId: string): string =>
  `${operatorUrl}/cp/tenant?tenant_id=${encodeURIComponent(tenantId)}`;

/**
 * Each tenant with its state and its two pages. The links are longer than a line, and stand alone on theirs, so that a
 * terminal takes them for what they are.
 */
export function linkLines(operatorUrl: string, tenants: readonly TenantLinks[]): string[] {
  return tenants.flatMap(({ tenant, status, job, launchUrl }) => [
    `${tenant.padEnd(10)} ${status}${job === undefined ? '' : `, its last job ${job}`}`,
    `  ${tenantPage(operatorUrl, tenant)}`,
    `  ${launchUrl}`,
  ]);
}
