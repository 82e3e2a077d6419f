import { ActionError } from '../errors.ts';
import { cancelledBefore, cancelledWhile, NotYet, UnknownOutcome } from './ask-cloudflare.ts';
import { type Patience, paused, TRIES } from './patience.ts';
import { neverDone, notFoundOut } from './record-refusals.ts';

/** What a look shows: that all is as it should be, or what would make it so. */
export type Look<T> = { readonly settled: T } | { readonly act: () => Promise<T> };

/**
 * Looks and acts until things are as they should be. An act whose outcome is unknown is followed by a look, never by the same act
 * at once. That a look may be sooner than a late effect does no harm: Cloudflare refuses a second identical record, and to
 * change or delete by id twice is the same as once.
 */
export async function settle<T>(doing: string, patience: Patience, look: () => Promise<Look<T>>): Promise<T> {
  let last: UnknownOutcome | NotYet | undefined;
  for (let tries = 0; ; tries++) {
    const seen = await look().catch((error: unknown) => {
      throw last instanceof UnknownOutcome ? afterLost(doing, last, error) : error;
    });
    if ('settled' in seen) return seen.settled;
    if (last !== undefined && tries + 1 === TRIES) throw neverDone(doing, last);
    try {
      return await seen.act();
    } catch (error) {
      if (!(error instanceof UnknownOutcome || error instanceof NotYet)) throw error;
      last = error;
    }
    if (await paused(patience, last, tries)) continue;
    throw last instanceof UnknownOutcome ? cancelledWhile(doing) : cancelledBefore(doing);
  }
}

/** A look that failed when it was to tell what had become of a request. That somebody has the name is an answer. */
function afterLost(doing: string, lost: Error, error: unknown): unknown {
  if (!(error instanceof ActionError)) return error;
  if (error.code === 'cancelled') return cancelledWhile(doing);
  return error.code === 'dns_failed' ? notFoundOut(doing, lost, error) : error;
}
