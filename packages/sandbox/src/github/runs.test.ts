import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { isoZulu } from './answer-time.ts';
import { JOB, REPOSITORY, RETURN, refusal, type TestGithub, testGithub } from './testing.ts';

const LIST = 'GET /repos/{owner}/{repo}/actions/runs';
const ONE = 'GET /repos/{owner}/{repo}/actions/runs/{run_id}';
const CANCEL = 'POST /repos/{owner}/{repo}/actions/runs/{run_id}/cancel';

type OctokitResponse = Awaited<ReturnType<TestGithub['octokit']['request']>>;

let hub: TestGithub;

beforeAll(async () => {
  hub = await testGithub();
});
afterAll(async () => {
  await hub.close();
});
beforeEach(async () => {
  await hub.control('POST', '/reset');
});

/** Dispatches the job's run; its id. */
async function run(job_id = 'job_1', workflow_id = 'provision-tenant.yml', ref = 'main'): Promise<number> {
  const { data } = await hub.octokit.request('POST /repos/{owner}/{repo}/actions/workflows/{workflow_id}/dispatches', {
    ...REPOSITORY,
    workflow_id,
    ref,
    inputs: { ...(workflow_id === 'provision-tenant.yml' ? JOB : RETURN), job_id },
    return_run_details: true,
  });
  return (data as { workflow_run_id: number }).workflow_run_id;
}

async function titles(query: Record<string, unknown> = {}): Promise<string[]> {
  const { data } = await hub.octokit.request(LIST, { ...REPOSITORY, ...query });
  return data.workflow_runs.map(({ display_title }) => display_title.replace(/^.*, (\S*) attempt .*$/, '$1'));
}

