import type { CloudServer, DriftStatus, ServerType } from '@prego/contracts';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { api, bodyOf } from '../../../api/client.ts';
import { pollEvery } from '../../../live/poll-every.ts';
import { useInventory } from '../use-inventory.ts';
import { type PriceOfName, pricesByName } from './drift-costs.ts';

/** Stacks a page: one with many changes has a quarter of a megabyte. */
const PAGE = 50;

/** The stacks of one status, by name; a page more when asked for. */
export function useDrift(status: DriftStatus, stack: string | undefined, enabled: boolean) {
  const query = useInfiniteQuery({
    queryKey: ['drift', status, stack],
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam, signal }) => {
      const query = { status, limit: PAGE, ...(stack && { stack }), ...(pageParam && { cursor: pageParam }) };
      return bodyOf(api.GET('/internal/drift', { params: { query }, signal }));
    },
    getNextPageParam: (last) => last.next_cursor ?? undefined,
    select: ({ pages }) => pages.flatMap(({ items }) => items),
    enabled,
    refetchInterval: ({ state }) => pollEvery(state.data, () => false, state.error !== null),
  });
  return { ...query, everyMs: pollEvery(query.data, () => false, query.error !== null) };
}

/** What servers cost by their names, by the last inventory. */
export function useServerPrices(): PriceOfName {
  const servers = useInventory<CloudServer>('servers');
  const types = useInventory<ServerType>('server_types');
  return useMemo(() => pricesByName(servers ?? [], types ?? []), [servers, types]);
}
