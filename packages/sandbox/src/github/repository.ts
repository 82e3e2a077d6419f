import type { JobDocument, RunDocument } from './documents.ts';
import type { Github } from './github.ts';
import { attemptJobs } from './jobs.ts';
import { logText } from './logs.ts';
import { setSettings } from './settings.ts';

/** What whoever runs the sandbox may know and set of a repository, without the API. */
export interface Repository {
  /** Sets these secrets and variables; the others stay. */
  set(given: {
    readonly secrets?: Readonly<Record<string, string>>;
    readonly variables?: Readonly<Record<string, string>>;
  }): void;
  /** All runs, oldest first. */
  runs(): RunDocument[];
  run(id: number): RunDocument | undefined;
  /** The jobs of a run's attempt; of the latest, unless it says which. */
  jobs(run: number, attempt?: number): JobDocument[];
  /** What a job has said so far, secrets masked. */
  log(job: number): string;
}

export function repositoryHandle(github: Github, project: number): Repository {
  return {
    set: ({ secrets = {}, variables = {} }) => setSettings(github, project, { secrets, variables }),
    runs: () => github.runs.list(project),
    run: (id) => github.runs.get(project, id),
    jobs: (run, attempt = github.runs.get(project, run)?.attempt ?? 1) => attemptJobs(github, project, run, attempt),
    log: (job) => logText(github.logs.of(project, job)),
  };
}
