import { type Contexts, checkExpression, evaluate, truthy, type Value } from '../github/expressions.ts';
import type { WorkflowJob } from '../github/workflow-file.ts';
import { conditionOf, STATUS_FUNCTIONS } from './conditions.ts';

export type JobResult = 'success' | 'failure' | 'cancelled' | 'skipped';

/** How a job ended, and what it hands to those that need it. */
export interface Ended {
  readonly result: JobResult;
  readonly outputs: Readonly<Record<string, string>>;
}

export interface GraphState {
  readonly jobs: Readonly<Record<string, WorkflowJob>>;
  readonly ended: ReadonlyMap<string, Ended>;
  readonly running: ReadonlySet<string>;
  /** Whether the run was cancelled. */
  readonly cancelled: boolean;
  /** `github`, `inputs` and `vars`. */
  readonly contexts: Contexts;
}

/** The jobs whose time has come: all that they need has ended. What runs now is cancelled where `start` no longer holds. */
export function dueJobs(state: GraphState): { start: string[]; skip: string[] } {
  const due = Object.keys(state.jobs).filter(
    (key) => !state.ended.has(key) && !state.running.has(key) && isDue(state, key),
  );
  const start = due.filter((key) => isWanted(state, key));
  return { start, skip: due.filter((key) => !start.includes(key)) };
}

/**
 * Whether the job's condition holds as things stand. Of a job under way it says, at a cancel, whether it may go on.
 * @throws {Error} where the condition is no expression
 */
export function isWanted(state: GraphState, key: string): boolean {
  const results = ancestors(state, key).map((need) => state.ended.get(need)?.result);
  const job = state.jobs[key] as WorkflowJob;
  const value = evaluate(
    conditionOf(job.if),
    { ...state.contexts, needs: needsContext(state, key) },
    {
      always: () => true,
      success: () => !state.cancelled && results.every((result) => result === 'success'),
      failure: () => !state.cancelled && results.includes('failure'),
      cancelled: () => state.cancelled,
    },
  );
  return truthy(value);
}

/** The context `needs` of the job. */
export function needsContext({ jobs, ended }: GraphState, key: string): { [need: string]: Value } {
  const needs = (jobs[key]?.needs ?? []).map((need) => {
    const { result = '', outputs = {} } = ended.get(need) ?? {};
    return [need, { result, outputs }];
  });
  return Object.fromEntries(needs) as { [need: string]: Value };
}

/** What a run comes to whose jobs ended so. */
export function conclusionOf(results: readonly JobResult[], cancelled: boolean): JobResult {
  if (cancelled) return 'cancelled';
  for (const result of ['failure', 'cancelled'] as const) if (results.includes(result)) return result;
  return results.every((result) => result === 'skipped') ? 'skipped' : 'success';
}

/** What is wrong with the jobs, in words; undefined where the turn of each will come, and can be told. */
export function graphFault(jobs: Readonly<Record<string, WorkflowJob>>): string | undefined {
  const settled = new Set<string>();
  for (const [key, { needs }] of Object.entries(jobs)) {
    const unknown = needs.find((need) => !Object.hasOwn(jobs, need));
    if (unknown !== undefined) return `Job '${key}' depends on unknown job '${unknown}'.`;
    const fault = conditionFault(jobs[key]?.if);
    if (fault !== undefined) return `The condition of job '${key}' can't be read: ${fault}`;
  }
  for (let before = -1; before !== settled.size; ) {
    before = settled.size;
    for (const [key, { needs }] of Object.entries(jobs)) if (needs.every((need) => settled.has(need))) settled.add(key);
  }
  const waiting = Object.keys(jobs).find((key) => !settled.has(key));
  return waiting === undefined ? undefined : `Job '${waiting}' needs a job that needs it.`;
}

/** The jobs of the attempt before that need not be run again: they succeeded, or were not wanted, and so all that they need. */
export function keptJobs(jobs: Readonly<Record<string, WorkflowJob>>, before: ReadonlyMap<string, Ended>): string[] {
  const kept: string[] = [];
  for (let count = -1; count !== kept.length; ) {
    count = kept.length;
    for (const [key, { needs }] of Object.entries(jobs)) {
      const result = before.get(key)?.result;
      const asBefore = result === 'success' || result === 'skipped';
      if (asBefore && !kept.includes(key) && needs.every((need) => kept.includes(need))) kept.push(key);
    }
  }
  return kept;
}

function conditionFault(condition: string | undefined): string | undefined {
  try {
    checkExpression(conditionOf(condition), ['github', 'inputs', 'vars', 'needs'], STATUS_FUNCTIONS);
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

function isDue({ jobs, ended }: GraphState, key: string): boolean {
  return (jobs[key]?.needs ?? []).every((need) => ended.has(need));
}

function ancestors({ jobs }: Pick<GraphState, 'jobs'>, key: string): string[] {
  const found = new Set<string>();
  const add = (from: string): void => {
    for (const need of jobs[from]?.needs ?? []) {
      if (found.has(need)) continue;
      found.add(need);
      add(need);
    }
  };
  add(key);
  return [...found];
}
