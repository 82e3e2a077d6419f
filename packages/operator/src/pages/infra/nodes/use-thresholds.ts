import { useQuery } from '@tanstack/react-query';
import { api, bodyOf } from '../../../api/client.ts';
import type { Resource } from './hourly-series.ts';

/** They change with a deployment only. */
const KEPT_MS = 10 * 60_000;

/** From which load on a node takes no more tenants, in percent; undefined until it is known. */
export function useThresholds(): Readonly<Record<Resource, number>> | undefined {
  const { data } = useQuery({
    queryKey: ['thresholds'],
    // The thresholds are configuration; what a decision would be is where the control plane tells them. It writes nothing.
    queryFn: async ({ signal }) =>
      (await bodyOf(api.POST('/internal/placement/compute', { body: {}, signal }))).thresholds,
    staleTime: KEPT_MS,
    refetchOnWindowFocus: true,
    select: (of) => ({ cpu: of.cpu_pct_max, memory: of.memory_pct_max, disk: of.disk_pct_max }),
  });
  return data;
}
