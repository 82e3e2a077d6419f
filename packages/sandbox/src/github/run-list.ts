import type { Reply } from '../core/http.ts';
import { type GithubCall, need, pathRepository } from './call.ts';
import { createdFilter } from './created-filter.ts';
import type { RepositoryDocument, RunDocument } from './documents.ts';
import { API_PATH, type Github, ownerOf } from './github.ts';
import { pageOf } from './paging.ts';
import { shortRef } from './refs.ts';
import { isKnown } from './runs.ts';
import { showRun } from './show-run.ts';
import { pathWorkflow } from './workflows.ts';

type KnownRun = RunDocument & { createdAt: number };
type Test = (run: KnownRun) => boolean;

/** What a filtered list finds at most. Source: octokit's types of `actions/list-workflow-runs-for-repo`. */
const MOST_FOUND = 1000;

/** `GET …/actions/runs` */
export function listRuns(github: Github, call: GithubCall): Reply {
  return listed(github, call, 'runs', () => true);
}

/** `GET …/actions/workflows/{file or id}/runs` */
export function listWorkflowRuns(github: Github, call: GithubCall): Reply {
  const { id } = pathWorkflow(github, call.project.id, call.params.workflow);
  return listed(github, call, `workflows/${id}/runs`, (run) => run.workflow === id);
}

function listed(github: Github, call: GithubCall, path: string, within: Test): Reply {
  const repository = pathRepository(github, call);
  need(call, 'actions', 'read');
  const tests = filters(repository, call.query);
  const found = github.runs
    .list(call.project.id)
    .filter((run): run is KnownRun => isKnown(run, call.now))
    .filter((run) => within(run) && tests.every((test) => test(run)))
    .sort((a, b) => b.createdAt - a.createdAt || b.id - a.id);
  const most = tests.length > 0 ? found.slice(0, MOST_FOUND) : found;
  // The vendor's links go by the repository's id, not by its name.
  const here = `${github.origin()}${API_PATH}/repositories/${repository.id}/actions/${path}`;
  const { items, link } = pageOf(most, call.query, here);
  const shown = items.map((run) => showRun(github, call.project.id, repository, run));
  return {
    status: 200,
    body: { total_count: found.length, workflow_runs: shown },
    ...(link !== undefined && { headers: { link } }),
  };
}

/** The tests that the query asks for, all of which must hold. */
function filters(repository: RepositoryDocument, query: URLSearchParams): Test[] {
  const known: Record<string, (value: string) => Test> = {
    event: (value) => (run) => run.event === value,
    // A status or a conclusion, as the vendor has it.
    status: (value) => (run) => run.status === value || run.conclusion === value,
    branch: (value) => (run) => shortRef(run.ref) === value,
    actor: (value) => () => ownerOf(repository) === value,
    head_sha: (value) => (run) => run.sha === value,
    check_suite_id: (value) => (run) => String(run.checkRun) === value,
    created: (value) => {
      const matches = createdFilter(value);
      return (run) => matches(run.createdAt);
    },
  };
  return [...query].flatMap(([name, value]) => (value === '' ? [] : (known[name]?.(value) ?? [])));
}
