import { api, bodyOf } from '../api/client.ts';
import { useLive } from '../live/use-live.ts';
import { isActiveJob } from './active-job.ts';

/** One job as it is now: its status, seat and dispatch, and who holds its stack. */
export const useJobDetail = (job_id: string | undefined) =>
  useLive({
    key: ['provision-job', job_id],
    read: (signal) =>
      bodyOf(api.GET('/internal/provision-jobs/{job_id}', { params: { path: { job_id: job_id as string } }, signal })),
    moves: ({ status }) => isActiveJob(status),
    enabled: job_id !== undefined,
  });
