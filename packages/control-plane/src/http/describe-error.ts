import { DrizzleQueryError } from 'drizzle-orm/errors';

/**
 * An error as the log may have it. A failed query's message lists its parameters, and some of those are digests of tokens
 * or people's addresses: the query is kept, what was bound to it is not.
 */
export function describeError(error: unknown): { error: string; query?: string; stack?: string } {
  if (!(error instanceof Error)) return { error: `a ${typeof error} was thrown` };
  const failedQuery = error instanceof DrizzleQueryError;
  const shown = failedQuery && error.cause instanceof Error ? error.cause : error;
  return {
    error: failedQuery && shown === error ? 'a query failed' : `${shown.name}: ${shown.message}`,
    ...(failedQuery && { query: error.query }),
    stack: framesOf(error),
  };
}

/** The frames alone: what comes before them is the message. */
const framesOf = (error: Error): string =>
  (error.stack ?? '')
    .split('\n')
    .filter((line) => /^\s+at /.test(line))
    .join('\n');
