import { createRoute } from '@hono/zod-openapi';
import { MetricsAccepted, MetricsPage, MetricsPush, MetricsQuery } from '@prego/contracts';
import { json, jsonBody, refusals } from '../http/answers.ts';
import { apiRoutes } from '../http/api-routes.ts';
import { pushMetrics } from '../use-cases/push-metrics.ts';
import { readMetrics } from '../use-cases/read-metrics.ts';

const tags = ['Metrics'];

export const metricsRoutes = apiRoutes();

metricsRoutes.openapi(
  createRoute({
    method: 'post',
    path: '/internal/server-metrics',
    tags,
    summary: 'Takes what a node says of itself, every minute',
    description: 'A node speaks for itself only. Other fields than these are left aside.',
    request: { body: jsonBody(MetricsPush) },
    responses: { 200: json('Taken.', MetricsAccepted), ...refusals('node_not_found', 'node_retired') },
  }),
  async (c) => {
    const { deps, caller, request_id } = c.var;
    return c.json(await pushMetrics(deps, caller, c.req.valid('json'), request_id), 200);
  },
);

metricsRoutes.openapi(
  createRoute({
    method: 'get',
    path: '/internal/server-metrics',
    tags,
    summary: 'The latest metrics of nodes; of those that are named their hours as well',
    request: { query: MetricsQuery },
    responses: { 200: json('A page.', MetricsPage), ...refusals('node_not_found') },
  }),
  async (c) => c.json(await readMetrics(c.var.deps, c.req.valid('query')), 200),
);
