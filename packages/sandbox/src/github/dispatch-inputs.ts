import type { WorkflowDocument, WorkflowInput } from './documents.ts';
import { GithubError } from './errors.ts';

/** Since 2025-12; before it was 10. Source: GitHub changelog of 2025-12-04 and the REST reference of the route. */
const MAX_INPUTS = 25;

/** Characters of all inputs together. Source: GitHub docs, "Events that trigger workflows", `workflow_dispatch`. */
const MAX_PAYLOAD = 65_535;

/**
 * The inputs that a dispatched run sees: those given, and defaults for the others. Refusals in the vendor's words.
 * Sources: convictional/trigger-workflow-and-wait#4 (unexpected), cli/cli#5246 (choices and booleans),
 * cli/cli#5438 (their number), and for the wording of the number interagent/committee's JSON schema validator.
 */
export function dispatchInputs(workflow: WorkflowDocument, given: Record<string, unknown>): Record<string, string> {
  const inputs = texts(given);
  if (JSON.stringify(inputs).length > MAX_PAYLOAD) throw new GithubError(422, 'inputs are too large.');
  const unexpected = Object.keys(inputs).filter((name) => !Object.hasOwn(workflow.inputs, name));
  if (unexpected.length > 0) throw new GithubError(422, `Unexpected inputs provided: ${spell(unexpected)}`);
  const seen = Object.entries(workflow.inputs).map(([name, input]) => [name, seenValue(name, input, inputs[name])]);
  return Object.fromEntries(seen) as Record<string, string>;
}

function texts(given: Record<string, unknown>): Record<string, string> {
  const count = Object.keys(given).length;
  if (count > MAX_INPUTS) {
    throw invalidRequest(`No more than ${MAX_INPUTS} properties are allowed; ${count} were supplied.`);
  }
  for (const [name, value] of Object.entries(given)) {
    if (typeof value !== 'string') {
      throw invalidRequest(`For 'properties/${name}', ${JSON.stringify(value)} is not a string.`);
    }
  }
  return given as Record<string, string>;
}

/** What the run sees of one input, and whether its value may be given. */
function seenValue(name: string, input: WorkflowInput, given: string | undefined): string {
  if (given === undefined || given === '') {
    if (input.required && input.default === undefined) {
      throw new GithubError(422, `Required input '${name}' not provided`);
    }
    if (given === undefined) return input.default ?? (input.type === 'boolean' ? 'false' : '');
  }
  const allowed = input.type === 'boolean' ? ['true', 'false'] : input.type === 'choice' ? input.options : undefined;
  if (allowed && !allowed.includes(given as string)) {
    throw new GithubError(422, `Provided value '${given}' for input '${name}' not in the list of allowed values`);
  }
  return given as string;
}

export function invalidRequest(reason: string): GithubError {
  return new GithubError(422, `Invalid request.\n\n${reason}`);
}

function spell(names: string[]): string {
  return `[${names.map((name) => JSON.stringify(name)).join(', ')}]`;
}
