import type { CloudLookup } from '../clouds/cloud-lookup.ts';
import type { StackErrorCode } from '../errors.ts';
import type { StackState } from '../exported-state.ts';

/** One way to get a server: a type in a location. */
export interface Offer {
  readonly serverType: string;
  readonly location: string;
}

/** An offer that the cloud refused in this run, and why. */
export interface FailedTry extends Offer {
  /** The program's name of the server. */
  readonly server: string;
  readonly code: StackErrorCode;
}

export interface ProgramContext {
  /**
   * The stack as its state has it now. Called inside an update this is read under Pulumi's lock, so that no other run
   * can add a node between reading and planning.
   */
  readonly readState: () => Promise<StackState>;
  /** Finds in the clouds what this update is to make, in case a run that died has made it already. */
  readonly clouds: CloudLookup;
  /** The label `state` of what is made: tells another backend's things, which are not ours to adopt, from our own. */
  readonly stateId: string;
  /** What this run has tried so far, in this order. The next offer of a server is the first that is not among them. */
  readonly failedTries: readonly FailedTry[];
  /** Tells which offer this update takes for a server that is to be made. */
  readonly trying: (server: string, offer: Offer) => void;
}

/**
 * What a stack is to look like. `declare` registers its resources and answers with outputs of the shape of
 * `StackOutputs`, in which any leaf may be a Pulumi output. It throws StackError before anything is registered, or
 * `StartOver`.
 */
export interface StackProgram {
  readonly stack: string;
  /** The nodes that the caller asks for, by node id; all of the stack where absent. They are to run when it is done. */
  readonly wants?: readonly string[];
  /**
   * Whether others attach servers to its network too: an address that was free when it looked may be theirs when it is
   * asked for. The program then chooses others.
   */
  readonly sharesNetwork?: true;
  readonly declare: (context: ProgramContext) => Promise<Record<string, unknown>>;
}

/**
 * Thrown by `declare` where the next offer lies elsewhere than what this job has made so far, which must go first: in
 * another network zone, or for a set from the library in another location, or at other private addresses. Only for a
 * stack that was never complete.
 */
export class StartOver extends Error {
  override readonly name = 'StartOver';

  constructor() {
    super('What comes next lies elsewhere.');
  }
}
