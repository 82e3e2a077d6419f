import { isFinal } from './final-refusal.ts';
import { LostLease } from './lost-lease.ts';

/**
 * The control plane asks after a run that was silent for three minutes (control-plane/src/sweep/check-quiet-runs.ts, which counts
 * on a report a minute) and gives a stack's lease ten (store/leases.ts): at this pace five in a row may be lost.
 */
export const HEARTBEAT_MS = 30_000;

export interface Heart {
  readonly beat: () => Promise<void>;
  readonly everyMs: number;
  /** The attempt is not ours any more: told once, and the heart stops. */
  readonly onLost: (error: Error) => void;
}

/** Beats until it is stopped. A control plane that is merely not to be had is no reason to stop: the run goes on. */
export class Heartbeat {
  readonly #heart: Heart;
  #timer: NodeJS.Timeout | undefined;
  #stopped = false;

  constructor(heart: Heart) {
    this.#heart = heart;
  }

  start(): void {
    if (this.#stopped) return;
    this.#timer = setTimeout(() => {
      const { beat, onLost } = this.#heart;
      beat()
        .catch((error: unknown) => {
          if (this.#stopped || !(isFinal(error) || error instanceof LostLease)) return;
          this.stop();
          onLost(error as Error);
        })
        .finally(() => this.start());
    }, this.#heart.everyMs);
    this.#timer.unref();
  }

  stop(): void {
    this.#stopped = true;
    clearTimeout(this.#timer);
  }
}
