import type { OnboardingStatus, ProvisionTraceDetail } from '@prego/contracts';
import { useQueryClient } from '@tanstack/react-query';
import { api, bodyOf } from '../../api/client.ts';
import { type Live, useLive } from '../../live/use-live.ts';
import { traceKey } from '../provision-trace/use-trace.ts';
import type { OnboardingSearch } from './onboarding-search.ts';
import { stillMoves } from './still-moves.ts';

/** The five steps, of a job or of a tenant's newest one. A job that is known to be over moves none of them any more. */
export function useOnboarding(whose: OnboardingSearch): Live<OnboardingStatus> {
  const client = useQueryClient();
  const statusOf = (job_id: string | null) =>
    job_id ? client.getQueryData<ProvisionTraceDetail>(traceKey({ job_id }))?.job.status : undefined;
  return useLive({
    key: ['onboarding', whose.job_id, whose.tenant_id],
    read: (signal) => bodyOf(api.GET('/internal/onboarding-status', { params: { query: whose }, signal })),
    moves: ({ job_id, steps }) => stillMoves(steps, statusOf(job_id)),
    enabled: whose.job_id !== undefined || whose.tenant_id !== undefined,
  });
}

/** The milestones of a trace. */
export const useMilestones = (trace_id: string | undefined, moving: boolean) =>
  useLive({
    key: ['milestones', trace_id],
    read: (signal) =>
      bodyOf(api.GET('/internal/funnel-events', { params: { query: { trace_id: trace_id as string } }, signal })),
    moves: () => moving,
    enabled: trace_id !== undefined,
  });

/** How many reached each milestone since then (ms since 1970). */
export const useCounts = (since: number) =>
  useLive({
    key: ['funnel-counts', since],
    read: (signal) => bodyOf(api.GET('/internal/funnel-events', { params: { query: { since } }, signal })),
    moves: () => false,
    keep: true,
  });
