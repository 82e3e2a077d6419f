import { createRoute } from '@hono/zod-openapi';
import { Clock } from '@prego/contracts';
import { ApiError } from '../api-error.ts';
import { json, jsonBody, refusals } from '../http/answers.ts';
import { apiRoutes } from '../http/api-routes.ts';
import { clockStatement } from '../store/clock.ts';
import { commit } from '../store/db.ts';
import { auditStatement } from '../store/write-audit.ts';

export const clockRoutes = apiRoutes();

clockRoutes.openapi(
  createRoute({
    method: 'put',
    path: '/internal/clock',
    tags: ['Operation'],
    summary: 'Moves the clock, where the environment is development',
    request: { body: jsonBody(Clock) },
    responses: { 200: json('The clock as it is from the next request on.', Clock), ...refusals('not_found') },
  }),
  async (c) => {
    const { deps, caller, request_id } = c.var;
    if (!deps.config.development) throw new ApiError('not_found', 'The clock can be moved in development only.');
    const clock = c.req.valid('json');
    await commit(deps.db, [
      clockStatement(deps.db, clock.offset_ms),
      auditStatement(deps.db, { at: deps.now, actor: caller, action: 'clock.moved', request_id, data: clock }),
    ]);
    return c.json(clock, 200);
  },
);
