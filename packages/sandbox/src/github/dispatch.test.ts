import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { isoZulu } from './answer-time.ts';
import { JOB, REPOSITORY, RETURN, refusal, type TestGithub, testGithub } from './testing.ts';

// The judge is octokit, over real HTTP; only what it can't express goes through `raw`.
const DISPATCH = 'POST /repos/{owner}/{repo}/actions/workflows/{workflow_id}/dispatches';
const workflow_id = 'provision-tenant.yml';

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

function dispatch(change: Record<string, unknown> = {}) {
  return hub.octokit.request(DISPATCH, { ...REPOSITORY, workflow_id, ref: 'main', inputs: JOB, ...change });
}

async function accepted() {
  return (await hub.control('GET', '/github/runs')).runs;
}

describe('a dispatch', () => {
  test('is answered with 204 and makes a queued run with its inputs', async () => {
    const { status, data } = await dispatch({ inputs: { ...JOB, tenant_id: 'ten_1', attempt: '12' } });
    expect([status, data]).toEqual([204, '']);
    expect(await accepted()).toMatchObject([
      {
        workflow: workflow_id,
        event: 'workflow_dispatch',
        status: 'queued',
        conclusion: null,
        attempt: 1,
        ref: 'refs/heads/main',
        inputs: { ...JOB, tenant_id: 'ten_1', dedicated: 'false', target_server_id: '', trace_id: '' },
        display_title: 'provision ten_1, job_1 attempt 12',
      },
    ]);
  });

  test('tells of its run where that is asked for, or by the version that always does', async () => {
    const asked = await dispatch({ return_run_details: true });
    const versioned = await dispatch({ headers: { 'x-github-api-version': '2026-03-10' } });
    const declined = await dispatch({ return_run_details: false, headers: { 'x-github-api-version': '2026-03-10' } });

    const runs = await accepted();
    const details = ({ id }: { id: number }) => ({
      workflow_run_id: id,
      run_url: `${hub.origin}/api/v3/repos/prego/provisioning/actions/runs/${id}`,
      html_url: `${hub.origin}/prego/provisioning/actions/runs/${id}`,
    });
    expect([asked.status, versioned.status, declined.status]).toEqual([200, 200, 204]);
    expect(asked.data).toEqual(details(runs[0]));
    expect(versioned.data).toEqual(details(runs[1]));
    const { data } = await hub.octokit.request('GET /repos/{owner}/{repo}/actions/runs/{run_id}', {
      ...REPOSITORY,
      run_id: runs[0].id,
    });
    expect(data).toMatchObject({ id: runs[0].id, status: 'queued' });
  });

  test('takes the workflow by its id, the repository in any case, a tag, and the whole name of a branch', async () => {
    const { workflows } = await hub.control('GET', '/github');
    const { id } = workflows.find(({ file }: { file: string }) => file === workflow_id);
    await hub.control('POST', '/github/refs', { ref: 'refs/tags/v1' });
    await dispatch({ workflow_id: id, owner: 'PREGO', repo: 'Provisioning' });
    await dispatch({ ref: 'v1' });
    await dispatch({ ref: 'refs/heads/main' });
    expect((await accepted()).map(({ ref }: { ref: string }) => ref)).toEqual([
      'refs/heads/main',
      'refs/tags/v1',
      'refs/heads/main',
    ]);
  });

  test('of a return needs to be told what goes, and of the library a job and a region only', async () => {
    const { confirm: _, ...library } = RETURN;
    expect((await dispatch({ workflow_id: 'return-resources.yml', inputs: RETURN })).status).toBe(204);
    expect((await dispatch({ workflow_id: 'provision-library.yml', inputs: library })).status).toBe(204);
    expect((await refusal(dispatch({ workflow_id: 'return-resources.yml', inputs: library }))).message).toBe(
      "Required input 'confirm' not provided",
    );
    expect((await refusal(dispatch({ inputs: library }))).status).toBe(422);
  });

  test('has defaults where it gives no value', async () => {
    const inputs = {
      tier: { type: 'choice', options: ['a', 'b'], default: 'b', required: true },
      dry: { type: 'boolean' },
      note: {},
    };
    await hub.control('PUT', '/github/workflows/defaults.yml', { inputs, run_name: `\${{ inputs.tier || 'none' }}` });
    await dispatch({ workflow_id: 'defaults.yml', inputs: undefined });
    expect(await accepted()).toMatchObject([{ inputs: { tier: 'b', dry: 'false', note: '' }, display_title: 'b' }]);
  });

  test.each<[string, Record<string, unknown>, number, string]>([
    ['an unknown repository', { repo: 'other' }, 404, 'Not Found'],
    ['an unknown workflow', { workflow_id: 'nothing.yml' }, 404, 'Not Found'],
    ['an unknown ref', { ref: 'nowhere' }, 422, 'No ref found for: nowhere'],
    ['no ref', { ref: undefined }, 422, 'Invalid request.\n\n"ref" wasn\'t supplied.'],
    ['an unknown input', { inputs: { ...JOB, x: '1', y: '2' } }, 422, 'Unexpected inputs provided: ["x", "y"]'],
    ['a missing input', { inputs: { ...JOB, job_id: undefined } }, 422, "Required input 'job_id' not provided"],
    [
      'an empty input that is required',
      { inputs: { ...JOB, job_id: '' } },
      422,
      "Required input 'job_id' not provided",
    ],
    [
      'a boolean that is none',
      { inputs: { ...JOB, create_new_server: 'yes' } },
      422,
      "Provided value 'yes' for input 'create_new_server' not in the list of allowed values",
    ],
    [
      'an input that is no text',
      { inputs: { ...JOB, create_new_server: true } },
      422,
      "Invalid request.\n\nFor 'properties/create_new_server', true is not a string.",
    ],
    [
      'more than 25 inputs',
      { inputs: Object.fromEntries(Array.from({ length: 26 }, (_, index) => [`i${index}`, ''])) },
      422,
      'Invalid request.\n\nNo more than 25 properties are allowed; 26 were supplied.',
    ],
    ['inputs that are too long', { inputs: { ...JOB, job_id: 'x'.repeat(65_536) } }, 422, 'inputs are too large.'],
    ['an unknown key', { input: {} }, 400, 'Invalid request.\n\n"input" is not a permitted key.'],
  ])('is refused for %s, and makes no run', async (_, change, status, message) => {
    expect(await refusal(dispatch(change))).toEqual({ status, message });
    expect(await accepted()).toEqual([]);
  });

  test('takes exactly 25 inputs', async () => {
    const names = Array.from({ length: 25 }, (_, index) => `i${index}`);
    const inputs = Object.fromEntries(names.map((name) => [name, {}]));
    await hub.control('PUT', '/github/workflows/many.yml', { inputs });
    const given = Object.fromEntries(names.map((name) => [name, '1']));
    expect((await dispatch({ workflow_id: 'many.yml', inputs: given })).status).toBe(204);
  });

  test.each([
    [{ state: 'disabled_manually' }, "Cannot trigger a 'workflow_dispatch' on a disabled workflow"],
    [{ dispatchable: false }, "Workflow does not have 'workflow_dispatch' trigger"],
  ])('is refused by a workflow with %j', async (change, message) => {
    await hub.control('PUT', '/github/workflows/closed.yml', change);
    expect(await refusal(dispatch({ workflow_id: 'closed.yml', inputs: {} }))).toEqual({ status: 422, message });
  });

  test('is refused where its body is no JSON, or no object', async () => {
    const path = '/repos/prego/provisioning/actions/workflows/provision-tenant.yml/dispatches';
    const broken = await hub.raw(path, { method: 'POST', body: '{' });
    expect([broken.status, await broken.json()]).toMatchObject([400, { message: 'Problems parsing JSON' }]);
    const list = await hub.raw(path, { method: 'POST', body: '[]' });
    expect([list.status, await list.json()]).toMatchObject([400, { message: 'Body should be a JSON object' }]);
  });
});

