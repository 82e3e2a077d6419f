import type { RunDocument, WorkflowDocument } from './documents.ts';
import type { Contexts, Value } from './expressions.ts';
import { API_PATH, type Github, ownerOf, repositoryOf } from './github.ts';
import { shortRef } from './refs.ts';

/** What a run's title and its concurrency group may name. Source: GitHub docs, "Contexts", availability. */
export const RUN_CONTEXTS = ['github', 'inputs', 'vars'];

/** The values of those contexts for this run. */
export function runContexts(github: Github, project: number, workflow: WorkflowDocument, run: RunDocument): Contexts {
  const variables = github.variables.list(project).map(({ id, value }) => [id, value]);
  return {
    github: githubContext(github, project, workflow, run),
    inputs: typedInputs(workflow, run.inputs),
    vars: Object.fromEntries(variables) as Record<string, string>,
  };
}

/** What GitHub hands to the run as its event, `github.event`. */
export function runEvent(workflow: WorkflowDocument, run: RunDocument): { [key: string]: Value } {
  const dispatched = run.event === 'workflow_dispatch';
  return { ...(dispatched && { inputs: run.inputs }), ref: run.ref, workflow: `.github/workflows/${workflow.name}` };
}

function githubContext(github: Github, project: number, workflow: WorkflowDocument, run: RunDocument): Value {
  const repository = repositoryOf(github, project);
  const owner = ownerOf(repository);
  return {
    actor: owner,
    triggering_actor: owner,
    event: runEvent(workflow, run),
    event_name: run.event,
    ref: run.ref,
    ref_name: shortRef(run.ref),
    ref_type: run.ref.startsWith('refs/tags/') ? 'tag' : 'branch',
    sha: run.sha,
    repository: repository.name,
    repository_id: String(repository.id),
    repository_owner: owner,
    repository_owner_id: String(repository.ownerId),
    run_id: String(run.id),
    run_number: String(run.runNumber),
    run_attempt: String(run.attempt),
    workflow: workflow.title,
    server_url: github.origin(),
    api_url: `${github.origin()}${API_PATH}`,
  };
}

/** The inputs with the types that the workflow gives them; a run that nobody dispatched has none. */
function typedInputs({ inputs }: WorkflowDocument, given: Readonly<Record<string, string>>): Value {
  const typed = Object.entries(given).map(([name, value]) => {
    const type = inputs[name]?.type;
    return [name, type === 'boolean' ? value === 'true' : type === 'number' ? Number(value) : value];
  });
  return Object.fromEntries(typed) as Record<string, Value>;
}
