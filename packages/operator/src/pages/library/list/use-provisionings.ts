import type { ProvisioningSummary } from '@prego/contracts';
import { api, bodyOf } from '../../../api/client.ts';
import { type PagedLive, useLivePages } from '../../../live/use-live-pages.ts';
import { provisioningMoves } from '../../../ui/library-tone.ts';
import type { ProvisioningsSearch } from './list-search.ts';

/** Provisionings a page: more than a screen. */
const ROWS_A_PAGE = 100;

/** What is on the list and fits, newest first. */
export const useProvisionings = (search: ProvisioningsSearch): PagedLive<ProvisioningSummary> =>
  useLivePages({
    key: ['library', 'provisionings', search],
    read: (cursor, signal) =>
      bodyOf(
        api.GET('/internal/library/provisionings', {
          params: { query: { limit: ROWS_A_PAGE, ...search, ...(cursor && { cursor }) } },
          signal,
        }),
      ),
    moves: (rows) => rows.some(({ status }) => provisioningMoves(status)),
    keep: true,
  });
