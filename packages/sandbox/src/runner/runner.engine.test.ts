import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { REPOSITORY } from '../github/testing.ts';
import { MARK, markedBelow, parentOf } from './processes.ts';
import { CANCEL, isAlive, type TestRunner, testRunner, USES, waiting } from './testing.ts';

// Real workflows by the real act; the judge of what GitHub tells of them is octokit.
let stage: TestRunner;
beforeEach(async () => {
  stage = await testRunner();
});
afterEach(async () => {
  await stage.close();
});

const TWO_JOBS = `
name: two jobs
run-name: for \${{ inputs.name }}
on:
  workflow_dispatch:
    inputs:
      name: { type: string, required: true }
      sure: { type: boolean, required: true }
permissions: {}
jobs:
  first:
    runs-on: ubuntu-24.04
    permissions: { id-token: write }
    outputs:
      said: \${{ steps.hello.outputs.said }}
      secret: \${{ steps.secret.outputs.said }}
    steps:
      - { id: hello, name: "Say \${{ inputs.name }}", ${USES}, with: { do: print environment, say: "hello \${{ inputs.name }}" } }
      - { ${USES}, with: { do: print, say: "sure \${{ inputs.sure && 'yes' || 'no' }}, \${{ vars.PLACE }}, \${{ github.event.inputs.sure }}" } }
      - { id: secret, ${USES}, with: { do: print, say: "my \${{ secrets.WORD }}" } }
      - { name: never, if: "failure()", run: "true" }
  second:
    needs: first
    runs-on: ubuntu-24.04
    steps:
      - run: echo "told \${{ needs.first.outputs.said }} \${{ needs.first.result }} \${{ needs.first.outputs.secret }}."
      - { ${USES}, with: { do: environment } }
  other:
    needs: first
    if: \${{ failure() }}
    runs-on: ubuntu-24.04
    steps: [{ run: "true" }]
`;

