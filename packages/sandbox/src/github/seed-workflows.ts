import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Github } from './github.ts';
import { describeWorkflow } from './workflow-file.ts';
import { putWorkflow } from './workflows.ts';

const FILES = fileURLToPath(new URL('../../../../.github/workflows', import.meta.url));

/**
 * Gives the project's repository our workflows, as their files are now.
 * @throws {Error} that names a file which is no workflow
 */
export function seedWorkflows(github: Github, project: number): void {
  const files = readdirSync(FILES).filter((file) => /\.ya?ml$/.test(file));
  for (const file of files) putWorkflow(github, project, file, described(file));
}

function described(file: string) {
  try {
    return describeWorkflow(file, readFileSync(join(FILES, file), 'utf8'));
  } catch (error) {
    throw new Error(`.github/workflows/${file} can't be used: ${error instanceof Error ? error.message : error}`);
  }
}
