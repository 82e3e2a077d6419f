import type { AttemptSession } from './control-plane/attempt-session.ts';
import type { Inputs } from './inputs/schema.ts';
import type { Outputs } from './outputs.ts';
import type { Io } from './runner/io.ts';

/** What a command is run with. */
export interface Context<I extends Inputs = Inputs> {
  readonly inputs: I;
  readonly io: Io;
  /** Aborted by SIGINT and SIGTERM. */
  readonly signal: AbortSignal;
  /**
   * Claims the attempt of `inputs.job_id`, once however often it is called: main closes the session, and tells the control plane
   * how the attempt ended if the command throws.
   */
  attempt(): Promise<AttemptSession>;
}

/** What a command leaves behind when it has done its work. */
export interface Outcome {
  readonly outputs: Outputs;
  /** Markdown for the job's summary, in this order. */
  readonly summary: readonly string[];
}

export type Command<I extends Inputs> = (context: Context<I>) => Promise<Outcome>;
