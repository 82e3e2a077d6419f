import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { JobDocument } from './documents.ts';
import { newJob } from './jobs.ts';
import { JOB, REPOSITORY, refusal, type TestGithub, testGithub } from './testing.ts';

// What goes wrong with the routes by which runs are followed and steered, as octokit sees it.
let hub: TestGithub;
let run_id: number;
let job: JobDocument;
beforeAll(async () => {
  hub = await testGithub();
});
afterAll(async () => {
  await hub.close();
});
beforeEach(async () => {
  await hub.control('POST', '/reset');
  const { data } = await hub.octokit.request('POST /repos/{owner}/{repo}/actions/workflows/{workflow_id}/dispatches', {
    ...REPOSITORY,
    workflow_id: 'provision-tenant.yml',
    ref: 'main',
    inputs: JOB,
    return_run_details: true,
  });
  run_id = (data as { workflow_run_id: number }).workflow_run_id;
  const run = hub.github.runs.get(hub.project.id, run_id);
  if (!run) throw new Error('there is no run');
  const queued = newJob(hub.github, hub.project.id, run, { key: 'work', title: 'work', labels: ['x'] });
  job = hub.github.jobs.put(hub.project.id, { ...queued, status: 'completed', conclusion: 'failure' });
});

const RUN = '/repos/{owner}/{repo}/actions/runs/{run_id}';
const send = (route: string) => hub.octokit.request(route, { ...REPOSITORY, run_id, job_id: job.id });
const fault = (route: string, what: Record<string, unknown>) => {
  const [method, path] = route.replaceAll(/\{\w+\}/g, '*').split(' ');
  return hub.control('POST', '/faults', { request: { method, path: `/api/v3${path}` }, ...what });
};
const end = () => hub.control('PATCH', `/github/runs/${run_id}`, { status: 'completed', conclusion: 'failure' });

const ROUTES = [
  ...['GET /repos/{owner}/{repo}/actions/runs', `GET ${RUN}`, `GET ${RUN}/jobs`, `GET ${RUN}/logs`],
  ...[`POST ${RUN}/cancel`, `POST ${RUN}/force-cancel`, `POST ${RUN}/rerun`, `POST ${RUN}/rerun-failed-jobs`],
  ...['GET /repos/{owner}/{repo}/actions/jobs/{job_id}', 'GET /repos/{owner}/{repo}/actions/jobs/{job_id}/logs'],
];

describe('a fault', () => {
  test.each(ROUTES)('answers %s, which then changes nothing', async (route) => {
    if (!/cancel/.test(route)) await end();
    const before = hub.github.runs.get(hub.project.id, run_id);
    await fault(route, { status: 502 });
    expect((await refusal(send(route))).status).toBe(502);
    await fault(route, { status: 403, code: 'secondary_rate_limit' });
    expect(await refusal(send(route))).toMatchObject({ status: 403, message: /secondary rate limit/ });
    expect(hub.github.runs.get(hub.project.id, run_id)).toEqual(before);
    expect((await send(route)).status).toBeLessThan(300);
  });

  test('loses the answer to a cancel that was accepted', async () => {
    await fault(`POST ${RUN}/cancel`, { drop: 'after' });
    expect((await refusal(send(`POST ${RUN}/cancel`))).status).toBe(500);
    expect((await send(`GET ${RUN}`)).data).toMatchObject({ status: 'completed', conclusion: 'cancelled' });
    expect((await refusal(send(`POST ${RUN}/cancel`))).status).toBe(409);
  });

  test('loses the answer to a re-run that was accepted', async () => {
    await end();
    await fault(`POST ${RUN}/rerun`, { drop: 'after' });
    expect((await refusal(send(`POST ${RUN}/rerun`))).status).toBe(500);
    expect((await send(`GET ${RUN}`)).data).toMatchObject({ status: 'queued', run_attempt: 2 });
    expect((await refusal(send(`POST ${RUN}/rerun`))).status).toBe(403);
  });

  test('breaks the file that logs are led to, and the request for an ID token', async () => {
    await end();
    await hub.control('POST', '/faults', { request: { method: 'GET', path: '/_services/results/**' }, status: 503 });
    const logs = 'GET /repos/{owner}/{repo}/actions/jobs/{job_id}/logs';
    expect((await refusal(send(logs))).status).toBe(503);
    expect((await send(logs)).status).toBe(200);

    await hub.control('POST', `/github/runs/${run_id}/rerun`);
    await hub.control('PATCH', `/github/runs/${run_id}`, { status: 'in_progress' });
    const { environment } = await hub.control('GET', `/github/runs/${run_id}`);
    const headers = { authorization: `Bearer ${environment.ACTIONS_ID_TOKEN_REQUEST_TOKEN}` };
    const ask = () => fetch(environment.ACTIONS_ID_TOKEN_REQUEST_URL, { headers });
    await hub.control('POST', '/faults', { request: { method: 'GET', path: '/_services/pipelines/**' }, status: 500 });
    expect((await ask()).status).toBe(500);
    expect((await ask()).status).toBe(200);
  });
});
