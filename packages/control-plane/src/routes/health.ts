import { createRoute } from '@hono/zod-openapi';
import { Health } from '@prego/contracts';
import { json, refusals } from '../http/answers.ts';
import { apiRoutes } from '../http/api-routes.ts';
import { readHealth } from '../store/health.ts';

export const healthRoutes = apiRoutes();

healthRoutes.openapi(
  createRoute({
    method: 'get',
    path: '/healthz',
    tags: ['Operation'],
    summary: 'Whether it is alive, and keeps up',
    responses: { 200: json('It is.', Health), ...refusals('unavailable') },
  }),
  async (c) => {
    const { db, now } = c.var.deps;
    const { migration, oldestDueAt, lastSweepAt, paused } = await readHealth(db, now);
    return c.json(
      {
        status: 'ok' as const,
        schema_version: migration,
        queue_age_s: oldestDueAt === null ? null : (now - oldestDueAt) / 1000,
        last_sweep_at: lastSweepAt,
        dispatch_paused: paused,
      },
      200,
    );
  },
);
