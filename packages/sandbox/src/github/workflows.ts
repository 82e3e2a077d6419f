import type { WorkflowDocument } from './documents.ts';
import { notFound } from './errors.ts';
import type { Github } from './github.ts';

export type WorkflowChange = Partial<Omit<WorkflowDocument, 'id' | 'name' | 'createdAt'>>;

/** As ours name their runs, so that a run can be told by its job. */
const runNameOf = (file: string) => `${file}: \${{ inputs.job_id }} attempt \${{ inputs.attempt || 1 }}`;

/** Makes the workflow of that file, or changes the one that is there; what `change` leaves out stays. */
export function putWorkflow(github: Github, project: number, file: string, change: WorkflowChange): WorkflowDocument {
  const { core, workflows } = github;
  const known = workflows.byName(project, file) ?? {
    id: core.store.next('github_workflow', FIRST_WORKFLOW_ID),
    name: file,
    title: `.github/workflows/${file}`,
    runName: runNameOf(file),
    dispatchable: true,
    state: 'active' as const,
    inputs: {},
    createdAt: core.clock.now(),
  };
  return workflows.put(project, { ...known, ...change });
}

/** The workflow that a path names by its file or its id, as the vendor's paths do. */
export function pathWorkflow(github: Github, project: number, given: string | undefined): WorkflowDocument {
  const text = given ?? '';
  const known = /^\d+$/.test(text)
    ? github.workflows.get(project, Number(text))
    : github.workflows.byName(project, text);
  if (!known) throw notFound();
  return known;
}

/** Ids are shared by all repositories at the vendor, who has some hundred millions. */
const FIRST_WORKFLOW_ID = 250_000_001;
