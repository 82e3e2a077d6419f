import { keepPreviousData, type QueryKey, useInfiniteQuery } from '@tanstack/react-query';
import { pollEvery, STILL_MS } from './poll-every.ts';
import { useKeptError } from './use-kept-error.ts';
import type { Live } from './use-live.ts';

interface Page<Item> {
  readonly items: Item[];
  readonly next_cursor: string | null;
}

interface LivePages<Item> {
  readonly key: QueryKey;
  readonly read: (cursor: string | undefined, signal: AbortSignal) => Promise<Page<Item>>;
  readonly moves: (items: readonly Item[]) => boolean;
  /** While another key is read the rows of the one before are shown. */
  readonly keep?: boolean;
}

export interface PagedLive<Item> {
  readonly live: Live<Item[]>;
  /** Reads the next page; undefined on the last one, and where it has just failed. */
  readonly onEnd: (() => void) | undefined;
  readonly hasMore: boolean;
  /** The next page is being read. */
  readonly isReadingOn: boolean;
}

/** All loaded pages are read again, one after the other: of more than these that is not done every few seconds. */
const PAGES_EVERY_FEW_SECONDS = 3;

/** A list that is read page by page as it is scrolled, and again and again like `useLive`. */
export function useLivePages<Item>({ key, read, moves, keep = false }: LivePages<Item>): PagedLive<Item> {
  const every = (pages: readonly Page<Item>[] | undefined, failed: boolean): number => {
    if (!failed && (pages?.length ?? 0) > PAGES_EVERY_FEW_SECONDS) return STILL_MS;
    return pollEvery(pages && itemsOf(pages), moves, failed);
  };
  const query = useInfiniteQuery({
    queryKey: key,
    queryFn: ({ pageParam, signal }) => read(pageParam, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ next_cursor }) => next_cursor ?? undefined,
    refetchInterval: ({ state }) => every(state.data?.pages, state.error !== null),
    select: asItems<Item>,
    ...(keep && { placeholderData: keepPreviousData }),
  });
  const { hasNextPage, isFetchingNextPage, isFetchNextPageError, fetchNextPage, isPlaceholderData } = query;
  const mayGoOn = hasNextPage && !isFetchingNextPage && !isFetchNextPageError && !isPlaceholderData;
  const { items, pages } = query.data ?? {};
  const everyMs = every(pages, query.error !== null);
  const shown = useKeptError(query);
  return {
    live: { ...query, ...shown, data: items, everyMs } as unknown as Live<Item[]>,
    onEnd: mayGoOn ? () => void fetchNextPage() : undefined,
    hasMore: hasNextPage,
    isReadingOn: isFetchingNextPage,
  };
}

const itemsOf = <Item>(pages: readonly Page<Item>[]): Item[] => pages.flatMap(({ items }) => items);

const asItems = <Item>({ pages }: { pages: Page<Item>[] }) => ({ pages, items: itemsOf(pages) });
