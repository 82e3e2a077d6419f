import { changeExpressions, type Value } from '../github/expressions.ts';
import type { WorkflowFile, WorkflowJob } from '../github/workflow-file.ts';
import { conditionOf, replaceContext } from './conditions.ts';

/** The variable that holds the context `needs`, as JSON. */
export const NEEDS_VARIABLE = 'SANDBOX_NEEDS';

const NEEDS = `fromJSON(vars.${NEEDS_VARIABLE})`;

/**
 * The workflow with this job alone, as act is to run it. Which job runs when, and with what permissions, is decided outside:
 * so the vendor's rules hold also where act has others. Two things are said in other words:
 *
 * - `needs`, of which act knows only jobs that it ran itself, is read from a variable.
 * - At an interrupt act looks again at the condition of the step under way, and kills its process at once if that no longer
 *   holds. It is to have the time that the runner gives it; so the condition of a step that has begun, which is when
 *   GITHUB_OUTPUT is set for it, always holds.
 */
export function jobFile(workflow: WorkflowFile, key: string): Record<string, unknown> {
  const job = workflow.jobs[key] as WorkflowJob;
  return {
    name: workflow.name ?? key,
    on: workflow.on,
    ...defined({ env: workflow.env, defaults: workflow.defaults }),
    jobs: {
      [key]: withoutNeeds({
        'runs-on': job['runs-on'],
        ...defined({ env: job.env, defaults: job.defaults }),
        steps: job.steps.map((step) => ({
          ...step,
          if: `\${{ env.GITHUB_OUTPUT != '' || (${replaceContext(conditionOf(step.if), 'needs', NEEDS)}) }}`,
        })),
      }),
    },
  };
}

/** What a job may ask for and act does not do here, or does otherwise than the vendor. */
const NOT_DONE = ['strategy', 'uses', 'container', 'services', 'concurrency', 'continue-on-error'] as const;

/** What of the job this machine can't do, in words; undefined where it can do all of it. */
export function jobFault(job: WorkflowJob): string | undefined {
  const asked = NOT_DONE.find((property) => job[property] !== undefined);
  if (asked) return `The sandbox's runner knows no "${asked}" of a job.`;
  return job.steps.length === 0 ? 'The job has no steps.' : undefined;
}

function withoutNeeds(value: unknown): unknown {
  if (typeof value === 'string') {
    return changeExpressions(value, (expression) => replaceContext(expression, 'needs', NEEDS));
  }
  if (Array.isArray(value)) return value.map(withoutNeeds);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, entry]) => [name, withoutNeeds(entry as Value)]));
}

function defined(given: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
}
