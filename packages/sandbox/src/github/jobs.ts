import type { components } from '@octokit/openapi-types';
import type { Reply } from '../core/http.ts';
import { isoZulu } from './answer-time.ts';
import { type GithubCall, need, pathRepository } from './call.ts';
import type { JobDocument, RepositoryDocument, RunDocument } from './documents.ts';
import { notFound } from './errors.ts';
import { API_PATH, type Github } from './github.ts';
import { pageOf } from './paging.ts';
import { shortRef } from './refs.ts';
import { isKnown, pathRun } from './runs.ts';
import { nodeId } from './show-repository.ts';
import { runUrls } from './show-run.ts';

const jobsName = (run: number, attempt: number) => `${run}/${attempt}`;

/** The jobs of one attempt, in the order in which they began. */
export function attemptJobs(github: Github, project: number, run: number, attempt: number): JobDocument[] {
  const jobs = github.jobs.listByName(project, jobsName(run, attempt));
  return jobs.sort((a, b) => a.id - b.id);
}

/** A job of the run's attempt under way that waits for a runner. */
export function newJob(
  github: Github,
  project: number,
  { id: run, attempt }: RunDocument,
  job: Pick<JobDocument, 'key' | 'title' | 'labels'>,
): JobDocument {
  const now = github.core.clock.now();
  return github.jobs.put(project, {
    ...job,
    id: github.core.store.next('github_job', FIRST_JOB_ID),
    name: jobsName(run, attempt),
    run,
    attempt,
    status: 'queued',
    conclusion: null,
    createdAt: now,
    startedAt: now,
    completedAt: null,
    steps: [],
    outputs: {},
    summary: '',
  });
}

/** `GET …/actions/runs/{id}/jobs`: those of the latest attempt, or with `filter=all` of every one. */
export function listJobs(github: Github, call: GithubCall): Reply {
  const repository = pathRepository(github, call);
  need(call, 'actions', 'read');
  const run = pathRun(github, call);
  const all = call.query.get('filter') === 'all';
  const attempts = all ? Array.from({ length: run.attempt }, (_, index) => index + 1) : [run.attempt];
  const found = attempts.flatMap((attempt) => attemptJobs(github, call.project.id, run.id, attempt));
  const here = `${github.origin()}${API_PATH}/repositories/${repository.id}/actions/runs/${run.id}/jobs`;
  const { items, link } = pageOf(found, call.query, here);
  const jobs = items.map((job) => showJob(github, call.project.id, repository, run, job));
  return { status: 200, body: { total_count: found.length, jobs }, ...(link !== undefined && { headers: { link } }) };
}

/** `GET …/actions/jobs/{id}` */
export function getJob(github: Github, call: GithubCall): Reply {
  const repository = pathRepository(github, call);
  need(call, 'actions', 'read');
  const { run, job } = pathJob(github, call);
  return { status: 200, body: showJob(github, call.project.id, repository, run, job) };
}

/** The job that a path names, and its run. */
export function pathJob(github: Github, call: GithubCall): { run: RunDocument; job: JobDocument } {
  const id = Number(call.params.job);
  const job = Number.isSafeInteger(id) ? github.jobs.get(call.project.id, id) : undefined;
  const run = job && github.runs.get(call.project.id, job.run);
  if (!job || !run || !isKnown(run, call.now)) throw notFound();
  return { run, job };
}

function showJob(
  github: Github,
  project: number,
  repository: RepositoryDocument,
  run: RunDocument,
  job: JobDocument,
): components['schemas']['job'] {
  const api = `${github.origin()}${API_PATH}/repos/${repository.name}`;
  const { url, html_url } = runUrls(github, repository, run.id);
  return {
    id: job.id,
    run_id: run.id,
    workflow_name: github.workflows.get(project, run.workflow)?.title ?? run.name,
    head_branch: shortRef(run.ref),
    run_url: url,
    run_attempt: job.attempt,
    node_id: nodeId('CheckRun', job.id),
    head_sha: run.sha,
    url: `${api}/actions/jobs/${job.id}`,
    html_url: `${html_url}/job/${job.id}`,
    status: job.status,
    conclusion: job.conclusion as components['schemas']['job']['conclusion'],
    created_at: isoZulu(job.createdAt),
    started_at: isoZulu(job.startedAt),
    completed_at: job.completedAt === null ? null : isoZulu(job.completedAt),
    name: job.title,
    steps: job.steps.map((step) => ({
      name: step.title,
      status: step.status,
      conclusion: step.conclusion,
      number: step.number,
      started_at: step.startedAt === null ? null : isoZulu(step.startedAt),
      completed_at: step.completedAt === null ? null : isoZulu(step.completedAt),
    })),
    check_run_url: `${api}/check-runs/${job.id}`,
    labels: job.labels,
    runner_id: 1,
    runner_name: 'sandbox',
    runner_group_id: 0,
    runner_group_name: 'GitHub Actions',
  };
}

/** A job's id is that of its check run at the vendor, beyond 31 bits as all of them. */
const FIRST_JOB_ID = 95_000_000_001;
