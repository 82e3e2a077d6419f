import type { StateResource } from '../exported-state.ts';

export interface ProgramContext {
  /**
   * The stack's resources as its state has them now. Called inside an update this is read under Pulumi's lock, so that
   * no other run can add a node between reading and planning.
   */
  readonly readState: () => Promise<StateResource[]>;
}

/**
 * What a stack is to look like. `declare` registers its resources and answers with outputs of the shape of
 * `StackOutputs`, in which any leaf may be a Pulumi output.
 */
export interface StackProgram {
  readonly stack: string;
  readonly declare: (context: ProgramContext) => Promise<Record<string, unknown>>;
}
