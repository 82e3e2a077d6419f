import { WORKFLOW_OF, WorkflowInputs } from '@prego/contracts';
import type { z } from 'zod';
import type { WorkflowInput } from './documents.ts';
import type { Github } from './github.ts';
import { putWorkflow } from './workflows.ts';

/** The workflows that do a job, and those that look after all of them, which nobody needs to tell anything. */
const FILES_OF_JOBS = [...new Set(Object.values(WORKFLOW_OF))];
const FILES_OF_AUTOMATION = ['inventory.yml', 'drift.yml'];

const OPTIONAL: WorkflowInput = { type: 'string', required: false };

/** Gives the project's repository those of our workflows that it has not. */
export function seedWorkflows(github: Github, project: number): void {
  for (const file of FILES_OF_JOBS) seed(github, project, file, inputsOf(file));
  for (const file of FILES_OF_AUTOMATION) seed(github, project, file, {});
}

function seed(github: Github, project: number, file: string, inputs: Record<string, WorkflowInput>): void {
  const title = file.replace('.yml', '').replace('-', ' ');
  if (!github.workflows.byName(project, file)) putWorkflow(github, project, file, { title, inputs });
}

/** Our contract's inputs. Only a tenant's way in decides about a server, and only a return names the node that goes. */
function inputsOf(file: string): Record<string, WorkflowInput> {
  const inputs = Object.entries(WorkflowInputs.shape).map(([name, field]) => [name, inputOf(name, field)]);
  const own: Record<string, Record<string, WorkflowInput>> = {
    [WORKFLOW_OF.return]: { create_new_server: OPTIONAL, node_id: OPTIONAL },
    [WORKFLOW_OF.library_provision]: { create_new_server: OPTIONAL },
  };
  return { ...(Object.fromEntries(inputs) as Record<string, WorkflowInput>), ...own[file] };
}

/** An input is required where our contract neither lets it be absent nor empty. */
function inputOf(name: string, field: z.ZodType): WorkflowInput {
  const required = !field.safeParse(undefined).success && !field.safeParse('').success;
  return { type: name === 'create_new_server' ? 'boolean' : 'string', required };
}
