import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { WORKFLOW_OF, WorkflowInputs } from '@prego/contracts';
import type { z } from 'zod';
import type { WorkflowInput } from './documents.ts';
import type { Github } from './github.ts';
import { describeWorkflow } from './workflow-file.ts';
import { putWorkflow } from './workflows.ts';

const FILES = fileURLToPath(new URL('../../../../.github/workflows', import.meta.url));

const OPTIONAL: WorkflowInput = { type: 'string', required: false };

/**
 * Gives the project's repository our workflows, as their files are now. One that does a job and has no file yet is made by
 * our contract: it can be dispatched, and not be run.
 * @throws {Error} that names a file which is no workflow
 */
export function seedWorkflows(github: Github, project: number): void {
  const files = readdirSync(FILES).filter((file) => /\.ya?ml$/.test(file));
  for (const file of files) putWorkflow(github, project, file, described(file));
  for (const file of new Set(Object.values(WORKFLOW_OF))) {
    if (files.includes(file) || github.workflows.byName(project, file)) continue;
    putWorkflow(github, project, file, { title: file.replace('.yml', '').replace('-', ' '), inputs: inputsOf(file) });
  }
}

function described(file: string) {
  try {
    return describeWorkflow(file, readFileSync(join(FILES, file), 'utf8'));
  } catch (error) {
    throw new Error(`.github/workflows/${file} can't be used: ${error instanceof Error ? error.message : error}`);
  }
}

/** Our contract's inputs. Only a tenant's way in decides about a server, and only a return names the node that goes. */
function inputsOf(file: string): Record<string, WorkflowInput> {
  const inputs = Object.entries(WorkflowInputs.shape).map(([name, field]) => [name, inputOf(name, field)]);
  const own: Record<string, Record<string, WorkflowInput>> = {
    [WORKFLOW_OF.return]: { create_new_server: OPTIONAL, node_id: OPTIONAL, confirm: OPTIONAL },
    [WORKFLOW_OF.library_provision]: { create_new_server: OPTIONAL },
  };
  return { ...(Object.fromEntries(inputs) as Record<string, WorkflowInput>), ...own[file] };
}

/** An input is required where our contract neither lets it be absent nor empty. */
function inputOf(name: string, field: z.ZodType): WorkflowInput {
  const required = !field.safeParse(undefined).success && !field.safeParse('').success;
  return { type: name === 'create_new_server' ? 'boolean' : 'string', required };
}
