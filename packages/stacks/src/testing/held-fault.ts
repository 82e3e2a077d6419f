import type { Fault } from './region-under-test.ts';

/** Longer than any test: it marks the point at which a run is stopped, and is no time that is waited for. */
const HOLD_MS = 120_000;

/** A fault that holds one request; it is met when the sandbox no longer lists it. */
export type HeldFault = Fault & { readonly skip: number };

/** Holds the request before it has its effect. */
export const before = (method: string, path: string, skip = 0): HeldFault => ({
  request: { method, path },
  delay_ms: HOLD_MS,
  skip,
});

/** Holds the answer: the effect is there, and nobody knows. */
export const after = (method: string, path: string, skip = 0): HeldFault => ({
  request: { method, path },
  answer_delay_ms: HOLD_MS,
  skip,
});
