import type { Deps } from '../deps.ts';
import { describeError } from '../http/describe-error.ts';

/** Asks that an attempt be looked at, after `delayMs`. A queue that does not take it is no harm: the sweep finds it. */
export async function nudge(
  { queue, log }: Pick<Deps, 'queue' | 'log'>,
  { job_id, attempt }: { readonly job_id: string; readonly attempt: number },
  delayMs = 0,
): Promise<void> {
  try {
    await queue.nudge(job_id, attempt, Math.ceil(delayMs / 1000));
  } catch (error) {
    log.warn('the queue did not take a nudge', { job_id, ...describeError(error) });
  }
}