describe('a run', () => {
  test('has the whole shape, its times in sandbox time, and ids beyond 32 bits', async () => {
    const run_id = await run();
    const { data, headers } = await hub.octokit.request(ONE, { ...REPOSITORY, run_id });
    expect(run_id).toBeGreaterThan(2 ** 32);
    expect(headers['content-type']).toBe('application/json; charset=utf-8');
    expect(data).toMatchObject({
      id: run_id,
      name: 'provision tenant',
      display_title: 'provision acme, job_1 attempt 1',
      path: '.github/workflows/provision-tenant.yml',
      event: 'workflow_dispatch',
      status: 'queued',
      conclusion: null,
      head_branch: 'main',
      head_sha: expect.stringMatching(/^[0-9a-f]{40}$/),
      run_attempt: 1,
      created_at: isoZulu(hub.core.clock.now()),
      url: `${hub.origin}/api/v3/repos/prego/provisioning/actions/runs/${run_id}`,
      actor: { login: 'prego' },
      repository: { full_name: 'prego/provisioning', private: true },
    });
  });

  test('is moved by whoever runs it, and ends but once', async () => {
    const run_id = await run();
    const state = async () => (await hub.octokit.request(ONE, { ...REPOSITORY, run_id })).data;
    hub.pass(5000);
    await hub.control('PATCH', `/github/runs/${run_id}`, { status: 'in_progress' });
    expect(await state()).toMatchObject({ status: 'in_progress', conclusion: null });
    await hub.control('PATCH', `/github/runs/${run_id}`, { status: 'completed', conclusion: 'failure' });
    expect(await state()).toMatchObject({ status: 'completed', conclusion: 'failure' });
    expect((await hub.control('PATCH', `/github/runs/${run_id}`, { status: 'queued' })).error.code).toBe('completed');
    expect((await hub.control('PATCH', `/github/runs/${run_id}`, { status: 'completed' })).error.message).toMatch(
      'conclusion: ',
    );
  });

  test('is run again under its id, as its next attempt', async () => {
    const run_id = await run();
    expect((await hub.control('POST', `/github/runs/${run_id}/rerun`)).error.code).toBe('not_completed');
    await hub.control('PATCH', `/github/runs/${run_id}`, { status: 'completed', conclusion: 'failure' });
    await hub.control('POST', `/github/runs/${run_id}/rerun`);
    const { data } = await hub.octokit.request(ONE, { ...REPOSITORY, run_id });
    expect(data).toMatchObject({ run_attempt: 2, status: 'queued', conclusion: null });
    expect(data.previous_attempt_url).toMatch(/\/attempts\/1$/);
  });

  test('that is queued is cancelled at once', async () => {
    const run_id = await run();
    expect((await hub.octokit.request(CANCEL, { ...REPOSITORY, run_id })).status).toBe(202);
    const { data } = await hub.octokit.request(ONE, { ...REPOSITORY, run_id });
    expect(data).toMatchObject({ status: 'completed', conclusion: 'cancelled' });
    expect(await refusal(hub.octokit.request(CANCEL, { ...REPOSITORY, run_id }))).toEqual({
      status: 409,
      message: 'Cannot cancel a workflow run that is completed.',
    });
  });

  test('that is under way is asked to stop, and goes on until it does', async () => {
    const run_id = await run();
    await hub.control('PATCH', `/github/runs/${run_id}`, { status: 'in_progress' });
    expect((await hub.octokit.request(CANCEL, { ...REPOSITORY, run_id })).status).toBe(202);
    expect((await hub.octokit.request(ONE, { ...REPOSITORY, run_id })).data.status).toBe('in_progress');
    expect(await hub.control('GET', `/github/runs/${run_id}`)).toMatchObject({
      cancel_requested_at: expect.any(Number),
    });
  });

  test('is run again only once it has ended', async () => {
    const run_id = await run();
    const again = () =>
      hub.octokit.request('POST /repos/{owner}/{repo}/actions/runs/{run_id}/rerun', { ...REPOSITORY, run_id });
    expect(await refusal(again())).toEqual({ status: 403, message: 'This workflow is already running' });
    await hub.control('PATCH', `/github/runs/${run_id}`, { status: 'completed', conclusion: 'failure' });
    expect((await again()).status).toBe(201);
    const { data } = await hub.octokit.request(ONE, { ...REPOSITORY, run_id });
    expect(data).toMatchObject({ run_attempt: 2, status: 'queued' });
  });

  test('that nobody has run has no jobs and no logs', async () => {
    const run_id = await run();
    const jobs = 'GET /repos/{owner}/{repo}/actions/runs/{run_id}/jobs';
    expect((await hub.octokit.request(jobs, { ...REPOSITORY, run_id })).data).toEqual({ total_count: 0, jobs: [] });
    const logs = 'GET /repos/{owner}/{repo}/actions/runs/{run_id}/logs';
    expect((await refusal(hub.octokit.request(logs, { ...REPOSITORY, run_id }))).status).toBe(404);
    const job = 'GET /repos/{owner}/{repo}/actions/jobs/{job_id}';
    expect((await refusal(hub.octokit.request(job, { ...REPOSITORY, job_id: 1 }))).status).toBe(404);
  });

  test('of a workflow with a concurrency group knows its own', async () => {
    const run_id = await run();
    expect(await hub.control('GET', `/github/runs/${run_id}`)).toMatchObject({
      concurrency_group: 'stack-sg',
      jobs: [],
    });
  });

  test.each([['1'], ['none'], ['9'.repeat(30)]])('that is not there (%s) is not found', async (id) => {
    const response = await hub.raw(`/repos/prego/provisioning/actions/runs/${id}`);
    expect([response.status, await response.json()]).toEqual([
      404,
      { message: 'Not Found', documentation_url: 'https://docs.github.com/rest', status: '404' },
    ]);
  });

  test('can be one that nobody dispatched', async () => {
    const made = await hub.control('POST', '/github/runs', { workflow: 'inventory.yml' });
    expect(made).toMatchObject({ event: 'schedule', status: 'queued', ref: 'refs/heads/main' });
    expect((await hub.octokit.request(LIST, { ...REPOSITORY, event: 'schedule' })).data.total_count).toBe(1);
  });
});

