import { setTimeout as sleep } from 'node:timers/promises';
import { NotYet, type UnknownOutcome } from './ask-cloudflare.ts';

/** The pauses between them, where Cloudflare names none, come to some 15 s. */
export const TRIES = 6;
const FIRST_PAUSE_MS = 500;
/** Cloudflare counts requests over five minutes, and may ask for a pause that long. */
const LONGEST_PAUSE_MS = 300_000;

export interface Patience {
  /** Aborted: whatever is under way is given up at once, and told as `cancelled`. */
  readonly signal: AbortSignal;
  /** What is waited for, for the log. */
  readonly say: (line: string) => void;
}

/** Waits before the next try, and says why. False as soon as the signal is aborted. */
export async function paused(
  { signal, say }: Patience,
  error: UnknownOutcome | NotYet,
  triesBefore: number,
): Promise<boolean> {
  const asked = error instanceof NotYet ? error.retryAfterMs : undefined;
  const pause = Math.min(asked ?? FIRST_PAUSE_MS * 2 ** triesBefore, LONGEST_PAUSE_MS);
  if (!signal.aborted) say(`${error.message}; looking again in ${pause / 1_000} s.`);
  return await sleep(pause, true, { signal }).catch(() => false);
}
