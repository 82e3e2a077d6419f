import type { Cancellation } from './cancel.ts';

/** What it takes to know when there is no more time. */
export interface Time {
  readonly cancellation: Cancellation;
  /** Resolves after so many milliseconds. */
  readonly after: (milliseconds: number) => Promise<void>;
}

/** Resolves when the signal is aborted, at once where it is. */
export function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener('abort', () => resolve(), { once: true });
  });
}

/**
 * Waits for `work` as long as there is time: as the runner has patience where the run was cancelled, else so many milliseconds. Returns
 * whether it was done; throws what it throws in that time.
 */
export async function inTime(
  { cancellation, after }: Time,
  milliseconds: number,
  work: Promise<unknown>,
): Promise<boolean> {
  const left = cancellation.leftMs();
  const limits = left === undefined ? [after(milliseconds), aborted(cancellation.giveUp)] : [after(left)];
  // What becomes of it later is of no interest any more.
  work.catch(() => {});
  return await Promise.race([work.then(() => true), ...limits.map((limit) => limit.then(() => false))]);
}
