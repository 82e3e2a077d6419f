import { createRoute } from '@hono/zod-openapi';
import { DriftQuery, DriftReport, page, ReportAnswer } from '@prego/contracts';
import { json, jsonBody, refusals } from '../http/answers.ts';
import { apiRoutes } from '../http/api-routes.ts';
import { readDrift, reportDrift } from '../use-cases/drift.ts';

const tags = ['Drift'];

export const driftRoutes = apiRoutes();

driftRoutes.openapi(
  createRoute({
    method: 'get',
    path: '/internal/drift',
    tags,
    summary: 'Whether the cloud is as the states say, by stack',
    request: { query: DriftQuery },
    responses: { 200: json('A page.', page(DriftReport)), ...refusals() },
  }),
  async (c) => c.json(await readDrift(c.var.deps, c.req.valid('query')), 200),
);

driftRoutes.openapi(
  createRoute({
    method: 'post',
    path: '/internal/drift',
    tags,
    summary: 'Takes what a look at one stack found',
    request: { body: jsonBody(DriftReport) },
    responses: {
      200: json('Taken, or older than what is known.', ReportAnswer),
      ...refusals('payload_too_large'),
    },
  }),
  async (c) => c.json(await reportDrift(c.var.deps, c.req.valid('json')), 200),
);
