/** Milliseconds between two looks at what is moving: steps take some seconds each. */
export const MOVING_MS = 3_000;
/** At what stands still. */
export const STILL_MS = 60_000;
/** After a look that failed: soon enough to see that the network is back, rarely enough for a control plane in trouble. */
export const FAILED_MS = 10_000;

/** How long (ms) to wait before looking again. */
export function pollEvery<Data>(data: Data | undefined, moves: (data: Data) => boolean, failed: boolean): number {
  if (failed) return FAILED_MS;
  return data !== undefined && moves(data) ? MOVING_MS : STILL_MS;
}
