import { createRoute } from '@hono/zod-openapi';
import { AuditPage, AuditQuery } from '@prego/contracts';
import { json, refusals } from '../http/answers.ts';
import { apiRoutes } from '../http/api-routes.ts';
import { readAudit } from '../use-cases/read-audit.ts';

export const auditRoutes = apiRoutes();

auditRoutes.openapi(
  createRoute({
    method: 'get',
    path: '/internal/audit',
    tags: ['Audit'],
    summary: 'Who did what to which tenant, job and node; newest first',
    request: { query: AuditQuery },
    responses: { 200: json('A page of it', AuditPage), ...refusals() },
  }),
  async (c) => c.json(await readAudit(c.var.deps, c.req.valid('query')), 200),
);