describe('a fault', () => {
  const request = { method: 'POST', path: '/api/v3/repos/*/*/actions/workflows/*/dispatches' };
  const runs = () => hub.octokit.request('GET /repos/{owner}/{repo}/actions/runs', REPOSITORY);

  test('loses the answer to a dispatch that was accepted', async () => {
    await hub.control('POST', '/faults', { request, drop: 'after' });
    expect((await refusal(dispatch())).status).toBe(500);
    expect((await runs()).data.total_count).toBe(1);
  });

  test('cuts the connection before a dispatch is accepted', async () => {
    await hub.control('POST', '/faults', { request, drop: 'before' });
    await expect(dispatch()).rejects.toThrow();
    expect(await accepted()).toEqual([]);
  });

  test('lets a run show up late, though its id was answered', async () => {
    await hub.control('POST', '/faults', { run: 'provision-tenant.yml', run_delay_ms: 90_000 });
    const there = hub.core.clock.now() + 90_000;
    const { data } = await dispatch({ return_run_details: true });
    const run_id = (data as { workflow_run_id: number }).workflow_run_id;
    const look = () =>
      hub.octokit.request('GET /repos/{owner}/{repo}/actions/runs/{run_id}', { ...REPOSITORY, run_id });

    expect((await refusal(look())).status).toBe(404);
    expect((await runs()).data.total_count).toBe(0);
    hub.pass(89_999);
    expect((await refusal(look())).status).toBe(404);
    hub.pass(1);
    expect((await look()).data).toMatchObject({ id: run_id, created_at: isoZulu(there) });
    expect((await runs()).data.total_count).toBe(1);
  });

  test('lets a run never show up', async () => {
    await hub.control('POST', '/faults', { run: '*', lost: true });
    expect((await dispatch()).status).toBe(204);
    expect((await dispatch()).status).toBe(204);
    hub.pass(86_400_000);
    expect((await runs()).data.total_count).toBe(1);
    expect(await accepted()).toMatchObject([{ created_at: null }, { created_at: expect.any(Number) }]);
  });

  test.each([
    [{ status: 403, code: 'secondary_rate_limit' }, { 'retry-after': '60' }, /secondary rate limit/],
    [
      { status: 429, code: 'secondary_rate_limit', headers: { 'retry-after': '7' } },
      { 'retry-after': '7' },
      /secondary/,
    ],
    [{ status: 403, code: 'rate_limit' }, { 'x-ratelimit-remaining': '0' }, /API rate limit exceeded/],
    [{ status: 500 }, {}, /Server Error/],
    [{ status: 422, message: 'No ref found for: main' }, {}, /^No ref found for: main/],
  ])('answers %j in the words of the vendor', async (fault, headers, message) => {
    await hub.control('POST', '/faults', { request, ...fault });
    const error = await dispatch().catch((refused: unknown) => refused);
    expect(error).toMatchObject({
      status: fault.status,
      message: expect.stringMatching(message),
      response: { headers },
    });
    expect((await dispatch()).status).toBe(204);
  });

  test('that asks for nothing a run can do is refused', async () => {
    const { error } = await hub.control('POST', '/faults', { run: '*', status: 500 });
    expect(error.message).toContain('run: needs run_delay_ms or lost');
    const late = await hub.control('POST', '/faults', { run: '*', lost: true, delay_ms: 5 });
    expect(late.error.message).toContain('delay_ms: a run is late by run_delay_ms');
  });
});
