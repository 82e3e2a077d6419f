import type { Github } from '../github/github.ts';
import { attemptJobs } from '../github/jobs.ts';
import { moveRun } from '../github/runs.ts';
import { closeJobTokens } from './job-token.ts';

/**
 * Ends the runs that were under way when their runner died. At the vendor a job whose runner is gone fails after some minutes;
 * no later job of the run begins here, though there one that always runs would.
 */
export function failLostRuns(github: Github): void {
  for (const { id: project } of github.core.projects.all()) {
    for (const run of github.runs.list(project).filter(({ status }) => status === 'in_progress')) {
      failJobs(github, project, run.id, run.attempt);
      moveRun(github, project, run, 'completed', run.cancelRequestedAt === null ? 'failure' : 'cancelled');
    }
  }
}

/** Removes what a run's jobs have written after the run was removed. */
export function forgetJobs(github: Github, project: number, run: number): void {
  for (const job of github.jobs.list(project).filter((found) => found.run === run)) {
    github.logs.forgetJob(project, job.id);
    github.jobs.delete(project, job.id);
  }
}

function failJobs(github: Github, project: number, run: number, attempt: number): void {
  const now = github.core.clock.now();
  for (const job of attemptJobs(github, project, run, attempt)) {
    if (job.status === 'completed') continue;
    closeJobTokens(github, project, job);
    const steps = job.steps.map((step) => {
      if (step.status === 'completed') return step;
      const conclusion = step.status === 'queued' ? ('skipped' as const) : ('failure' as const);
      return { ...step, status: 'completed' as const, conclusion, completedAt: now };
    });
    github.jobs.put(project, { ...job, steps, status: 'completed', conclusion: 'failure', completedAt: now });
  }
}
