import {
  type Changes,
  dedicated,
  type PlannedNode,
  type Price,
  type Region,
  type ResourceEvent,
  runStack,
  type StackProgram,
  sharedRegion,
} from '@prego/stacks';
import { lookOptions } from './run-options.ts';
import type { StackSettings, Watch } from './settings.ts';

export interface WantedPlan {
  readonly region: Region;
  /** Whose own stack it is; absent for the region's shared nodes. */
  readonly dedicatedTo?: string;
  /** With the node of this job; a region without one is planned as it is. */
  readonly jobId?: string;
}

/** What an update would do. */
export interface Plan {
  readonly stack: string;
  readonly changes: Changes;
  readonly steps: readonly ResourceEvent[];
  readonly nodes: readonly PlannedNode[];
  /** What the stack costs afterwards, and what it costs now; absent where that is not known. */
  readonly cost?: Price;
  readonly costNow?: Price;
  readonly durationMs: number;
}

/** A trio that is not there yet needs a job to be named after. */
const NO_JOB = 'preview';

/** Plans a stack without changing anything, and without a lock. Throws StackError. */
export async function planStack(settings: StackSettings, wanted: WantedPlan, watch: Watch): Promise<Plan> {
  const program = programOf(wanted);
  const result = await runStack({ operation: 'preview', program, ...lookOptions(settings, watch) });
  const { stack, changes, steps, outputs, cost, costNow, durationMs } = result;
  const costs = { ...(cost && { cost }), ...(costNow && { costNow }) };
  return { stack, changes, steps, nodes: outputs.nodes, ...costs, durationMs };
}

/** Keys and tokens don't show in a plan, and servers that exist keep theirs. */
function programOf({ region, dedicatedTo: tenantId, jobId }: WantedPlan): StackProgram {
  if (tenantId !== undefined) return dedicated({ region, tenantId, jobId: jobId ?? NO_JOB, access: {} });
  return sharedRegion({ region, add: jobId === undefined ? [] : [{ jobId }], access: {} });
}
