import { useRef } from 'react';
import { type KeptError, keptError } from './kept-error.ts';

type Query = Parameters<typeof keptError>[0] & { readonly isPending: boolean };

/** `error` and `isPending` of a query as a page shows them: what has failed stays so until it was read. */
export function useKeptError(query: Query): { error: Error | null; isPending: boolean } {
  const last = useRef<KeptError>(undefined);
  last.current = keptError(query, last.current);
  const error = last.current?.error ?? null;
  return { error, isPending: query.isPending && error === null };
}
