import { Hono } from 'hono';
import type { JobDocument, RunDocument, StepDocument } from './documents.ts';
import type { Github } from './github.ts';
import { attemptJobs } from './jobs.ts';
import { logText } from './logs.ts';

/** Where `html_url` leads people to: what a run's jobs have done and said so far, as text. Like all of the sandbox for this machine only. */
export function runPageApp(github: Github): Hono {
  const app = new Hono();
  for (const path of ['/:owner/:repo/actions/runs/:run', '/:owner/:repo/actions/runs/:run/job/:job']) {
    app.get(path, (c) => {
      const found = findRun(github, `${c.req.param('owner')}/${c.req.param('repo')}`, Number(c.req.param('run')));
      if (!found) return c.text('There is no such run.\n', 404);
      return c.text(pageOf(github, found.project, found.run));
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

function pageOf(github: Github, project: number, run: RunDocument): string {
  const jobs = attemptJobs(github, project, run.id, run.attempt);
  const head = `${run.displayTitle}\n${run.name} · attempt ${run.attempt} · ${stateOf(run)}\n`;
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
