import { Hono } from 'hono';
import type { JobDocument, RunDocument, StepDocument } from './documents.ts';
import { type Github, repositoryOf } from './github.ts';
import { attemptJobs } from './jobs.ts';
import { logText } from './logs.ts';
import { runUrls } from './show-run.ts';

/**
 * Where `html_url` leads people to: what a run's jobs have done and said so far, as text; of its newest attempt, with the way
 * to the others. Like all of the sandbox for this machine only.
 */
export function runPageApp(github: Github): Hono {
  const app = new Hono();
  const run = '/:owner/:repo/actions/runs/:run';
  for (const path of [run, `${run}/job/:job`, `${run}/attempts/:attempt`]) {
    app.get(path, (c) => {
      const { owner, repo, run: id, attempt } = c.req.param() as Record<string, string>;
      const found = findRun(github, `${owner}/${repo}`, Number(id));
      const number = Number(attempt ?? found?.run.attempt);
      if (!found || !(number >= 1 && number <= found.run.attempt)) return c.text('There is no such run.\n', 404);
      return c.text(pageOf(github, found.project, found.run, number));
    });
  }
  return app;
}

function findRun(github: Github, repository: string, id: number): { project: number; run: RunDocument } | undefined {
  for (const { id: project } of github.core.projects.all()) {
    const own = github.repositories.list(project).some(({ name }) => name.toLowerCase() === repository.toLowerCase());
    const run = own && Number.isSafeInteger(id) ? github.runs.get(project, id) : undefined;
    if (run) return { project, run };
  }
  return undefined;
}

function pageOf(github: Github, project: number, run: RunDocument, attempt: number): string {
  const jobs = attemptJobs(github, project, run.id, attempt);
  // How an earlier one ended is not kept of the run, only of its jobs.
  const state = attempt === run.attempt ? ` · ${stateOf(run)}` : ` of ${run.attempt}`;
  const url = runUrls(github, repositoryOf(github, project), run.id).html_url;
  const before = attempt > 1 ? `The attempt before: ${url}/attempts/${attempt - 1}\n` : '';
  const head = `${run.displayTitle}\n${run.name} · attempt ${attempt}${state}\n${before}`;
  return [head, ...jobs.map((job) => jobText(github, project, job))].join('\n');
}

function jobText(github: Github, project: number, job: JobDocument): string {
  const steps = job.steps.map((step) => `  ${stateOf(step).padEnd(12)}${step.title}${tookOf(step)}\n`).join('');
  const summary = job.summary === '' ? '' : `\n${job.summary}`;
  return `── ${job.title}: ${stateOf(job)}\n${steps}${summary}\n${logText(github.logs.of(project, job.id))}`;
}

function stateOf({
  status,
  conclusion,
}: Pick<RunDocument | JobDocument | StepDocument, 'status' | 'conclusion'>): string {
  return conclusion ?? status;
}

function tookOf({ startedAt, completedAt, conclusion }: StepDocument): string {
  if (startedAt === null || completedAt === null || conclusion === 'skipped') return '';
  return `, ${((completedAt - startedAt) / 1000).toFixed(1)} s`;
}
