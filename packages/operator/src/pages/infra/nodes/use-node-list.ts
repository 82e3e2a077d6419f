import type { NodeRole, NodeStatus, NodeSummary, Region } from '@prego/contracts';
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { useEffect, useMemo } from 'react';
import { api, bodyOf } from '../../../api/client.ts';
import { pollEvery } from '../../../live/poll-every.ts';
import { useLive } from '../../../live/use-live.ts';
import { hasSettled, withNewer } from './moving-nodes.ts';

export interface NodeFilters {
  readonly region?: Region;
  readonly status?: NodeStatus;
  readonly role?: NodeRole;
  readonly stale?: 'true' | 'false';
}

/** The most that the control plane gives at once. */
const PAGE = 200;
/** 5,000 nodes: what is worst can only be told of those that were read, and each page is a request. */
const MOST_PAGES = 25;

/** Whatever a change of a node makes old: lists, the node itself, its audit. */
export const NODES_KEY = ['nodes'] as const;

const readPage = (filters: NodeFilters, cursor: string | undefined, signal: AbortSignal) =>
  bodyOf(
    api.GET('/internal/nodes', { params: { query: { ...filters, limit: PAGE, ...(cursor && { cursor }) } }, signal }),
  );

/**
 * All nodes that fit, read page by page; the first are there while the others come. What is still being made is read every
 * few seconds by itself, and the list again when one of them is done.
 */
export function useNodeList(filters: NodeFilters) {
  const list = useInfiniteQuery({
    queryKey: [...NODES_KEY, 'list', filters],
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam, signal }) => readPage(filters, pageParam, signal),
    getNextPageParam: (last) => last.next_cursor ?? undefined,
    refetchInterval: ({ state }) => pollEvery(state.data, () => false, state.error !== null),
    placeholderData: keepPreviousData,
  });
  const { data, hasNextPage, isFetching, error, fetchNextPage, isPlaceholderData } = list;
  const isCut = (data?.pages.length ?? 0) >= MOST_PAGES;
  const goesOn = hasNextPage && !isCut;
  useEffect(() => {
    if (goesOn && !isFetching && !error) void fetchNextPage();
  }, [goesOn, isFetching, error, fetchNextPage]);

  const listed = useMemo(() => data?.pages.flatMap(({ items }) => items), [data]);
  const moving = useMoving(filters, listed);
  const nodes = useMemo(() => listed && withNewer(listed, moving.data?.items ?? []), [listed, moving.data]);
  const settled =
    listed !== undefined && moving.isEnabled && moving.data !== undefined && hasSettled(listed, moving.data);
  const { refetch } = list;
  useEffect(() => {
    if (settled && !isPlaceholderData) void refetch();
  }, [settled, isPlaceholderData, refetch]);

  return {
    query: { ...list, data: nodes },
    live: { ...list, everyMs: pollEvery(data, () => false, error !== null) },
    isReading: goesOn,
    isCut: isCut && hasNextPage,
    isOfOtherFilters: isPlaceholderData,
  };
}

function useMoving(filters: NodeFilters, listed: readonly NodeSummary[] | undefined) {
  return useLive({
    key: [...NODES_KEY, 'moving', filters],
    read: (signal) => readPage({ ...filters, status: 'provisioning' }, undefined, signal),
    moves: () => true,
    enabled: listed?.some(({ status }) => status === 'provisioning') ?? false,
  });
}
