import { createRoute } from '@hono/zod-openapi';
import { FunnelAnswer, FunnelQuery } from '@prego/contracts';
import { json, refusals } from '../http/answers.ts';
import { apiRoutes } from '../http/api-routes.ts';
import { readFunnel } from '../use-cases/read-funnel.ts';

export const funnelRoutes = apiRoutes();

funnelRoutes.openapi(
  createRoute({
    method: 'get',
    path: '/internal/funnel-events',
    tags: ['Story'],
    summary: 'The milestones of a trace, and counts of a time',
    request: { query: FunnelQuery },
    responses: { 200: json('Milestones, counts, or both', FunnelAnswer), ...refusals() },
  }),
  async (c) => c.json(await readFunnel(c.var.deps, c.req.valid('query')), 200),
);
