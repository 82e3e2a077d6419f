import pRetry from 'p-retry';
import { isFinal } from './final-refusal.ts';

/** Between two tries while the control plane does not answer: the trace of a run that goes on is worth asking for that often. */
const LONGEST_PAUSE_MS = 15_000;

export interface Deliveries {
  /** Sends all that there is, each thing tried once. */
  readonly send: (signal: AbortSignal) => Promise<void>;
  /** From the first thing emitted until it is sent: others of the same moment go with it. In milliseconds. */
  readonly afterMs: number;
  /** Told of the first failure after a success. */
  readonly onTrouble: (error: unknown) => void;
}

/** Sends in the background what is emitted, again and again until it is taken. Never throws, and keeps no process alive. */
export class Delivery {
  readonly #of: Deliveries;
  readonly #life = new AbortController();
  #timer: NodeJS.Timeout | undefined;
  #running: Promise<void> | undefined;
  #failures = 0;
  /** The control plane will never take it: it stays where it is. */
  #over = false;

  constructor(of: Deliveries) {
    this.#of = of;
  }

  /** There is something to send. */
  soon(): void {
    if (this.#timer || this.#over || this.#life.signal.aborted) return;
    const pause = Math.min(this.#of.afterMs * 2 ** this.#failures, Math.max(LONGEST_PAUSE_MS, this.#of.afterMs));
    this.#timer = setTimeout(() => {
      this.#timer = undefined;
      this.#once().catch(() => this.soon());
    }, pause);
    this.#timer.unref();
  }

  /** Sends all that there is by now, as long as `signal` allows. Returns whether it was taken. */
  async flush(signal: AbortSignal): Promise<boolean> {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    if (this.#over) return false;
    const retried = pRetry(() => this.#once(), {
      retries: Number.POSITIVE_INFINITY,
      minTimeout: 200,
      maxTimeout: 2_000,
      randomize: true,
      signal: AbortSignal.any([signal, this.#life.signal]),
      shouldRetry: ({ error }) => !isFinal(error),
    });
    const aborted = new Promise<false>((resolve) => {
      if (signal.aborted) resolve(false);
      else signal.addEventListener('abort', () => resolve(false), { once: true });
    });
    return await Promise.race([
      retried.then(
        () => true,
        () => false,
      ),
      aborted,
    ]);
  }

  /** Ends also what is under way: it was not taken, as far as is known. */
  stop(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#life.abort();
  }

  /** One at a time: what is emitted meanwhile goes with it, or makes the next. */
  #once(): Promise<void> {
    this.#running ??= this.#send().finally(() => {
      this.#running = undefined;
    });
    return this.#running;
  }

  async #send(): Promise<void> {
    try {
      await this.#of.send(this.#life.signal);
      this.#failures = 0;
    } catch (error) {
      if (this.#failures === 0 && !this.#life.signal.aborted) this.#of.onTrouble(error);
      this.#failures++;
      this.#over = isFinal(error);
      throw error;
    }
  }
}
