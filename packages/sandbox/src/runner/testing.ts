import { readFileSync } from 'node:fs';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { components } from '@octokit/openapi-types';
import { REPOSITORY, type TestGithub, testGithub } from '../github/testing.ts';
import { type Runner, type RunnerOptions, startRunner } from './runner.ts';

/** An action that does what it is told to, and has something to do at the end. */
const ACTION = `
name: told
inputs: { do: { required: false, default: '' }, say: { required: false, default: '' } }
outputs: { said: { description: what it was to say } }
runs: { using: node24, main: packages/action/dist/main.mjs, post: packages/action/dist/post.mjs }
`;

const MAIN = `
import { appendFileSync, existsSync } from 'node:fs';
const { INPUT_DO: told, INPUT_SAY: say, GITHUB_OUTPUT, GITHUB_STATE, GITHUB_STEP_SUMMARY } = process.env;
appendFileSync(GITHUB_OUTPUT, \`said<<END\\n\${say}\\nEND\\n\`);
appendFileSync(GITHUB_STATE, 'was=there\\n');
appendFileSync(GITHUB_STEP_SUMMARY, \`said \${say}\\n\`);
const commands = {
  print: () => console.log(say),
  environment: () => console.log(\`environment \${JSON.stringify(process.env)}\`),
  fail: () => process.exit(3),
  wait: () => {
    setInterval(() => {}, 1000);
    process.once('SIGINT', () => {
      console.log('interrupted');
      process.exit(1);
    });
    console.log('waiting');
  },
  /** Until the file is there. */
  linger: () => {
    setInterval(() => existsSync(say) && process.exit(0), 5);
    process.on('SIGINT', () => console.log('interrupted'));
    console.log('waiting');
  },
  resist: () => {
    setInterval(() => {}, 1000);
    for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => console.log(\`not by \${signal}\`));
    console.log('waiting');
  },
};
for (const command of told.split(' ').filter(Boolean)) commands[command]();
`;

const POST = `console.log(\`post, \${process.env.STATE_was}\`);\n`;

/** Ids are numbers here, and anything that large at the vendor. */
export type TestJob = Omit<components['schemas']['job'], 'id'> & { id: number };

/** A GitHub with a runner in a folder of its own. */
export interface TestRunner {
  hub: TestGithub;
  folder: string;
  runner: Runner;
  /** A runner in the same folder, as after a death of this one. */
  startAgain(options?: Partial<RunnerOptions>): Promise<Runner>;
  /** Gives the repository a workflow, dispatches it, and returns the run's id. */
  dispatch(source: string, inputs?: Record<string, string>, file?: string): Promise<number>;
  run(id: number): Promise<components['schemas']['workflow-run']>;
  /** The run once it has ended. */
  ended(id: number): Promise<components['schemas']['workflow-run']>;
  jobs(id: number): Promise<TestJob[]>;
  log(job: number): Promise<string>;
  /** Resolves when a job of the run has said this. */
  said(id: number, text: string): Promise<void>;
  close(): Promise<void>;
}

const WITHIN_MS = 30_000;

export async function testRunner(options: Partial<RunnerOptions> = {}): Promise<TestRunner> {
  const folder = await mkdtemp(join(tmpdir(), 'prego-runner-'));
  const checkout = join(folder, 'checkout');
  await mkdir(join(checkout, 'packages/action/dist'), { recursive: true });
  await writeFile(join(checkout, 'action.yml'), ACTION);
  await writeFile(join(checkout, 'packages/action/dist/main.mjs'), MAIN);
  await writeFile(join(checkout, 'packages/action/dist/post.mjs'), POST);
  const hub = await testGithub();
  const all: RunnerOptions = {
    github: hub.github,
    dir: join(folder, 'runner'),
    checkout,
    act: () => process.env.PREGO_ACT,
    engine: () => undefined,
    onProblem: (problem) => {
      throw problem;
    },
    ...options,
  };
  const runners: Runner[] = [];
  const start = async (changed: Partial<RunnerOptions> = {}) => {
    const runner = await startRunner({ ...all, ...changed });
    hub.core.changed = () => runner.wake();
    runners.push(runner);
    return runner;
  };
  const runner = await start();
  const { octokit } = hub;
  const run = async (run_id: number) =>
    (await octokit.request('GET /repos/{owner}/{repo}/actions/runs/{run_id}', { ...REPOSITORY, run_id })).data;
  const logOf = (id: number) =>
    hub.github.jobs
      .list(hub.project.id)
      .filter((job) => job.run === id)
      .flatMap((job) => hub.github.logs.of(hub.project.id, job.id))
      .map(({ line }) => line);
  return {
    hub,
    folder,
    runner,
    startAgain: start,
    dispatch: async (source, inputs = {}, file = 'tested.yml') => {
      await hub.control('PUT', `/github/workflows/${file}`, { source });
      const { data } = await octokit.request('POST /repos/{owner}/{repo}/actions/workflows/{workflow_id}/dispatches', {
        ...REPOSITORY,
        workflow_id: file,
        ref: 'main',
        inputs,
        return_run_details: true,
      });
      return (data as { workflow_run_id: number }).workflow_run_id;
    },
    run,
    ended: (id) =>
      until(async () => (await run(id)).status === 'completed', `run ${id} has not ended`).then(() => run(id)),
    jobs: async (run_id) => {
      const route = 'GET /repos/{owner}/{repo}/actions/runs/{run_id}/jobs';
      const { jobs } = (await octokit.request(route, { ...REPOSITORY, run_id })).data;
      return jobs.map((job) => ({ ...job, id: Number(job.id) }));
    },
    log: async (job_id) =>
      (await octokit.request('GET /repos/{owner}/{repo}/actions/jobs/{job_id}/logs', { ...REPOSITORY, job_id }))
        .data as string,
    said: (id, text) => until(() => logOf(id).some((line) => line.includes(text)), `run ${id} never said "${text}"`),
    close: async () => {
      for (const each of runners) await each.close();
      await hub.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** Resolves when it is so; throws when it is not within half a minute. */
export async function until(isSo: () => boolean | Promise<boolean>, otherwise: string): Promise<void> {
  const deadline = performance.now() + WITHIN_MS;
  while (!(await isSo())) {
    if (performance.now() > deadline) throw new Error(otherwise);
    await sleep(10);
  }
}

/** Whether the process runs. One that has ended and that nobody has asked about does not. */
export function isAlive(pid: number): boolean {
  try {
    return !/^.*\) Z /s.test(readFileSync(`/proc/${pid}/stat`, 'latin1'));
  } catch {
    return false;
  }
}

export const USES = 'uses: prego/provision-action@v1';

export const CANCEL = 'POST /repos/{owner}/{repo}/actions/runs/{run_id}/cancel';

/** A job with a step that does this, one after it, one in any case, one after a cancel; and a job after it in any case. */
export const waiting = (told: string, concurrency = '') => `
on: { workflow_dispatch: { inputs: { name: { type: string, default: a } } } }
${concurrency}
jobs:
  work:
    runs-on: ubuntu-24.04
    steps:
      - { name: told, ${USES}, with: { do: ${told} } }
      - run: echo normal
      - { if: always(), run: 'echo "always, \${{ job.status }}"' }
      - { if: cancelled(), run: echo after the cancel }
  last:
    needs: [work]
    if: \${{ always() }}
    runs-on: ubuntu-24.04
    steps: [{ run: 'echo "work was \${{ needs.work.result }}"' }]
`;
