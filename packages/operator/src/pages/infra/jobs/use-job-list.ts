import type { JobSummary } from '@prego/contracts';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type RefObject, useCallback, useMemo } from 'react';
import { api, bodyOf } from '../../../api/client.ts';
import { ApiFailure } from '../../../api/failure.ts';
import { useLive } from '../../../live/use-live.ts';
import { EMPTY_LIST, type JobFilters, type JobList, jobsInOrder, withJob, withPart } from './job-list.ts';
import { jobsQuery } from './jobs-query.ts';
import { refreshList } from './refresh-list.ts';

/**
 * The jobs that fit, as far as they were loaded; what is in view (`seen`) is kept up to date. `anyActive`: jobs go on that may
 * be none of those, and any of them may fail next.
 */
export function useJobList(filters: JobFilters, seen: RefObject<readonly JobSummary[]>, anyActive: boolean) {
  const client = useQueryClient();
  const key = ['jobs', filters];
  const listNow = () => client.getQueryData<JobList>(key) ?? EMPTY_LIST;
  const readPage = (cursor: string | null, signal?: AbortSignal) =>
    bodyOf(
      api.GET('/internal/provision-jobs', {
        params: { query: jobsQuery(filters, cursor, Date.now()) },
        ...(signal && { signal }),
      }),
    );
  const live = useLive<JobList>({
    key,
    keep: true,
    moves: ({ moves }) => moves || anyActive,
    read: (signal) =>
      refreshList({
        list: listNow,
        order: filters.order,
        seen: listNow() === EMPTY_LIST ? [] : seen.current,
        readPage: (cursor) => readPage(cursor, signal),
        readJob: (id) => readJob(id, signal),
      }),
  });
  // What is loaded or moved in between makes the rest no fresher.
  const put = (list: JobList) =>
    client.setQueryData(key, list, { updatedAt: client.getQueryState(key)?.dataUpdatedAt ?? 0 });
  const more = useMutation({
    // What could not be loaded of one list says nothing of another.
    mutationKey: ['more', filters],
    mutationFn: async () => {
      const part = listNow().next;
      if (!part) return;
      const page = await readPage(part.cursor);
      put(withPart(listNow(), part, page, filters.order));
    },
  });
  const { mutate, isPending, isError } = more;
  const list = live.data;
  const hasMore = list !== undefined && list.next !== null && !live.isPlaceholderData;
  return {
    live,
    jobs: useMemo(() => (list ? jobsInOrder(list, filters) : []), [list, filters]),
    byId: list?.jobs ?? EMPTY_LIST.jobs,
    hasMore,
    more,
    /** For the end of the table: once at a time, and not again by itself where it has failed. */
    onEnd: useCallback(() => {
      if (!isPending && !isError) mutate();
    }, [mutate, isPending, isError]),
    /** Reads a job that has just been moved. */
    readAgain: async (id: string) => {
      const job = await readJob(id);
      // Before the list itself is there it would be a list of one.
      if (job && client.getQueryData(key)) put(withJob(listNow(), job));
      return job;
    },
  };
}

/** Undefined where there is none. */
async function readJob(job_id: string, signal?: AbortSignal): Promise<JobSummary | undefined> {
  try {
    return await bodyOf(
      api.GET('/internal/provision-jobs/{job_id}', { params: { path: { job_id } }, ...(signal && { signal }) }),
    );
  } catch (error) {
    if (error instanceof ApiFailure && error.status === 404) return undefined;
    throw error;
  }
}
