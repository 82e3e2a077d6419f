import { type QueryKey, useQueries } from '@tanstack/react-query';
import { useRef } from 'react';
import { type KeptError, keptError } from '../../live/kept-error.ts';
import { pollEvery } from '../../live/poll-every.ts';
import type { Live } from '../../live/use-live.ts';

interface Part<Data> {
  readonly key: QueryKey;
  readonly read: (signal: AbortSignal) => Promise<Data>;
}

/** `useLive` for as many as there are. `data` is the same array until one of them has changed. */
export function useLiveAll<Data>(
  parts: readonly Part<Data>[],
  moves: () => boolean,
): { data: (Data | undefined)[]; all: Live<Data>[] } {
  const { data, results } = useQueries({
    queries: parts.map(({ key, read }) => ({
      queryKey: key,
      queryFn: ({ signal }: { signal: AbortSignal }) => read(signal),
      refetchInterval: ({ state }: { state: { data: unknown; error: unknown } }) =>
        pollEvery(state.data, moves, state.error !== null),
    })),
    combine: (results) => ({ results, data: results.map(({ data }) => data as Data | undefined) }),
  });
  const kept = useRef(new Map<string, KeptError>());
  const all = results.map((query, index) => {
    const name = JSON.stringify(parts[index]?.key);
    const last = keptError(query, kept.current.get(name));
    if (last) kept.current.set(name, last);
    else kept.current.delete(name);
    const error = last?.error ?? null;
    const everyMs = pollEvery<unknown>(query.data, moves, query.error !== null);
    return { ...query, error, isPending: query.isPending && !error, everyMs } as Live<Data>;
  });
  return { data, all };
}
