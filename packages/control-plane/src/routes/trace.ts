import { createRoute, z } from '@hono/zod-openapi';
import {
  JobOrTraceQuery,
  ProvisionTraceDetail,
  TraceAnswer,
  TraceEventsAnswer,
  TraceEventsRequest,
  TraceId,
} from '@prego/contracts';
import { json, jsonBody, refusals } from '../http/answers.ts';
import { apiRoutes } from '../http/api-routes.ts';
import { postTraceEvents } from '../use-cases/post-trace-events.ts';
import { readTrace, readTraceDetail } from '../use-cases/read-story.ts';

export const traceRoutes = apiRoutes();

traceRoutes.openapi(
  createRoute({
    method: 'post',
    path: '/internal/trace-events',
    tags: ['Story'],
    summary: 'Add events to the story of jobs',
    request: { body: jsonBody(TraceEventsRequest) },
    responses: {
      200: json('How many were new, and which were refused', TraceEventsAnswer),
      ...refusals('payload_too_large'),
    },
  }),
  async (c) => {
    const { deps, caller } = c.var;
    return c.json(await postTraceEvents(deps, caller, c.req.valid('json').events), 200);
  },
);

traceRoutes.openapi(
  createRoute({
    method: 'get',
    path: '/internal/trace/{trace_id}',
    tags: ['Story'],
    summary: 'The raw story of a trace',
    request: { params: z.object({ trace_id: TraceId }) },
    responses: { 200: json('Its rows', TraceAnswer), ...refusals('not_found') },
  }),
  async (c) => c.json(await readTrace(c.var.deps, c.req.valid('param').trace_id), 200),
);

traceRoutes.openapi(
  createRoute({
    method: 'get',
    path: '/internal/provision-trace-detail',
    tags: ['Story'],
    summary: 'A job, its attempts with their ten steps, and its raw story',
    request: { query: JobOrTraceQuery },
    responses: { 200: json('All that is known of the job', ProvisionTraceDetail), ...refusals('job_not_found') },
  }),
  async (c) => c.json(await readTraceDetail(c.var.deps, c.req.valid('query')), 200),
);
