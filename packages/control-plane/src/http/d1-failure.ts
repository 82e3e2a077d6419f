/**
 * What D1 says when it can't be reached or has too much to do, and the same query may succeed in a moment
 * (developers.cloudflare.com/d1/observability/debug-d1, "List of D1_ERRORs").
 */
const PASSING = [
  'D1 DB is overloaded',
  'Network connection lost',
  'caused object to be reset',
  'reset because its code was updated',
  'Cannot resolve D1 DB due to transient issue',
];

/** Whether an error, or one that it was caused by, is a passing failure of D1. */
export const isPassingD1Failure = (error: unknown): boolean =>
  saysSo(error, (message) => PASSING.some((text) => message.includes(text)));

/** Whether it is that of a database to which the migrations were not applied. */
export const isMissingSchema = (error: unknown): boolean =>
  saysSo(error, (message) => message.includes('no such table'));

function saysSo(error: unknown, says: (message: string) => boolean): boolean {
  for (let cause: unknown = error; cause instanceof Error; cause = cause.cause) {
    if (says(cause.message)) return true;
  }
  return false;
}
