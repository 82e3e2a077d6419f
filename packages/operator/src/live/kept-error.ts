/** An error that a query has ended with, and when (ms since 1970). */
export interface KeptError {
  readonly error: Error;
  readonly at: number;
}

interface Asked {
  readonly data: unknown;
  readonly error: Error | null;
  readonly errorUpdatedAt: number;
}

/**
 * The error to be shown; `last` is what this said before. TanStack Query forgets it while what has never been read is asked for
 * again: a page that did so too would take its note away and bring it back every few seconds, and have it read out anew.
 */
export function keptError({ data, error, errorUpdatedAt }: Asked, last: KeptError | undefined): KeptError | undefined {
  if (error) return { error, at: errorUpdatedAt };
  // Another time is another query's.
  return data === undefined && last?.at === errorUpdatedAt ? last : undefined;
}
