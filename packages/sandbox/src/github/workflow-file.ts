import { parse } from 'yaml';
import { z } from 'zod';
import type { WorkflowInput } from './documents.ts';
import { checkTemplate } from './expressions.ts';
import { RUN_CONTEXTS } from './run-contexts.ts';

/** A value that a workflow may give as a text, a number or a boolean, as text. */
const Text = z.union([z.string(), z.number(), z.boolean()]).transform(String);

const Input = z
  .object({
    type: z.enum(['string', 'boolean', 'number', 'choice', 'environment']).default('string'),
    required: z.boolean().default(false),
    default: Text.optional(),
    options: z.array(Text).optional(),
  })
  .nullable();

const Triggers = z.union([
  z.string().transform((event) => ({ [event]: null })),
  z.array(z.string()).transform((events) => Object.fromEntries(events.map((event) => [event, null]))),
  z.record(z.string(), z.unknown()),
]);

const Dispatch = z.object({ inputs: z.record(z.string(), Input).nullish() }).nullish();

const Concurrency = z.preprocess(
  (given) => (typeof given === 'string' ? { group: given } : given),
  z.object({
    group: z.string(),
    'cancel-in-progress': Text.default('false'),
    queue: z.enum(['single', 'max']).default('single'),
  }),
);

const Permissions = z.union([
  z.enum(['read-all', 'write-all']),
  z.record(z.string(), z.enum(['read', 'write', 'none'])).nullable(),
]);

const Step = z.looseObject({
  id: z.string().optional(),
  name: Text.optional(),
  if: Text.optional(),
  uses: z.string().optional(),
  run: z.string().optional(),
});

const Job = z.object({
  name: Text.optional(),
  needs: z.union([z.string().transform((need) => [need]), z.array(z.string())]).default([]),
  if: Text.optional(),
  'runs-on': z.union([z.string().transform((label) => [label]), z.array(z.string())]).default([]),
  permissions: Permissions.optional(),
  'timeout-minutes': z.union([z.number(), z.string()]).optional(),
  env: z.record(z.string(), Text).optional(),
  defaults: z.unknown().optional(),
  outputs: z.record(z.string(), Text).default({}),
  steps: z.array(Step).default([]),
  // What this machine can't do; a run that needs it fails and says so.
  strategy: z.unknown().optional(),
  uses: z.unknown().optional(),
  container: z.unknown().optional(),
  services: z.unknown().optional(),
  concurrency: z.unknown().optional(),
  'continue-on-error': z.unknown().optional(),
});

/** What we need of a file below `.github/workflows`, not looked into further than that. */
const File = z.object({
  name: z.string().optional(),
  'run-name': z.string().optional(),
  on: Triggers,
  permissions: Permissions.optional(),
  env: z.record(z.string(), Text).optional(),
  defaults: z.unknown().optional(),
  concurrency: Concurrency.optional(),
  jobs: z.record(z.string(), Job),
});

export type WorkflowFile = z.infer<typeof File>;
export type WorkflowJob = z.infer<typeof Job>;
export type WorkflowStep = z.infer<typeof Step>;

/**
 * Reads a workflow's text.
 * @throws {Error} that names what is wrong with it
 */
export function parseWorkflowFile(text: string): WorkflowFile {
  const parsed = File.safeParse(parse(text));
  if (parsed.success) return parsed.data;
  throw new Error(parsed.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`).join('; '));
}

/**
 * What the repository keeps of a workflow's file.
 * @throws {Error} that names what is wrong with it
 */
export function describeWorkflow(file: string, source: string) {
  const { name, 'run-name': runName, on, concurrency } = parseWorkflowFile(source);
  const title = name ?? `.github/workflows/${file}`;
  for (const template of [runName, concurrency?.group, concurrency?.['cancel-in-progress']]) {
    checkTemplate(template ?? '', RUN_CONTEXTS);
  }
  return {
    title,
    runName: runName ?? title,
    dispatchable: Object.hasOwn(on, 'workflow_dispatch'),
    inputs: inputsOf(on.workflow_dispatch),
    source,
    concurrency: concurrency
      ? { group: concurrency.group, cancelInProgress: concurrency['cancel-in-progress'], queue: concurrency.queue }
      : null,
  };
}

function inputsOf(dispatch: unknown): Record<string, WorkflowInput> {
  const inputs = Object.entries(Dispatch.parse(dispatch)?.inputs ?? {});
  return Object.fromEntries(inputs.map(([name, input]) => [name, inputOf(input)]));
}

function inputOf(input: z.infer<typeof Input>): WorkflowInput {
  const { type = 'string', required = false, default: value, options } = input ?? {};
  return { type, required, ...(value !== undefined && { default: value }), ...(options && { options }) };
}
