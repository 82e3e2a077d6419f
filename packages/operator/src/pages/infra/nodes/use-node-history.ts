import type { HourlyMetrics } from '@prego/contracts';
import { useQuery } from '@tanstack/react-query';
import { api, bodyOf } from '../../../api/client.ts';
import { FAILED_MS } from '../../../live/poll-every.ts';
import { batchReader } from './batch-reader.ts';

/** Hours that a row shows. */
export const ROW_HOURS = 24;
/** contracts' METRICS_OF_MANY.nodes, which would bring zod along. */
const NODES_A_REQUEST = 50;
/** An hour's average changes slowly; what is new stands beside it as text. */
const KEPT_MS = 5 * 60_000;
/** Long enough for all rows of a scroll to have asked, short enough not to be seen. */
const WAIT_MS = 60;

const load = batchReader<readonly HourlyMetrics[]>({
  most: NODES_A_REQUEST,
  schedule: (flush) => setTimeout(flush, WAIT_MS),
  read: async (ids) => {
    const query = { node_ids: ids.join(','), hours: ROW_HOURS, limit: NODES_A_REQUEST };
    const { hourly_by_node = [] } = await bodyOf(api.GET('/internal/server-metrics', { params: { query } }));
    return new Map(hourly_by_node.map(({ node_id, hourly }) => [node_id, hourly]));
  },
});

/** The last 24 hours of a row that is in view; undefined until they are there, and where they can't be read. */
export function useNodeHistory(nodeId: string): readonly HourlyMetrics[] | undefined {
  const { data } = useQuery({
    queryKey: ['node_history', nodeId],
    queryFn: async ({ signal }) => (await load(nodeId, signal)) ?? [],
    staleTime: KEPT_MS,
    refetchInterval: ({ state }) => (state.error ? FAILED_MS : KEPT_MS),
    refetchOnWindowFocus: true,
    // A row without its course is still a row: the next look comes by itself.
    retry: false,
  });
  return data;
}
