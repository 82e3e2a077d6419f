import { createRoute, z } from '@hono/zod-openapi';
import {
  EnqueueProvision,
  IdempotencyKey,
  LaunchLink,
  page,
  SignUp,
  SignUpAnswer,
  TenantDetail,
  TenantId,
  TenantQuery,
  TenantSummary,
} from '@prego/contracts';
import { json, jsonBody, refusals } from '../http/answers.ts';
import { apiRoutes } from '../http/api-routes.ts';
import { enqueueProvision } from '../use-cases/enqueue-provision.ts';
import { makeLaunchLink } from '../use-cases/launch-link.ts';
import { readTenant } from '../use-cases/read-tenant.ts';
import { searchTenants } from '../use-cases/search-tenants.ts';

const tags = ['Tenants'];
const params = z.object({ id: TenantId });

const headers = z.object({
  'idempotency-key': IdempotencyKey.optional().describe(
    'The same key and body are answered the same. Without one a tenant has at most one job under way.',
  ),
});

const signUpAnswers = {
  202: json('A job was made for it, now or when it was sent before with this key.', SignUpAnswer),
  200: json(
    'The tenant has its job already: the one under way that was asked for alike, or that which is done.',
    SignUpAnswer,
  ),
  ...refusals('idempotency_mismatch', 'slug_taken', 'tenant_changed', 'job_active', 'conflict', 'no_seat'),
};

export const tenantRoutes = apiRoutes();

tenantRoutes.openapi(
  createRoute({
    method: 'post',
    path: '/v1/tenants',
    tags: ['Sign-up'],
    summary: 'Signs a tenant up: decides where it lands, and begins',
    request: { headers, body: jsonBody(SignUp) },
    responses: { ...signUpAnswers, ...refusals('rate_limited') },
  }),
  async (c) => {
    const { deps, caller, request_id } = c.var;
    const request = { input: c.req.valid('json'), key: c.req.valid('header')['idempotency-key'], request_id };
    const { made, answer } = await enqueueProvision(deps, caller, request);
    return made ? c.json(answer, 202) : c.json(answer, 200);
  },
);

tenantRoutes.openapi(
  createRoute({
    method: 'post',
    path: '/internal/tenants/{tenantId}/enqueue-provision',
    tags,
    summary: "The operator's way in: the same as a sign-up",
    request: { params: z.object({ tenantId: TenantId }), headers, body: jsonBody(EnqueueProvision) },
    responses: signUpAnswers,
  }),
  async (c) => {
    const { deps, caller, request_id } = c.var;
    const input = { ...c.req.valid('json'), tenant_id: c.req.valid('param').tenantId };
    const key = c.req.valid('header')['idempotency-key'];
    const { made, answer } = await enqueueProvision(deps, caller, { input, key, request_id });
    return made ? c.json(answer, 202) : c.json(answer, 200);
  },
);

tenantRoutes.openapi(
  createRoute({
    method: 'get',
    path: '/internal/tenants',
    tags,
    summary: 'Tenants: all of them, newest first, or those whose id, slug or host name begins so',
    request: { query: TenantQuery },
    responses: { 200: json('A page.', page(TenantSummary)), ...refusals() },
  }),
  async (c) => c.json(await searchTenants(c.var.deps, c.req.valid('query')), 200),
);

tenantRoutes.openapi(
  createRoute({
    method: 'get',
    path: '/internal/tenants/{id}',
    tags,
    summary: 'A tenant, its place, its record and its jobs',
    request: { params },
    responses: { 200: json('The tenant.', TenantDetail), ...refusals('tenant_not_found') },
  }),
  async (c) => c.json(await readTenant(c.var.deps, c.req.valid('param').id), 200),
);

tenantRoutes.openapi(
  createRoute({
    method: 'post',
    path: '/internal/tenants/{id}/launch-link',
    tags,
    summary: "Makes a link to a tenant's Launch view",
    request: { params },
    responses: { 200: json('The link. Whoever has it sees this tenant.', LaunchLink), ...refusals('tenant_not_found') },
  }),
  async (c) => {
    const { deps, caller, request_id } = c.var;
    return c.json(await makeLaunchLink(deps, caller, c.req.valid('param').id, request_id), 200);
  },
);
