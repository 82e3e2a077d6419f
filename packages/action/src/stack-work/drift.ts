import { type DriftedResource, runStack } from '@prego/stacks';
import { lookOptions } from './run-options.ts';
import type { StackSettings, Watch } from './settings.ts';

export { listStacks } from '@prego/stacks';

/** What a look at one stack found. */
export interface DriftLook {
  readonly drifted: readonly DriftedResource[];
  /** Names of resources that a run has in hand, or has died over: of these nothing can be said. */
  readonly inHand: readonly string[];
  readonly durationMs: number;
}

/** Compares a stack's state with the clouds, without a lock. Throws StackError. */
export async function lookForDrift(settings: StackSettings, stack: string, watch: Watch): Promise<DriftLook> {
  const { drifted, inHand, durationMs } = await runStack({
    operation: 'drift',
    stack,
    ...lookOptions(settings, watch),
  });
  return { drifted, inHand, durationMs };
}
