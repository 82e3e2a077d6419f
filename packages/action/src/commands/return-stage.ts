import type { AttemptSession } from '../control-plane/attempt-session.ts';

/** Does a piece of a return, and tells the trace when it began and how it ended. A return has none of the ten UI steps. */
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
    const { code } = error as { code?: unknown };
    session.event(stage, 'failed', typeof code === 'string' ? { error_code: code } : {});
    throw error;
  }
}
