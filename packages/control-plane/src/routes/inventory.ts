import { createRoute } from '@hono/zod-openapi';
import { InventoryPage, InventoryQuery, InventoryReport, ReportAnswer } from '@prego/contracts';
import { json, jsonBody, refusals } from '../http/answers.ts';
import { apiRoutes } from '../http/api-routes.ts';
import { readInventory } from '../use-cases/read-inventory.ts';
import { reportInventory } from '../use-cases/report-inventory.ts';

const tags = ['Inventory'];

export const inventoryRoutes = apiRoutes();

inventoryRoutes.openapi(
  createRoute({
    method: 'get',
    path: '/internal/inventory',
    tags,
    summary: 'What automation last saw in the cloud',
    request: { query: InventoryQuery },
    responses: { 200: json('Without a kind: what there is of each.', InventoryPage), ...refusals('conflict') },
  }),
  async (c) => c.json(await readInventory(c.var.deps, c.req.valid('query')), 200),
);

inventoryRoutes.openapi(
  createRoute({
    method: 'post',
    path: '/internal/inventory',
    tags,
    summary: 'Takes the whole list of one kind, in place of the one before',
    description: 'Orphans are looked for again after servers, volumes and server types.',
    request: { body: jsonBody(InventoryReport) },
    responses: {
      200: json('Taken, or older than what is known.', ReportAnswer),
      ...refusals('payload_too_large'),
    },
  }),
  async (c) => c.json(await reportInventory(c.var.deps, c.req.valid('json')), 200),
);
