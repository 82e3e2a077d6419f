import { ApiError } from '../api-error.ts';
import type { Deps } from '../deps.ts';
import { constraintOf } from '../store/db.ts';

/**
 * How often one request decides. Each round of parallel ones settles a whole node: one buys it, then all its seats go at
 * once. With 20 seats a node that is enough for 200 sign-ups at the same moment; who still has none is told to come again.
 */
const ROUNDS = 24;

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
  { log }: Pick<Deps, 'log'>,
  round: () => Promise<Done>,
  forget: () => void,
): Promise<Done> {
  let met: string | undefined;
  for (let i = 0; i < ROUNDS; i++) {
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
