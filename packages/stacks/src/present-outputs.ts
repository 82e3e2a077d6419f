import { STACK_TYPE_TOKEN, type StackState } from './exported-state.ts';
import { isMissing, saysNoStack } from './new-stack.ts';
import { type StackOutputs, StackOutputsSchema } from './outputs.ts';
import { readState } from './read-state.ts';
import type { Session } from './session.ts';

const NOTHING: Pick<StackOutputs, 'nodes' | 'volumes'> = { nodes: [], volumes: [] };

/**
 * What the stack reported when it was last brought up; no nodes where there is no such stack. Undefined where it was never
 * brought up to its end, so that its state does not say.
 */
export async function presentOutputs(session: Session): Promise<Pick<StackOutputs, 'nodes' | 'volumes'> | undefined> {
  if (await isMissing(session)) return NOTHING;
  try {
    return outputsIn(await readState(session));
  } catch (error) {
    if (saysNoStack(error)) return NOTHING;
    throw error;
  }
}

function outputsIn({ resources }: StackState): Pick<StackOutputs, 'nodes' | 'volumes'> | undefined {
  if (resources.length === 0) return NOTHING;
  const outputs = resources.find(({ type }) => type === STACK_TYPE_TOKEN)?.outputs;
  return StackOutputsSchema.safeParse(outputs).data;
}
