import { createRoute, z } from '@hono/zod-openapi';
import { DecisionId, DecisionPage, DecisionReplay, DecisionsQuery } from '@prego/contracts';
import { json, refusals } from '../http/answers.ts';
import { apiRoutes } from '../http/api-routes.ts';
import { readDecisions, replayDecision } from '../use-cases/read-decisions.ts';

const tags = ['Placement'];

export const decisionRoutes = apiRoutes();

decisionRoutes.openapi(
  createRoute({
    method: 'get',
    path: '/internal/allocation-decisions',
    tags,
    summary: 'What was decided for a tenant or a job, newest first, or one decision',
    request: { query: DecisionsQuery },
    responses: { 200: json('A page.', DecisionPage), ...refusals() },
  }),
  async (c) => c.json(await readDecisions(c.var.deps, c.req.valid('query')), 200),
);

decisionRoutes.openapi(
  createRoute({
    method: 'get',
    path: '/internal/allocation-decisions/{decision_id}/replay',
    tags,
    summary: 'Takes a decision again, from what is stored of it and as of today',
    request: { params: z.object({ decision_id: DecisionId }) },
    responses: { 200: json('What comes of it.', DecisionReplay), ...refusals('not_found') },
  }),
  async (c) => c.json(await replayDecision(c.var.deps, c.req.valid('param').decision_id), 200),
);
