import { createRoute, z } from '@hono/zod-openapi';
import { NodeId, RetireNode, ReturnStarted, ReturnTenant, TenantId } from '@prego/contracts';
import { json, jsonBody, refusals } from '../http/answers.ts';
import { apiRoutes } from '../http/api-routes.ts';
import { retireNode } from '../use-cases/retire-node.ts';
import { returnTenant } from '../use-cases/return-tenant.ts';

const tags = ['Returns'];
const answers = {
  202: json('The job that does it.', ReturnStarted),
  200: json('The job that does it already, or has done it.', ReturnStarted),
};

export const returnRoutes = apiRoutes();

returnRoutes.openapi(
  createRoute({
    method: 'post',
    path: '/internal/tenants/{id}/return',
    tags,
    summary: 'Gives back what a tenant has',
    description: 'A dedicated tenant’s servers are destroyed. Of a shared one go workspace, record and seat.',
    request: { params: z.object({ id: TenantId }), body: jsonBody(ReturnTenant) },
    responses: { ...answers, ...refusals('tenant_not_found', 'name_mismatch', 'job_active', 'conflict') },
  }),
  async (c) => {
    const { deps, caller, request_id } = c.var;
    const { id } = c.req.valid('param');
    const { started, job } = await returnTenant(deps, caller, id, c.req.valid('json').name, request_id);
    return started ? c.json(job, 202) : c.json(job, 200);
  },
);

returnRoutes.openapi(
  createRoute({
    method: 'post',
    path: '/internal/nodes/{node_id}/retire',
    tags,
    summary: 'Destroys an empty shared node',
    request: { params: z.object({ node_id: NodeId }), body: jsonBody(RetireNode) },
    responses: { ...answers, ...refusals('node_not_found', 'name_mismatch', 'node_in_use', 'conflict') },
  }),
  async (c) => {
    const { deps, caller, request_id } = c.var;
    const { node_id } = c.req.valid('param');
    const { started, job } = await retireNode(deps, caller, node_id, c.req.valid('json').name, request_id);
    return started ? c.json(job, 202) : c.json(job, 200);
  },
);
