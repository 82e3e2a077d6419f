import type { ReactNode } from 'react';
import { FailureNote } from './failure-note.tsx';
import { Skeleton } from './skeleton.tsx';

interface QueryViewProps<Data> {
  /** One of TanStack Query's results, also one of pages put together. */
  query: { readonly data: Data | undefined; readonly error: Error | null; readonly refetch: () => unknown };
  /** What it is, for the words of a failure: `Nodes`. */
  what: string;
  /** How many grey lines stand for it while nothing is there yet. */
  lines?: number;
  children: (data: Data) => ReactNode;
}

/** What was read, or why it is not there. One that can't be read again keeps showing what it had, and says so. */
export function QueryView<Data>({ query, what, lines = 3, children }: QueryViewProps<Data>) {
  const { data, error } = query;
  const failure = error && (
    <FailureNote what={what} error={error} stale={data !== undefined} onRetry={() => void query.refetch()} />
  );
  if (data === undefined) return failure || <Skeleton what={what} lines={lines} />;
  return (
    <>
      {failure}
      {children(data)}
    </>
  );
}
