import type { components } from '@octokit/openapi-types';
import { isoZulu } from './answer-time.ts';
import type { RepositoryDocument, RunDocument } from './documents.ts';
import { API_PATH, type Github } from './github.ts';
import { shortRef } from './refs.ts';
import { nodeId, showOwner, showRepository } from './show-repository.ts';

/** A run as the API shows it. */
export function showRun(
  github: Github,
  project: number,
  repository: RepositoryDocument,
  run: RunDocument & { createdAt: number },
): components['schemas']['workflow-run'] {
  const api = `${github.origin()}${API_PATH}/repos/${repository.name}`;
  const { url, html_url } = runUrls(github, repository, run.id);
  const actor = showOwner(github, repository);
  const within = showRepository(github, repository);
  return {
    id: run.id,
    name: github.workflows.get(project, run.workflow)?.title ?? run.name,
    node_id: nodeId('WorkflowRun', run.id),
    head_branch: shortRef(run.ref),
    head_sha: run.sha,
    path: `.github/workflows/${run.name}`,
    display_title: run.displayTitle,
    run_number: run.runNumber,
    event: run.event,
    status: run.status,
    conclusion: run.conclusion,
    workflow_id: run.workflow,
    check_suite_id: run.checkRun,
    check_suite_node_id: nodeId('CheckSuite', run.checkRun),
    url,
    html_url,
    pull_requests: [],
    created_at: isoZulu(run.createdAt),
    updated_at: isoZulu(run.updatedAt),
    actor,
    run_attempt: run.attempt,
    referenced_workflows: [],
    run_started_at: isoZulu(run.startedAt),
    triggering_actor: actor,
    jobs_url: `${url}/jobs`,
    logs_url: `${url}/logs`,
    check_suite_url: `${api}/check-suites/${run.checkRun}`,
    artifacts_url: `${url}/artifacts`,
    cancel_url: `${url}/cancel`,
    rerun_url: `${url}/rerun`,
    previous_attempt_url: run.attempt > 1 ? `${url}/attempts/${run.attempt - 1}` : null,
    workflow_url: `${api}/actions/workflows/${run.workflow}`,
    head_commit: showCommit(repository, run),
    repository: within,
    head_repository: within,
  };
}

/** Where a run is found: by programs, and by people. */
export function runUrls(github: Github, repository: RepositoryDocument, id: number) {
  return {
    url: `${github.origin()}${API_PATH}/repos/${repository.name}/actions/runs/${id}`,
    html_url: `${github.origin()}/${repository.name}/actions/runs/${id}`,
  };
}

function showCommit(repository: RepositoryDocument, { sha }: RunDocument) {
  const person = { name: 'Sandbox', email: 'sandbox@users.noreply.github.com' };
  const timestamp = isoZulu(repository.createdAt);
  return { id: sha, tree_id: sha, message: 'Sandbox', timestamp, author: person, committer: person };
}
