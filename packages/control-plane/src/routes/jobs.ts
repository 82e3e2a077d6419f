import { createRoute, z } from '@hono/zod-openapi';
import {
  CallbackAnswer,
  CallbackRequest,
  ClaimAnswer,
  ClaimRequest,
  JobDetail,
  JobId,
  JobMoved,
  JobPage,
  ListJobsQuery,
} from '@prego/contracts';
import { json, jsonBody, refusals } from '../http/answers.ts';
import { apiRoutes } from '../http/api-routes.ts';
import { cancelJob } from '../use-cases/cancel-job.ts';
import { claimJob } from '../use-cases/claim-job.ts';
import { readJob, readJobs } from '../use-cases/read-jobs.ts';
import { retryJob } from '../use-cases/retry-job.ts';
import { takeCallback } from '../use-cases/take-callback.ts';

const tags = ['Jobs'];
const params = z.object({ job_id: JobId });

export const jobRoutes = apiRoutes();

jobRoutes.openapi(
  createRoute({
    method: 'get',
    path: '/internal/provision-jobs',
    tags,
    summary: 'Jobs, newest or failures first',
    request: { query: ListJobsQuery },
    responses: { 200: json('A page.', JobPage), ...refusals() },
  }),
  async (c) => c.json(await readJobs(c.var.deps, c.req.valid('query')), 200),
);

jobRoutes.openapi(
  createRoute({
    method: 'get',
    path: '/internal/provision-jobs/{job_id}',
    tags,
    summary: 'A job with its attempts, its seat and what it waits for',
    request: { params },
    responses: { 200: json('The job.', JobDetail), ...refusals('job_not_found') },
  }),
  async (c) => c.json(await readJob(c.var.deps, c.var.caller, c.req.valid('param').job_id), 200),
);

jobRoutes.openapi(
  createRoute({
    method: 'post',
    path: '/internal/provision-jobs/{job_id}/claim',
    tags,
    summary: 'Gives the run of a job its token and its work',
    description:
      'The run proves itself with its OIDC token, in the body or as the Bearer token. Or an operator claims.',
    request: { params, body: jsonBody(ClaimRequest) },
    responses: {
      200: json('What the run needs.', ClaimAnswer),
      ...refusals(
        'job_not_found',
        'run_mismatch',
        'attempt_ended',
        'move_refused',
        'lease_held',
        'conflict',
        'unavailable',
      ),
    },
  }),
  async (c) => {
    const { deps, caller, request_id } = c.var;
    const body = c.req.valid('json');
    // A caller that is nobody to the access table may still carry a run's token.
    const bearer =
      caller.kind === 'open' ? /^Bearer +(\S+) *$/i.exec(c.req.header('authorization') ?? '')?.[1] : undefined;
    const oidc_token = body.oidc_token ?? bearer;
    const request = { ...body, ...(oidc_token !== undefined && { oidc_token }) };
    return c.json(await claimJob(deps, caller, c.req.valid('param').job_id, request, request_id), 200);
  },
);

jobRoutes.openapi(
  createRoute({
    method: 'post',
    path: '/internal/provision-jobs/{job_id}/callback',
    tags,
    summary: 'Takes what a run reports: that it goes on, or how it ended',
    description: 'The same report again is answered the same way.',
    request: { params, body: jsonBody(CallbackRequest) },
    responses: {
      200: json('It was taken.', CallbackAnswer),
      ...refusals('job_not_found', 'attempt_ended', 'move_refused', 'conflict'),
    },
  }),
  async (c) => {
    const { deps, caller, request_id } = c.var;
    return c.json(await takeCallback(deps, caller, c.req.valid('param').job_id, c.req.valid('json'), request_id), 200);
  },
);

jobRoutes.openapi(
  createRoute({
    method: 'post',
    path: '/internal/provision-jobs/{job_id}/retry',
    tags,
    summary: 'Begins the next attempt of a failed or cancelled job',
    request: { params },
    responses: {
      200: json('It is on its way.', JobMoved),
      ...refusals('job_not_found', 'move_refused', 'job_active', 'node_in_use', 'conflict', 'no_seat', 'unavailable'),
    },
  }),
  async (c) => {
    const { deps, caller, request_id } = c.var;
    return c.json(await retryJob(deps, caller, c.req.valid('param').job_id, request_id), 200);
  },
);

jobRoutes.openapi(
  createRoute({
    method: 'post',
    path: '/internal/provision-jobs/{job_id}/cancel',
    tags,
    summary: 'Cancels a job',
    description: 'A job whose run is known ends when GitHub has ended the run; its status says so later.',
    request: { params },
    responses: {
      200: json('It is cancelled.', JobMoved),
      202: json('Its run was asked to end.', JobMoved),
      ...refusals('job_not_found', 'move_refused', 'conflict', 'unavailable'),
    },
  }),
  async (c) => {
    const { deps, caller, request_id } = c.var;
    const moved = await cancelJob(deps, caller, c.req.valid('param').job_id, request_id);
    return moved.status === 'cancelled' ? c.json(moved, 200) : c.json(moved, 202);
  },
);
