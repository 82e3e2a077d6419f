import PQueue from 'p-queue';
import { type Budget, pause, USUAL_LIMIT, waitAfterRefusal } from './budget.ts';

export interface PacerOptions {
  /** Once aborted nothing is held back any more. */
  readonly stop: AbortSignal;
  /** Told how many milliseconds a request is held back. */
  readonly onWait: (ms: number) => void;
  /** Milliseconds of any origin. */
  readonly now: () => number;
  /** Rests for some milliseconds, or rejects once the signal is aborted. */
  readonly sleep: (ms: number, signal: AbortSignal) => Promise<unknown>;
  /** From 0 to 1. */
  readonly random: () => number;
}

/** How often a request was refused as one too many, and when last. */
export interface Refusals {
  readonly times: number;
  readonly at: number;
}

/** Lets the requests of a run out one after the other, at the pace that the project's budget asks for. */
export class Pacer {
  readonly #options: PacerOptions;
  readonly #lane = new PQueue({ concurrency: 1 });
  #budget: Budget | undefined;
  #sentAt = Number.NEGATIVE_INFINITY;

  constructor(options: PacerOptions) {
    this.#options = options;
  }

  /** Takes note of what an answer told. */
  learn(budget: Budget | undefined): void {
    this.#budget = budget ?? this.#budget;
  }

  /**
   * Waits for a request's turn: first come, first served, but one that was refused goes before those that were never
   * sent. Rejects once the client is `gone`.
   */
  async turn(gone: AbortSignal, refusals?: Refusals): Promise<void> {
    await this.#lane.add(() => this.#hold(gone, refusals), { priority: refusals ? 1 : 0, signal: gone });
  }

  async #hold(gone: AbortSignal, refusals: Refusals | undefined): Promise<void> {
    const { now, sleep, stop, onWait } = this.#options;
    const ms = Math.ceil(this.#due(now(), refusals) - now());
    if (ms > 0 && !stop.aborted) {
      onWait(ms);
      await sleep(ms, AbortSignal.any([gone, stop])).catch(() => gone.throwIfAborted());
    }
    this.#sentAt = now();
  }

  #due(now: number, refusals: Refusals | undefined): number {
    const paced = this.#budget ? this.#sentAt + pause(this.#budget, now) : now;
    if (!refusals) return paced;
    const budget = this.#budget ?? { limit: USUAL_LIMIT };
    return Math.max(paced, refusals.at + waitAfterRefusal(budget, refusals.times, this.#options.random()));
  }
}
