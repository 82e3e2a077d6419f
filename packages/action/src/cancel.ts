/**
 * GitHub's runner sends SIGINT when a run is cancelled, SIGTERM 7.5 s later, and kills 2.5 s after that (actions/runner,
 * ProcessInvoker). In that time the engine has its 5 s to end, and the control plane is told.
 */
const PATIENCE_MS = 7_500;
/** A command that has not ended by then is given up, so that there is time left to tell the control plane. */
const GIVE_UP_MS = 7_000;

/** Whether, and since when, the run is to end. */
export interface Cancellation {
  /** Aborted by the first signal, and once only: a second interrupt would make the engine lose track of what it creates. */
  readonly signal: AbortSignal;
  /** Aborted when a command that still works has to be given up. */
  readonly giveUp: AbortSignal;
  /** Milliseconds until the runner loses patience; undefined as long as nothing was cancelled. */
  leftMs(): number | undefined;
}

/** The parts of `process` and of its timers that are used here. */
export interface SignalSource {
  on(signal: 'SIGINT' | 'SIGTERM', listener: () => void): unknown;
  /** Milliseconds of any origin. */
  now(): number;
  after(milliseconds: number, then: () => void): void;
}

/** Listens from now on, until the process ends. `onFirst` is told of the first signal at once. */
export function watchSignals(source: SignalSource, onFirst: () => void): Cancellation {
  const cancel = new AbortController();
  const giveUp = new AbortController();
  let since: number | undefined;
  const onSignal = () => {
    if (since !== undefined) return;
    since = source.now();
    source.after(GIVE_UP_MS, () => giveUp.abort());
    onFirst();
    cancel.abort();
  };
  source.on('SIGINT', onSignal);
  source.on('SIGTERM', onSignal);
  return {
    signal: cancel.signal,
    giveUp: giveUp.signal,
    leftMs: () => (since === undefined ? undefined : Math.max(0, since + PATIENCE_MS - source.now())),
  };
}
