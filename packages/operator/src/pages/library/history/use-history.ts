import type { LibraryEvent } from '@prego/contracts';
import { api, bodyOf } from '../../../api/client.ts';
import { useLive } from '../../../live/use-live.ts';
import { type PagedLive, useLivePages } from '../../../live/use-live-pages.ts';
import { LIBRARY_KEY } from '../library-key.ts';
import { type HistorySearch, historyQuery } from './history-search.ts';
import { stillMoves } from './still-moves.ts';

/** Events a page: more than a screen. */
const ROWS_A_PAGE = 100;
/** As many as the API answers at once. */
const ROWS_MOST = 200;

/** What has happened and fits, newest first. */
export function useHistory(search: HistorySearch): PagedLive<LibraryEvent> {
  const query = historyQuery(search);
  return useLivePages({
    key: [...LIBRARY_KEY, 'history', query],
    read: (cursor, signal) =>
      bodyOf(
        api.GET('/internal/library/history', {
          params: { query: { limit: ROWS_A_PAGE, ...query, ...(cursor && { cursor }) } },
          signal,
        }),
      ),
    // Of one kind alone no end of anything is seen.
    moves: (events) => search.kind === undefined && stillMoves(events, Date.now()),
    keep: true,
  });
}

/** The provisionings whose status was deleted lately: their names lead nowhere any more. */
export function useDeleted(): ReadonlySet<string> {
  const { data } = useLive({
    key: [...LIBRARY_KEY, 'deleted'],
    read: (signal) =>
      bodyOf(
        api.GET('/internal/library/history', {
          params: { query: { limit: ROWS_MOST, kind: 'status_deleted' } },
          signal,
        }),
      ),
    moves: () => false,
  });
  return new Set(data?.items.map(({ provisioning_id }) => provisioning_id));
}
