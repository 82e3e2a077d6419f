import { createRoute, z } from '@hono/zod-openapi';
import { LibraryHistoryPage, LibraryHistoryQuery } from '@prego/contracts';
import type { TypedResponse } from 'hono';
import { json, refusals } from '../http/answers.ts';
import { apiRoutes } from '../http/api-routes.ts';
import { readEventLog, readHistory } from '../use-cases/library/read-history.ts';

const tags = ['Library'];

export const libraryHistoryRoutes = apiRoutes();

libraryHistoryRoutes.openapi(
  createRoute({
    method: 'get',
    path: '/internal/library/history',
    tags,
    summary: 'What has happened, newest first',
    request: { query: LibraryHistoryQuery },
    responses: { 200: json('A page.', LibraryHistoryPage), ...refusals() },
  }),
  async (c) => c.json(await readHistory(c.var.deps, c.req.valid('query')), 200),
);

libraryHistoryRoutes.openapi(
  createRoute({
    method: 'get',
    path: '/internal/library/history/{event_id}/log',
    tags,
    summary: 'The log of the run that an event is of; it is kept for 15 days',
    request: {
      params: z.object({ event_id: z.coerce.number().int().min(1) }),
      query: z.object({ download: z.enum(['0', '1']).optional().describe('1: as a file.') }),
    },
    responses: {
      200: { description: 'The text', content: { 'text/plain': { schema: z.string() } } },
      ...refusals('not_found', 'log_gone'),
    },
  }),
  async (c) => {
    const { body, filename } = await readEventLog(c.var.deps, c.req.valid('param').event_id);
    c.header('Content-Type', 'text/plain; charset=utf-8');
    c.header('Cache-Control', 'private, no-store');
    if (c.req.valid('query').download === '1') c.header('Content-Disposition', `attachment; filename="${filename}"`);
    // Streamed: the types know a text answer as a whole string only.
    return c.body(body, 200) as unknown as TypedResponse<string, 200, 'text'>;
  },
);
