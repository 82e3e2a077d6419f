import { keepPreviousData, type QueryKey, type UseQueryResult, useQuery } from '@tanstack/react-query';
import { pollEvery } from './poll-every.ts';
import { useKeptError } from './use-kept-error.ts';

export interface LiveQuery<Data> {
  readonly key: QueryKey;
  readonly read: (signal: AbortSignal) => Promise<Data>;
  /** Whether what was read is still moving; such things are read every 3 s, others every minute. */
  readonly moves: (data: Data) => boolean;
  /** False: not asked for (yet). */
  readonly enabled?: boolean;
  /** While another key is read the data of the one before is shown. */
  readonly keep?: boolean;
}

export type Live<Data> = UseQueryResult<Data> & { readonly everyMs: number };

/** What the control plane says, read again and again: by its state, not while the page is hidden, sooner when one comes back. */
export function useLive<Data>({ key, read, moves, enabled = true, keep = false }: LiveQuery<Data>): Live<Data> {
  const query = useQuery({
    queryKey: key,
    queryFn: ({ signal }) => read(signal),
    enabled,
    refetchInterval: ({ state }) => pollEvery(state.data as Data | undefined, moves, state.error !== null),
    ...(keep && { placeholderData: keepPreviousData }),
  });
  const shown = useKeptError(query);
  return { ...query, ...shown, everyMs: pollEvery(query.data, moves, shown.error !== null) } as Live<Data>;
}