describe('the list of runs', () => {
  beforeEach(async () => {
    await hub.control('POST', '/github/refs', { ref: 'refs/heads/other' });
    const first = await run('a');
    await hub.control('PATCH', `/github/runs/${first}`, { status: 'completed', conclusion: 'success' });
    hub.pass(60_000);
    await run('b', 'return-resources.yml', 'other');
    hub.pass(60_000);
    await run('c');
  });

  test('is newest first', async () => {
    expect(await titles()).toEqual(['c', 'b', 'a']);
  });

  test.each<[Record<string, unknown>, string[]]>([
    [{ status: 'queued' }, ['c', 'b']],
    [{ status: 'success' }, ['a']],
    [{ status: 'completed' }, ['a']],
    [{ event: 'push' }, []],
    [{ branch: 'other' }, ['b']],
    [{ actor: 'prego', event: 'workflow_dispatch' }, ['c', 'b', 'a']],
    [{ actor: 'someone' }, []],
    [{ per_page: 2 }, ['c', 'b']],
    [{ per_page: 2, page: 2 }, ['a']],
    [{ per_page: 2, page: 3 }, []],
    [{ per_page: 'all' }, ['c', 'b', 'a']],
  ])('answers %j with %j', async (query, expected) => {
    expect(await titles(query)).toEqual(expected);
  });

  test('is filtered by when a run was made', async () => {
    const { data } = await hub.octokit.request(LIST, REPOSITORY);
    const [c, b, a] = data.workflow_runs.map(({ created_at }) => created_at);
    expect(await titles({ created: `>=${b}` })).toEqual(['c', 'b']);
    expect(await titles({ created: `${a}..${b}` })).toEqual(['b', 'a']);
    expect(await titles({ created: `<${c}` })).toEqual(['b', 'a']);
    expect(await refusal(hub.octokit.request(LIST, { ...REPOSITORY, created: 'yesterday' }))).toMatchObject({
      status: 422,
    });
  });

  test('is that of one workflow by its file or its id', async () => {
    const route = 'GET /repos/{owner}/{repo}/actions/workflows/{workflow_id}/runs';
    const byFile = await hub.octokit.request(route, { ...REPOSITORY, workflow_id: 'return-resources.yml' });
    const [only] = byFile.data.workflow_runs;
    expect([byFile.data.total_count, only?.head_branch]).toEqual([1, 'other']);
    const byId = await hub.octokit.request(route, { ...REPOSITORY, workflow_id: only?.workflow_id ?? 0 });
    expect(byId.data).toEqual(byFile.data);
    expect(await refusal(hub.octokit.request(route, { ...REPOSITORY, workflow_id: 'no.yml' }))).toMatchObject({
      status: 404,
    });
  });

  test('is walked by its links, which go by the id of the repository', async () => {
    const seen: number[] = [];
    let url: string | undefined =
      `${hub.origin}/api/v3/repos/prego/provisioning/actions/runs?per_page=1&event=workflow_dispatch`;
    const links: string[] = [];
    while (url !== undefined) {
      const { data, headers }: OctokitResponse = await hub.octokit.request(`GET ${url}`);
      seen.push(...data.workflow_runs.map(({ id }: { id: number }) => id));
      links.push(headers.link as string);
      url = /<([^>]+)>; rel="next"/.exec(headers.link ?? '')?.[1];
    }
    expect(new Set(seen).size).toBe(3);
    expect(links[0]).toMatch(
      /^<[^>]+\/api\/v3\/repositories\/\d+\/actions\/runs\?per_page=1&event=workflow_dispatch&page=2>; rel="next", <[^>]+page=3>; rel="last"$/,
    );
    expect(links[1]).toMatch(/rel="prev".*rel="next".*rel="last".*rel="first"/);
    expect(links[2]).toMatch(/page=2>; rel="prev", <[^>]+page=1>; rel="first"$/);
    expect((await hub.raw('/repos/prego/provisioning/actions/runs')).headers.has('link')).toBe(false);
  });
});
