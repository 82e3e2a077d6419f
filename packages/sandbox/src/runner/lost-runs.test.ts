import { afterEach, beforeEach, expect, test } from '@jest/globals';
import type { RunDocument } from '../github/documents.ts';
import { newJob } from '../github/jobs.ts';
import { REPOSITORY, RETURN, refusal, type TestGithub, testGithub } from '../github/testing.ts';
import { openJobToken } from './job-token.ts';
import { failLostRuns } from './lost-runs.ts';

let hub: TestGithub;
beforeEach(async () => {
  hub = await testGithub();
});
afterEach(async () => {
  await hub.close();
});

async function runThatIs(change: Partial<RunDocument>): Promise<RunDocument> {
  const route = 'POST /repos/{owner}/{repo}/actions/workflows/{workflow_id}/dispatches';
  const wish = { workflow_id: 'return-resources.yml', ref: 'main', inputs: RETURN, return_run_details: true };
  const { workflow_run_id } = (await hub.octokit.request(route, { ...REPOSITORY, ...wish })).data as {
    workflow_run_id: number;
  };
  const run = hub.github.runs.get(hub.project.id, workflow_run_id) as RunDocument;
  return hub.github.runs.put(hub.project.id, { ...run, ...change });
}

const stateOf = ({ id }: RunDocument) => {
  const { status, conclusion } = hub.github.runs.get(hub.project.id, id) as RunDocument;
  return conclusion ?? status;
};

test('runs that were under way have failed, or are cancelled where that was asked for; those that wait still do', async () => {
  const runs = [
    await runThatIs({ status: 'in_progress' }),
    await runThatIs({ status: 'in_progress', cancelRequestedAt: 1 }),
    await runThatIs({ status: 'pending' }),
    await runThatIs({ status: 'queued' }),
  ];
  failLostRuns(hub.github);
  expect(runs.map(stateOf)).toEqual(['failure', 'cancelled', 'pending', 'queued']);
});

test('a job that was lost has failed where it was, and its token opens nothing any more', async () => {
  const { github, project } = hub;
  const run = await runThatIs({ status: 'in_progress' });
  const ended = { startedAt: 1, completedAt: 2 };
  const job = github.jobs.put(project.id, {
    ...newJob(github, project.id, run, { key: 'work', title: 'work', labels: ['x'] }),
    status: 'in_progress',
    steps: [
      { number: 1, title: 'Set up job', status: 'completed', conclusion: 'success', ...ended },
      { number: 2, title: 'work', status: 'in_progress', conclusion: null, startedAt: 2, completedAt: null },
      { number: 3, title: 'more', status: 'queued', conclusion: null, startedAt: null, completedAt: null },
    ],
  });
  const token = openJobToken(github, project.id, job, 'read-all');
  const ask = () => hub.as(token).request('GET /repos/{owner}/{repo}', REPOSITORY);
  expect((await ask()).status).toBe(200);

  failLostRuns(github);
  expect((await refusal(ask())).status).toBe(401);
  const lost = github.jobs.get(project.id, job.id);
  expect(lost).toMatchObject({ status: 'completed', conclusion: 'failure' });
  expect(lost?.steps.map(({ conclusion }) => conclusion)).toEqual(['success', 'failure', 'skipped']);
});
