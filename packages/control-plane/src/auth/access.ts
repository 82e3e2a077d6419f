import type { CallerKind } from '../caller.ts';

export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

type Row = readonly [method: Method, path: string, ...CallerKind[]];

/** The console, served by http/pages.ts: no operations of the API. `/x/*` is `/x` and whatever stands below. */
export const PAGE_ACCESS: readonly Row[] = [
  ['GET', '/', 'open'],
  ['GET', '/cp/*', 'open'],
  ['GET', '/library/*', 'open'],
  ['GET', '/launch', 'open'],
];

/** Who may call which operation of the API. */
export const API_ACCESS: readonly Row[] = [
  ['GET', '/healthz', 'open'],
  ['GET', '/openapi.json', 'open'],
  ['GET', '/docs', 'open'],

  ['POST', '/v1/tenants', 'gateway'],
  ['GET', '/v1/launch', 'launch'],

  ['GET', '/internal/tenants', 'operator'],
  ['GET', '/internal/tenants/{id}', 'operator'],
  ['POST', '/internal/tenants/{tenantId}/enqueue-provision', 'operator'],
  ['POST', '/internal/tenants/{id}/launch-link', 'operator'],
  ['POST', '/internal/tenants/{id}/return', 'operator'],

  ['POST', '/internal/placement/compute', 'operator'],
  ['POST', '/internal/placement-dry-run', 'operator'],
  ['GET', '/internal/allocation-decisions', 'operator'],
  ['GET', '/internal/allocation-decisions/{decision_id}/replay', 'operator'],

  ['GET', '/internal/provision-jobs', 'operator'],
  ['GET', '/internal/provision-jobs/{job_id}', 'operator', 'attempt'],
  // The claim carries the workflow run's OIDC token, which the use case checks: it is how an attempt token is got.
  ['POST', '/internal/provision-jobs/{job_id}/claim', 'open', 'operator'],
  ['POST', '/internal/provision-jobs/{job_id}/callback', 'operator', 'attempt'],
  ['POST', '/internal/provision-jobs/{job_id}/retry', 'operator'],
  ['POST', '/internal/provision-jobs/{job_id}/cancel', 'operator'],
  ['PUT', '/internal/provision-jobs/{job_id}/attempts/{n}/log/{seq}', 'operator', 'attempt'],
  ['GET', '/internal/provision-jobs/{job_id}/attempts/{n}/log', 'operator', 'attempt'],

  ['GET', '/internal/provision-trace-detail', 'operator'],
  ['GET', '/internal/onboarding-status', 'operator'],
  ['GET', '/internal/funnel-events', 'operator'],
  ['GET', '/internal/trace/{trace_id}', 'operator'],
  ['POST', '/internal/trace-events', 'operator', 'attempt'],
  ['GET', '/internal/audit', 'operator'],

  ['GET', '/internal/nodes', 'operator'],
  ['POST', '/internal/nodes', 'operator', 'attempt'],
  ['GET', '/internal/nodes/{node_id}', 'operator', 'attempt'],
  ['PATCH', '/internal/nodes/{node_id}', 'operator'],
  ['PUT', '/internal/nodes/{node_id}/host-key', 'operator', 'node'],
  // Where booted nodes really post theirs: one URL for all, as cloud-init has it (packages/stacks).
  ['POST', '/internal/host-keys', 'operator', 'node'],
  ['POST', '/internal/nodes/{node_id}/retire', 'operator'],
  ['GET', '/internal/server-metrics', 'operator'],
  ['POST', '/internal/server-metrics', 'operator', 'node'],
  ['GET', '/internal/inventory', 'operator', 'automation'],
  ['POST', '/internal/inventory', 'operator', 'automation'],
  ['GET', '/internal/drift', 'operator', 'automation'],
  ['POST', '/internal/drift', 'operator', 'automation'],
  ['GET', '/internal/library/templates', 'operator'],
  ['GET', '/internal/library/templates/{template}', 'operator'],
  ['GET', '/internal/library/templates/{template}/choices', 'operator'],
  ['POST', '/internal/library/templates/{template}/preflight', 'operator'],
  ['GET', '/internal/library/provisionings', 'operator'],
  ['POST', '/internal/library/provisionings', 'operator'],
  ['GET', '/internal/library/provisionings/{provisioning_id}', 'operator'],
  ['DELETE', '/internal/library/provisionings/{provisioning_id}', 'operator'],
  ['GET', '/internal/library/provisionings/{provisioning_id}/installation-info', 'operator'],
  ['POST', '/internal/library/provisionings/{provisioning_id}/secrets/{name}', 'operator'],
  ['POST', '/internal/library/provisionings/{provisioning_id}/return', 'operator'],
  ['GET', '/internal/library/history', 'operator'],
  ['GET', '/internal/library/history/{event_id}/log', 'operator'],

  ['GET', '/internal/whoami', 'operator'],
  // Those that manage keys take INTERNAL_API_KEY only, which the use case checks: a named key can't make another.
  ['GET', '/internal/operator-keys', 'operator'],
  ['POST', '/internal/operator-keys', 'operator'],
  ['DELETE', '/internal/operator-keys/{key_id}', 'operator'],

  ['GET', '/internal/dispatch', 'operator'],
  ['PUT', '/internal/dispatch', 'operator'],
  ['PUT', '/internal/clock', 'operator'],
];

/** Who may call what. One row a route; a route without a row is refused to everyone, and a test finds it. */
export const ACCESS: readonly Row[] = [...PAGE_ACCESS, ...API_ACCESS];

/**
 * What a run may still call when its attempt has ended: its last word again, whose answer it may not have got, and the
 * rest of its story. Whatever else it asks for is refused with `attempt_ended`.
 */
export const OPEN_TO_ENDED_ATTEMPTS: ReadonlySet<string> = new Set([
  '/internal/provision-jobs/{job_id}/callback',
  '/internal/provision-jobs/{job_id}/attempts/{n}/log/{seq}',
  '/internal/trace-events',
]);
