import type { Octokit } from '@octokit/core';
import { carriesMarker } from '@prego/contracts';
import { z } from 'zod';
import type { Config } from '../config.ts';
import type { DispatchOutcome, DispatchRequest, WorkflowRun, WorkflowRunner } from '../ports/workflow-runner.ts';
import { githubClient } from './github-client.ts';
import { isConflict, isNotFound, outcomeOf } from './github-outcome.ts';

/** What we need of a run as GitHub shows it. */
const Run = z
  .object({
    id: z.number().int().positive(),
    html_url: z.string(),
    display_title: z.string(),
    status: z.string().nullable(),
    conclusion: z.string().nullable(),
    created_at: z.string(),
  })
  .transform(
    (run): WorkflowRun => ({
      id: run.id,
      url: run.html_url,
      title: run.display_title,
      // `requested`, `waiting` and `pending` too are before the run's first step.
      status: run.status === 'completed' ? 'completed' : run.status === 'in_progress' ? 'running' : 'queued',
      ...(run.conclusion === null ? {} : { conclusion: run.conclusion }),
      createdAt: Date.parse(run.created_at),
    }),
  );
const RunList = z.object({ workflow_runs: z.array(Run) });
const RunDetails = z.object({ workflow_run_id: z.number().int().positive(), html_url: z.string() });

const PAGE = 100;
/** A filtered list ends after 1,000 runs (docs.github.com/en/rest/actions/workflow-runs). */
const MOST_PAGES = 10;

/** An isolate keeps its settings, and with them the App's installation token. */
const runners = new WeakMap<Config, WorkflowRunner>();

/** GitHub Actions of the configured repository. */
export function githubRunner(config: Config): WorkflowRunner {
  const runner = runners.get(config) ?? runnerOver(githubClient(config.github), config.github);
  runners.set(config, runner);
  return runner;
}

/** The same over a client of one's own. `clock` answers milliseconds since 1970. */
export function runnerOver(
  octokit: Octokit,
  { owner, repo, ref }: Pick<Config['github'], 'owner' | 'repo' | 'ref'>,
  clock: () => number = Date.now,
): WorkflowRunner {
  const repository = { owner, repo };
  return {
    dispatch: (request) => dispatch(octokit, { ...repository, ref }, request, clock),
    async findRun(workflow, marker, since) {
      const found: WorkflowRun[] = [];
      for (let page = 1; page <= MOST_PAGES; page++) {
        const { data } = await octokit.request('GET /repos/{owner}/{repo}/actions/workflows/{workflow_id}/runs', {
          ...repository,
          workflow_id: workflow,
          event: 'workflow_dispatch',
          created: `>=${new Date(since).toISOString().slice(0, 19)}Z`,
          per_page: PAGE,
          page,
        });
        const runs = RunList.parse(data).workflow_runs;
        found.push(...runs.filter(({ title }) => carriesMarker(title, marker)));
        if (runs.length < PAGE) break;
      }
      // The first of several is the one that may claim.
      return found.sort((a, b) => a.createdAt - b.createdAt || a.id - b.id)[0];
    },
    async run(id) {
      try {
        const path = 'GET /repos/{owner}/{repo}/actions/runs/{run_id}';
        return Run.parse((await octokit.request(path, { ...repository, run_id: id })).data);
      } catch (error) {
        if (!isNotFound(error)) throw error;
        await seesRuns(octokit, repository);
        return undefined;
      }
    },
    async cancel(id) {
      try {
        await octokit.request('POST /repos/{owner}/{repo}/actions/runs/{run_id}/cancel', { ...repository, run_id: id });
      } catch (error) {
        if (!isNotFound(error) && !isConflict(error)) throw error;
      }
    },
  };
}

/** GitHub answers 404 also to who may not see a repository at all: a run is gone only for one who is shown the others. */
async function seesRuns(octokit: Octokit, repository: { owner: string; repo: string }): Promise<void> {
  await octokit.request('GET /repos/{owner}/{repo}/actions/runs', { ...repository, per_page: 1 });
}

async function dispatch(
  octokit: Octokit,
  target: { owner: string; repo: string; ref: string },
  { workflow, inputs }: DispatchRequest,
  clock: () => number,
): Promise<DispatchOutcome> {
  try {
    const { data } = await octokit.request('POST /repos/{owner}/{repo}/actions/workflows/{workflow_id}/dispatches', {
      ...target,
      workflow_id: workflow,
      inputs,
      return_run_details: true,
    });
    const details = RunDetails.safeParse(data);
    if (!details.success) return { outcome: 'accepted' };
    return { outcome: 'accepted', run: { id: details.data.workflow_run_id, url: details.data.html_url } };
  } catch (error) {
    return outcomeOf(error, clock() / 1000);
  }
}
