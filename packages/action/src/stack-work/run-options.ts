import type { CommonOptions } from '@prego/stacks';
import type { StackSettings, Watch } from './settings.ts';

/**
 * Pulumi's service lets go of the lock of a run that was killed after five minutes, and an engine that was interrupted on
 * this machine may still be at its last calls: both are over by then.
 */
const LOCK_WAIT_MS = 6 * 60_000;

/** What `runStack` is given for a look that changes nothing: it needs no lease, and waits for nobody. */
export function lookOptions(settings: StackSettings, { signal, onEvent }: Watch): CommonOptions {
  return { ...settings, signal, onEvent };
}

/** What `runStack` is given besides its program, by the holder of the stack's lease. */
export function optionsOf(settings: StackSettings, { signal, onEvent }: Watch): CommonOptions {
  return { ...settings, holdsLease: true, lockWaitMs: LOCK_WAIT_MS, signal, onEvent };
}
