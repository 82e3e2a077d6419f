import type { JobSummary, TenantDetail } from '@prego/contracts';
import { useQueryClient } from '@tanstack/react-query';
import { useMemo } from 'react';
import { type Live, useLive } from '../../../live/use-live.ts';
import { useLivePages } from '../../../live/use-live-pages.ts';
import { useOnChange } from '../../../live/use-on-change.ts';
import { mergeTimeline } from '../../../timeline/merge-timeline.ts';
import { useLiveAll } from '../use-live-all.ts';
import { auditOf, decisionsOf, funnelOf, jobsOf, nodeOf, onboardingOf, traceOf } from './tenant-reads.ts';
import { attemptsIn, movesOf, reservedNode, stillMoves, trioOf } from './tenant-story.ts';
import { tenantKey } from './use-tenant-detail.ts';

/** The newest jobs whose traces are read at once. Those of older ones are a press away: in their own provision trace. */
const TRACED = 5;

/** All that the screen shows, each part for itself: one that can't be read takes nothing from the others. */
export function useTenant(id: string, detail: Live<TenantDetail>) {
  const jobPages = useLivePages({ ...jobsOf(id), moves: (jobs) => stillMoves(jobs, Date.now()) });
  // Either of the two knows the jobs.
  const jobs = jobPages.live.data ?? detail.data?.jobs ?? NONE;
  const moves = () => stillMoves(jobs, Date.now());
  const onboarding = useLive({ ...onboardingOf(id), moves });
  const decisions = useLivePages({ ...decisionsOf(id), moves });
  const audit = useLivePages({ ...auditOf(id), moves });
  const traced = jobs.slice(0, TRACED);
  const traces = useLiveAll(
    traced.map(({ job_id }) => traceOf(id, job_id)),
    moves,
  );
  const funnels = useLiveAll(
    traced.filter(({ kind }) => kind === 'provision').map(({ trace_id }) => funnelOf(id, trace_id)),
    moves,
  );
  const dedicated = traces.data.find((trace) => trace?.job.kind === 'provision' && trace.job.dedicated === 1);
  const trio = trioOf(detail.data?.seat?.node_id ?? (dedicated && reservedNode(dedicated.trace_events)));
  const nodes = useLiveAll(
    trio.map((nodeId) => nodeOf(id, nodeId)),
    moves,
  );
  useReadAgainOnMoves(id, jobs);
  const rows = useMemo(() => {
    const told = traces.data.filter((trace) => trace !== undefined);
    return mergeTimeline({
      ...{ jobs, decisions: decisions.live.data ?? [], audit: audit.live.data ?? [] },
      attempts: attemptsIn(told),
      trace: told.flatMap(({ trace_events }) => trace_events),
      funnel: funnels.data.flatMap((answer) => answer?.funnel_events ?? []),
    });
  }, [jobs, decisions.live.data, audit.live.data, traces.data, funnels.data]);
  /** What the timeline is made of. */
  const sources = [jobPages.live, audit.live, decisions.live, ...traces.all, ...funnels.all];
  return {
    ...{ jobs, jobPages, onboarding, decisions, audit, traces, funnels, nodes, trio, rows, sources },
    /** Jobs whose traces were not read. */
    untraced: jobs.slice(TRACED),
    all: [detail, onboarding, ...sources, ...nodes.all],
  };
}

const NONE: readonly JobSummary[] = [];

export type TenantParts = ReturnType<typeof useTenant>;

/** Jobs that come with the tenant itself: when the list of all replaces them, nothing has moved. */
const TOLD_BY_DETAIL = 50;

/** A job that has just moved has changed more than itself. */
function useReadAgainOnMoves(tenantId: string, jobs: readonly JobSummary[]): void {
  const client = useQueryClient();
  const now = jobs === NONE ? undefined : movesOf(jobs.slice(0, TOLD_BY_DETAIL));
  useOnChange(now, () => void client.invalidateQueries({ queryKey: tenantKey(tenantId) }));
}
