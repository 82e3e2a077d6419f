import type { AttemptSession } from '../control-plane/attempt-session.ts';
import { asFailure } from '../failure.ts';

/**
 * Does a piece of work, and tells the trace when it began and how it ended: for returns and the library's jobs, which have none of the
 * ten UI steps. Those tell a customer of a tenant's way to its address.
 */
export async function toldAs<T>(
  session: Pick<AttemptSession, 'event'>,
  stage: string,
  work: () => Promise<T>,
  dataOf: (result: T) => Record<string, unknown> = () => ({}),
): Promise<T> {
  session.event(stage, 'started');
  try {
    const result = await work();
    session.event(stage, 'done', dataOf(result));
    return result;
  } catch (error) {
    const { code, message, remedy } = asFailure(error, false);
    session.event(stage, 'failed', { error_code: code, error_message: message, remedy });
    throw error;
  }
}
