import { createRoute } from '@hono/zod-openapi';
import { DispatchState, SetDispatchRequest } from '@prego/contracts';
import { json, jsonBody, refusals } from '../http/answers.ts';
import { apiRoutes } from '../http/api-routes.ts';
import { readDispatch, setDispatch } from '../use-cases/set-dispatch.ts';

const tags = ['Operation'];
const path = '/internal/dispatch';

export const dispatchRoutes = apiRoutes();

dispatchRoutes.openapi(
  createRoute({
    method: 'get',
    path,
    tags,
    summary: 'Whether jobs are sent to GitHub now, how many are to be, and how many are under way or have failed',
    responses: { 200: json('How it stands.', DispatchState), ...refusals() },
  }),
  async (c) => c.json(await readDispatch(c.var.deps), 200),
);

dispatchRoutes.openapi(
  createRoute({
    method: 'put',
    path,
    tags,
    summary: 'Pauses or resumes sending jobs to GitHub',
    request: { body: jsonBody(SetDispatchRequest) },
    responses: { 200: json('How it stands now.', DispatchState), ...refusals() },
  }),
  async (c) => {
    const { deps, caller, request_id } = c.var;
    return c.json(await setDispatch(deps, caller, c.req.valid('json'), request_id), 200);
  },
);