describe('a run', () => {
  test('does its jobs, each when those that it needs have ended, and tells of them and of their steps', async () => {
    await stage.hub.control('PUT', '/github/variables/PLACE', { value: 'sin' });
    await stage.hub.control('PUT', '/github/secrets/WORD', { value: 'line one\nxyzzy' });
    const id = await stage.dispatch(TWO_JOBS, { name: 'acme', sure: 'false' });
    expect(await stage.ended(id)).toMatchObject({ conclusion: 'success', display_title: 'for acme' });

    const jobs = await stage.jobs(id);
    expect(jobs.map(({ name, conclusion }) => [name, conclusion])).toEqual([
      ['first', 'success'],
      ['other', 'skipped'],
      ['second', 'success'],
    ]);
    const [first, , second] = jobs as [(typeof jobs)[0], (typeof jobs)[0], (typeof jobs)[0]];
    expect(first.steps?.map(({ number, name, status, conclusion }) => [number, name, status, conclusion])).toEqual([
      [1, 'Set up job', 'completed', 'success'],
      [2, 'Say acme', 'completed', 'success'],
      [3, 'Run prego/provision-action@v1', 'completed', 'success'],
      [4, 'Run prego/provision-action@v1', 'completed', 'success'],
      [5, 'never', 'completed', 'skipped'],
      [6, 'Post Run prego/provision-action@v1', 'completed', 'success'],
      [7, 'Post Run prego/provision-action@v1', 'completed', 'success'],
      [8, 'Post Say acme', 'completed', 'success'],
      [9, 'Complete job', 'completed', 'success'],
    ]);
    const log = await stage.log(first.id);
    expect(log).toMatch(/^2026-11-21T01:00:00\.1230000Z hello acme$/m);
    expect(log).toContain('sure no, sin, false');
    expect(log).toContain('post, there');
    // The second line of a secret is one too; and where it went out is left out.
    expect(log).not.toContain('xyzzy');
    expect(log).toContain("Skip output 'secret' since it may contain secret.");
    expect(await stage.log(second.id)).toContain('told hello acme success .');
    const page = await (await fetch((await stage.run(id)).html_url)).text();
    expect(page).toMatch(/^for acme\ntested\.yml · attempt 1 · success\n/);
    expect(page).toMatch(/^ {2}skipped {5}never$/m);
    expect(page).toContain('hello acme');
  });

  test('gives its jobs the environment that the vendor has, and an identity to those that may have one', async () => {
    process.env.TELLS_OF_THE_DEVELOPER = 'yes';
    const id = await stage.dispatch(TWO_JOBS, { name: 'acme', sure: 'true' });
    await stage.ended(id);
    const [first, , second] = await stage.jobs(id);
    const environmentOf = async (job: { id: number } | undefined) => {
      const [, json] = /environment (\{.*\})/.exec(await stage.log(job?.id ?? 0)) ?? [];
      return JSON.parse(json ?? '{}') as Record<string, string>;
    };
    const environment = await environmentOf(first);
    expect(environment).toMatchObject({
      GITHUB_ACTIONS: 'true',
      GITHUB_API_URL: `${stage.hub.origin}/api/v3`,
      GITHUB_SERVER_URL: stage.hub.origin,
      GITHUB_REPOSITORY: 'prego/provisioning',
      GITHUB_RUN_ID: String(id),
      GITHUB_RUN_ATTEMPT: '1',
      GITHUB_REF: 'refs/heads/main',
      GITHUB_REF_NAME: 'main',
      GITHUB_EVENT_NAME: 'workflow_dispatch',
      GITHUB_JOB: 'first',
      GITHUB_WORKFLOW: 'two jobs',
      GITHUB_WORKFLOW_REF: 'prego/provisioning/.github/workflows/tested.yml@refs/heads/main',
      GITHUB_SHA: expect.stringMatching(/^[0-9a-f]{40}$/),
      GITHUB_ACTOR: 'prego',
      ACTIONS_ID_TOKEN_REQUEST_URL: expect.stringMatching(`/_services/pipelines/runs/${id}/idtoken`),
      RUNNER_TOOL_CACHE: expect.stringContaining(stage.folder),
      RUNNER_TEMP: expect.stringContaining(stage.folder),
      HOME: expect.stringContaining(stage.folder),
    });
    expect(environment).not.toHaveProperty('TELLS_OF_THE_DEVELOPER');
    delete process.env.TELLS_OF_THE_DEVELOPER;
    // It is masked in the log, and would be good for nothing any more.
    expect(environment.ACTIONS_ID_TOKEN_REQUEST_TOKEN).toBe('***');
    const without = await environmentOf(second);
    expect(without.GITHUB_JOB).toBe('second');
    expect(without).not.toHaveProperty('ACTIONS_ID_TOKEN_REQUEST_URL');
  });

  test('has its logs in an archive that other tools can open', async () => {
    const id = await stage.dispatch(TWO_JOBS, { name: 'acme', sure: 'true' });
    await stage.ended(id);
    const { data, url } = await stage.hub.octokit.request('GET /repos/{owner}/{repo}/actions/runs/{run_id}/logs', {
      ...REPOSITORY,
      run_id: id,
    });
    const path = join(stage.folder, 'logs.zip');
    await writeFile(path, Buffer.from(data as ArrayBuffer));
    const program =
      'import sys,zipfile\nz=zipfile.ZipFile(sys.argv[1])\nz.testzip()\nfor n in z.namelist(): print(n)\nprint(z.read("0_first.txt").decode())';
    const { stdout } = await promisify(execFile)('python3', ['-c', program, path]);
    expect(stdout.split('\n').slice(0, 3)).toEqual([
      '0_first.txt',
      'first/2_Say acme.txt',
      'first/3_Run pregoprovision-action@v1.txt',
    ]);
    expect(stdout).toContain('hello acme');
    // The address is good for a minute.
    expect((await fetch(url)).status).toBe(200);
    stage.hub.pass(60_000);
    expect((await fetch(url)).status).toBe(403);
  });

  test('that has not ended has no logs yet', async () => {
    const id = await stage.dispatch(waiting('wait'));
    await stage.said(id, 'waiting');
    const logs = stage.hub.octokit.request('GET /repos/{owner}/{repo}/actions/runs/{run_id}/logs', {
      ...REPOSITORY,
      run_id: id,
    });
    await expect(logs).rejects.toMatchObject({ status: 404 });
  });

  test('fails where a step fails, with what it did at its end', async () => {
    const id = await stage.dispatch(waiting('fail'));
    expect((await stage.ended(id)).conclusion).toBe('failure');
    const [work, last] = await stage.jobs(id);
    expect([work?.conclusion, last?.conclusion]).toEqual(['failure', 'success']);
    expect(await stage.log(work?.id ?? 0)).toMatch(
      /##\[error\]Process completed with exit code 3\.[\s\S]*always, failure[\s\S]*post, there/,
    );
    expect(await stage.log(last?.id ?? 0)).toContain('work was failure');
  });

  test('whose step is killed is one that fails', async () => {
    const id = await stage.dispatch(waiting('wait'));
    await stage.said(id, 'waiting');
    for (const pid of stage.runner.stepProcesses(id)) process.kill(pid, 'SIGKILL');
    expect((await stage.ended(id)).conclusion).toBe('failure');
    expect((await stage.jobs(id))[0]?.steps?.map(({ conclusion }) => conclusion)).toEqual([
      ...['success', 'failure', 'skipped', 'success', 'skipped', 'success', 'success'],
    ]);
  });

  test('whose act is killed goes on with what is to be done in any case, and leaves nothing running', async () => {
    const id = await stage.dispatch(waiting('resist'));
    await stage.said(id, 'waiting');
    const processes = stage.runner.stepProcesses(id);
    process.kill(parentOf(processes[0] as number) as number, 'SIGKILL');
    expect((await stage.ended(id)).conclusion).toBe('failure');
    const [work, last] = await stage.jobs(id);
    expect(await stage.log(work?.id ?? 0)).toContain('The runner has lost the job');
    expect(await stage.log(last?.id ?? 0)).toContain('work was failure');
    expect(processes.filter(isAlive)).toEqual([]);
  });

  test('leaves nothing running that a step has left behind', async () => {
    const source = `
on: workflow_dispatch
jobs: { work: { runs-on: x, steps: [{ run: "setsid sleep 600 & sleep 0" }] } }
`;
    expect((await stage.ended(await stage.dispatch(source))).conclusion).toBe('success');
    expect(markedBelow(stage.folder)).toEqual([]);
  });

  test('can not be run at all where its jobs wait for each other', async () => {
    const id = await stage.dispatch(
      'on: workflow_dispatch\njobs: { a: { needs: b, runs-on: x }, b: { needs: a, runs-on: x } }',
    );
    expect((await stage.ended(id)).conclusion).toBe('startup_failure');
  });
});

