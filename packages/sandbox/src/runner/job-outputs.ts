import { type Contexts, interpolate } from '../github/expressions.ts';
import type { Masker } from './masker.ts';

/** What a job hands to those that need it, and what is to be said of that in its log. */
export interface JobOutputs {
  readonly outputs: Record<string, string>;
  readonly said: string[];
}

/**
 * The values of a job's outputs. One that may hold a secret is left out, as the vendor does; one that can't be told is empty.
 * @param contexts `github`, `inputs`, `vars`, `needs` and `steps`
 */
export function jobOutputs(
  templates: Readonly<Record<string, string>>,
  contexts: Contexts,
  masker: Masker,
): JobOutputs {
  const outputs: Record<string, string> = {};
  const said: string[] = [];
  // What only the job's own machine knew is not known any more.
  const all = { ...contexts, env: {}, job: {}, runner: {}, secrets: {} };
  for (const [name, template] of Object.entries(templates)) {
    try {
      const value = interpolate(template, all);
      if (masker.finds(value)) said.push(`##[warning]Skip output '${name}' since it may contain secret.`);
      else outputs[name] = value;
    } catch (error) {
      outputs[name] = '';
      said.push(`##[error]${error instanceof Error ? error.message : error}`);
    }
  }
  return { outputs, said };
}
