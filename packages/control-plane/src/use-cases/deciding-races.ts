import { ApiError } from '../api-error.ts';
import type { Deps } from '../deps.ts';
import { constraintOf } from '../store/db.ts';

/**
 * How often one request decides. A round is some 25 statements, and Cloudflare allows 1,000 a request; a caller's patience
 * ends about as soon, after half a minute.
 */
const ROUNDS = 12;

/**
 * Who was too slow waits for a random part of this, which grows threefold each time. Else all who look again at once find the same
 * last node, fill it or buy the next together, and all but 20 have looked in vain: 500 at the same moment would do so
 * for minutes.
 */
const FIRST_WAIT_MS = 50;
const LONGEST_WAIT_MS = 8_000;

/** What others can have done between our reading and our writing; a fresh look shows it. */
const RACES = new Set([
  'no_seat',
  'check',
  'node_not_open',
  'node_moved',
  'region_changed',
  'foreign key',
  'job_moved',
]);

/**
 * Reads, decides and writes until it holds: a round that meets what others have written throws the constraint that it met.
 * `forget` drops what is known of the nodes, where a decision rested on one that the database does not have. Throws
 * `no_seat` when others were faster every time.
 */
export async function decideUntilItHolds<Done>(
  { log, waitUpTo }: Pick<Deps, 'log' | 'waitUpTo'>,
  round: () => Promise<Done>,
  forget: () => void,
): Promise<Done> {
  let met: string | undefined;
  for (let i = 0; i < ROUNDS; i++) {
    if (i > 0) await waitUpTo(Math.min(FIRST_WAIT_MS * 3 ** (i - 1), LONGEST_WAIT_MS));
    try {
      return await round();
    } catch (error) {
      met = constraintOf(error);
      if (met === undefined || !(RACES.has(met) || met.startsWith('unique '))) throw error;
      if (met === 'foreign key') forget();
    }
  }
  log.warn('others were faster every time', { rounds: ROUNDS, constraint: met });
  throw new ApiError('no_seat', `Others were faster ${ROUNDS} times.`);
}