describe('a runner', () => {
  test('that is there before act is has its runs wait', async () => {
    let act: string | undefined;
    await stage.runner.close();
    await stage.startAgain({ act: () => act });
    const id = await stage.dispatch(waiting('print'));
    expect((await stage.run(id)).status).toBe('queued');
    act = process.env.PREGO_ACT;
    expect((await stage.ended(id)).conclusion).toBe('success');
  });

  test('tells the runs of the one before as failed, and ends what they have left running', async () => {
    const id = await stage.dispatch(waiting('resist'));
    await stage.said(id, 'waiting');
    const processes = stage.runner.stepProcesses(id);
    await stage.runner.close();
    expect(processes.filter(isAlive)).toEqual([]);
    expect((await stage.run(id)).status).toBe('in_progress');
    const env = { ...process.env, [MARK]: join(stage.folder, 'runner/jobs/1') };
    const left = spawn('sleep', ['600'], { env, stdio: 'ignore' });
    const ended = once(left, 'exit');

    await stage.startAgain();
    expect(await ended).toEqual([null, 'SIGKILL']);
    expect(await stage.run(id)).toMatchObject({ status: 'completed', conclusion: 'failure' });
  });

  test('does so many runs at once, and the others after them', async () => {
    await stage.runner.close();
    await stage.startAgain({ runsAtOnce: 1 });
    const first = await stage.dispatch(waiting('wait'));
    const second = await stage.dispatch(waiting('print'));
    await stage.said(first, 'waiting');
    expect((await stage.run(second)).status).toBe('queued');
    await stage.hub.octokit.request(CANCEL, { ...REPOSITORY, run_id: first });
    expect((await stage.ended(second)).conclusion).toBe('success');
  });
});

test('a job finds the repository where it checks it out, and the tools of this machine', async () => {
  await stage.runner.close();
  await mkdir(join(stage.folder, 'checkout/ansible'));
  await writeFile(join(stage.folder, 'checkout/ansible/site.yml'), 'there');
  await stage.startAgain();
  const sha = '0'.repeat(40);
  const id = await stage.dispatch(`
on: workflow_dispatch
jobs:
  look:
    runs-on: ubuntu-24.04
    steps:
      - run: test ! -e ansible
      - { uses: "actions/checkout@${sha}", with: { sparse-checkout: ansible } }
      - uses: actions/setup-python@${sha}
        with: { python-version: "3.12" }
      - run: cat ansible/site.yml && which node
`);
  expect((await stage.ended(id)).conclusion).toBe('success');
  const log = await stage.log((await stage.jobs(id))[0]?.id ?? 0);
  expect(log).toMatch(/Python 3[\s\S]*there/);
  expect(log).toContain(process.execPath);
});
