import { createRoute } from '@hono/zod-openapi';
import { ComputedPlacement, ComputePlacement, DryRunPlacement } from '@prego/contracts';
import { json, jsonBody, refusals } from '../http/answers.ts';
import { apiRoutes } from '../http/api-routes.ts';
import { computePlacement, dryRunPlacement } from '../use-cases/compute-placement.ts';

const tags = ['Placement'];
const request = { body: jsonBody(ComputePlacement) };

export const placementRoutes = apiRoutes();

placementRoutes.openapi(
  createRoute({
    method: 'post',
    path: '/internal/placement/compute',
    tags,
    summary: 'Where a tenant would land now, and why',
    description: 'The decision that a sign-up would get. Writes nothing.',
    request,
    responses: { 200: json('The decision.', ComputedPlacement), ...refusals() },
  }),
  async (c) => c.json(await computePlacement(c.var.deps, c.req.valid('json')), 200),
);

placementRoutes.openapi(
  createRoute({
    method: 'post',
    path: '/internal/placement-dry-run',
    tags,
    summary: 'The same in the words of older callers',
    request,
    responses: { 200: json('The decision.', DryRunPlacement), ...refusals() },
  }),
  async (c) => c.json(await dryRunPlacement(c.var.deps, c.req.valid('json')), 200),
);
