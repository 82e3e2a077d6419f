import { takeOver } from './attempt-owner.ts';
import type { AttemptSession } from './control-plane/attempt-session.ts';
import type { Inputs } from './inputs/schema.ts';
import { leave } from './left-for-post.ts';
import type { Io } from './runner/io.ts';

export interface Opening {
  readonly io: Io;
  readonly inputs: Inputs;
  readonly signal: AbortSignal;
  /** The attempt is another run's by now: the work has to stop. */
  readonly onLost: (error: Error) => void;
}
export type OpenAttempt = (opening: Opening) => Promise<AttemptSession>;

/** The attempt of this step: claimed when it is first asked for, and once only. */
export class OwnAttempt {
  readonly #open: OpenAttempt;
  readonly #claim: string;
  #opening: Promise<AttemptSession> | undefined;
  #session: AttemptSession | undefined;

  /** `claim` is a text of its own for each step. */
  constructor(open: OpenAttempt, claim: string) {
    this.#open = open;
    this.#claim = claim;
  }

  /** The session once it is open; undefined where it never was, or the claim was refused. */
  get session(): AttemptSession | undefined {
    return this.#session;
  }

  open(opening: Opening): Promise<AttemptSession> {
    this.#opening ??= this.#openNow(opening);
    return this.#opening;
  }

  async #openNow(opening: Opening): Promise<AttemptSession> {
    const session = await this.#open(opening);
    this.#session = session;
    takeOver(opening.io, session.claim.job_id, this.#claim);
    leave(opening.io, { claim: this.#claim });
    // Claimed only to tell that the run was cancelled meanwhile.
    opening.signal.throwIfAborted();
    return session;
  }
}
