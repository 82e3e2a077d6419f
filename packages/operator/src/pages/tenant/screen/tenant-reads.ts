import { api, bodyOf } from '../../../api/client.ts';
import { tenantKey } from './use-tenant-detail.ts';

/** Rows of jobs and audit a page: the most that the control plane gives, as the timeline wants all of them. */
const ROWS_A_PAGE = 200;

/** What each part of the screen asks the control plane for, with the key that it is kept under. */

export const jobsOf = (tenant_id: string) => ({
  key: tenantKey(tenant_id, 'jobs'),
  read: (cursor: string | undefined, signal: AbortSignal) => {
    const query = { tenant_id, limit: ROWS_A_PAGE, ...(cursor && { cursor }) };
    return bodyOf(api.GET('/internal/provision-jobs', { params: { query }, signal }));
  },
});

export const auditOf = (tenant_id: string) => ({
  key: tenantKey(tenant_id, 'audit'),
  read: (cursor: string | undefined, signal: AbortSignal) => {
    const query = { tenant_id, limit: ROWS_A_PAGE, ...(cursor && { cursor }) };
    return bodyOf(api.GET('/internal/audit', { params: { query }, signal }));
  },
});

export const decisionsOf = (tenant_id: string) => ({
  key: tenantKey(tenant_id, 'decisions'),
  read: (cursor: string | undefined, signal: AbortSignal) => {
    const query = { tenant_id, ...(cursor && { cursor }) };
    return bodyOf(api.GET('/internal/allocation-decisions', { params: { query }, signal }));
  },
});

export const onboardingOf = (tenant_id: string) => ({
  key: tenantKey(tenant_id, 'onboarding'),
  read: (signal: AbortSignal) =>
    bodyOf(api.GET('/internal/onboarding-status', { params: { query: { tenant_id } }, signal })),
});

export const traceOf = (tenant_id: string, job_id: string) => ({
  key: tenantKey(tenant_id, 'trace', job_id),
  read: (signal: AbortSignal) =>
    bodyOf(api.GET('/internal/provision-trace-detail', { params: { query: { job_id } }, signal })),
});

export const funnelOf = (tenant_id: string, trace_id: string) => ({
  key: tenantKey(tenant_id, 'funnel', trace_id),
  read: (signal: AbortSignal) =>
    bodyOf(api.GET('/internal/funnel-events', { params: { query: { trace_id } }, signal })),
});

export const nodeOf = (tenant_id: string, node_id: string) => ({
  key: tenantKey(tenant_id, 'node', node_id),
  read: (signal: AbortSignal) =>
    bodyOf(api.GET('/internal/nodes/{node_id}', { params: { path: { node_id } }, signal })),
});
