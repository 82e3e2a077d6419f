import { useQuery } from '@tanstack/react-query';
import { readInventory } from '../../api/read-inventory.ts';

/** Automation reports every half an hour. */
const KEPT_MS = 5 * 60_000;

/** The items of a kind as automation last saw them; undefined until they are there, and where they can't be read. */
export function useInventory<Item>(kind: 'servers' | 'server_types'): readonly Item[] | undefined {
  const { data } = useQuery({
    queryKey: ['inventory', kind],
    queryFn: ({ signal }) => readInventory<Item>(kind, signal),
    select: ({ items }) => items,
    staleTime: KEPT_MS,
    refetchOnWindowFocus: true,
  });
  return data;
}
