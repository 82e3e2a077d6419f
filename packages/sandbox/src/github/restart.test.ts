import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { JOB, REPOSITORY, type TestGithub, testGithub } from './testing.ts';

let folder: string;
let hubs: TestGithub[];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'prego-sandbox-'));
  hubs = [];
});
afterEach(async () => {
  for (const hub of hubs) await hub.close();
  rmSync(folder, { recursive: true });
});

async function open(): Promise<TestGithub> {
  const hub = await testGithub(join(folder, 'state.sqlite'));
  hubs.push(hub);
  return hub;
}

test('what was accepted is there when the same file is opened again, under the same token and keys', async () => {
  const before = await open();
  const dispatch = (hub: TestGithub) =>
    hub.octokit.request('POST /repos/{owner}/{repo}/actions/workflows/{workflow_id}/dispatches', {
      ...REPOSITORY,
      workflow_id: 'provision-tenant.yml',
      ref: 'main',
      inputs: JOB,
    });
  await dispatch(before);
  await before.control('POST', '/faults', { run: '*', run_delay_ms: 60_000 });
  await dispatch(before);
  const [kept, late] = (await before.control('GET', '/github/runs')).runs;
  await before.control('PATCH', `/github/runs/${kept.id}`, { status: 'in_progress' });
  const jwks = async (hub: TestGithub) => await (await fetch(`${hub.origin}/_services/token/.well-known/jwks`)).json();
  const keys = await jwks(before);
  const { github_token: token } = (await before.control('GET', '/projects')).projects[0];

  // Not closed: a process that is killed closes nothing either.
  const after = await open();
  expect((await after.control('GET', '/projects')).projects[0].github_token).toBe(token);
  expect(await jwks(after)).toEqual(keys);
  const listed = async () => {
    const { data } = await after.octokit.request('GET /repos/{owner}/{repo}/actions/runs', REPOSITORY);
    return data.workflow_runs.map(({ id, status }) => [id, status]);
  };
  expect(await listed()).toEqual([[kept.id, 'in_progress']]);
  after.pass(60_000);
  expect(await listed()).toEqual([
    [late.id, 'queued'],
    [kept.id, 'in_progress'],
  ]);
  await dispatch(after);
  const third = (await after.control('GET', '/github/runs')).runs.at(-1);
  expect(third.id).toBeGreaterThan(late.id);
});
