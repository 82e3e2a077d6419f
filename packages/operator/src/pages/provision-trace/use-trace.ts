import { api, bodyOf } from '../../api/client.ts';
import { useLive } from '../../live/use-live.ts';
import { isActiveJob } from '../../ui/active-job.ts';
import type { StoryIds } from './ids-of.ts';

/** Under which its story is kept. */
export const traceKey = (ids: StoryIds) => ['provision-trace', ids.job_id, ids.trace_id];

/** All that is known of how a job went, by either of its ids. */
export const useTrace = (ids: StoryIds) =>
  useLive({
    key: traceKey(ids),
    read: (signal) => bodyOf(api.GET('/internal/provision-trace-detail', { params: { query: ids }, signal })),
    moves: ({ job }) => isActiveJob(job.status),
    enabled: ids.job_id !== undefined || ids.trace_id !== undefined,
  });

/** The node that the job waits for, and so the job that makes it. */
export const useAwaitedNode = (node_id: string | null) =>
  useLive({
    key: ['node', node_id],
    read: (signal) =>
      bodyOf(api.GET('/internal/nodes/{node_id}', { params: { path: { node_id: node_id as string } }, signal })),
    moves: ({ status }) => status === 'provisioning',
    enabled: node_id !== null,
  });
