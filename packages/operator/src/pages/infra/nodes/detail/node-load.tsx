import type { HourlyMetrics } from '@prego/contracts';
import { lazy, Suspense, useMemo } from 'react';
import { api, bodyOf } from '../../../../api/client.ts';
import { percent } from '../../../../i18n/format.ts';
import { useWords } from '../../../../i18n/language.tsx';
import { useLive } from '../../../../live/use-live.ts';
import { useNowBy } from '../../../../live/use-now.ts';
import { Empty } from '../../../../ui/empty.tsx';
import { Panel } from '../../../../ui/panel.tsx';
import { QueryView } from '../../../../ui/query-view.tsx';
import { Skeleton } from '../../../../ui/skeleton.tsx';
import { HOUR_MS, hourlySeries, loadSummary, RESOURCES, type Resource } from '../hourly-series.ts';
import { NODES_WORDS } from '../nodes-words.ts';
import { NODES_KEY } from '../use-node-list.ts';
import { DETAIL_WORDS } from './detail-words.ts';
import { LoadTable } from './load-table.tsx';

const WEEK_HOURS = 7 * 24;

// The chart's library is read when a node is first looked at.
const LoadChart = lazy(async () => ({ default: (await import('./load-chart.tsx')).LoadChart }));

interface NodeLoadProps {
  nodeId: string;
  thresholds: Readonly<Record<Resource, number>> | undefined;
}

/** A node's week by the hour: a chart for each resource, and the same as a table. */
export function NodeLoad({ nodeId, thresholds }: NodeLoadProps) {
  const words = useWords(DETAIL_WORDS);
  const week = useLive({
    key: [...NODES_KEY, 'week', nodeId],
    read: (signal) =>
      bodyOf(
        api.GET('/internal/server-metrics', { params: { query: { node_id: nodeId, hours: WEEK_HOURS } }, signal }),
      ),
    moves: () => false,
  });
  const latest = week.data?.items[0];
  return (
    <Panel title={words.load} aside={words.loadSub}>
      <QueryView query={week} what={words.load} lines={6}>
        {({ hourly = [] }) =>
          hourly.length === 0 ? (
            <Empty>{words.noLoad}</Empty>
          ) : (
            <>
              <div className="space-y-4">
                {RESOURCES.map((resource) => (
                  <Week key={resource} resource={resource} hourly={hourly} limit={thresholds?.[resource]} />
                ))}
              </div>
              <details className="mt-3">
                <summary className="text-sm text-accent">{words.asTable}</summary>
                <LoadTable nodeId={nodeId} hourly={hourly} />
              </details>
            </>
          )
        }
      </QueryView>
      {latest?.tenant_count_differs && latest.reported_tenant_count !== null && (
        <p className="mt-3 rounded-md bg-warn-soft px-3 py-2 text-sm text-warn">
          {words.countDiffers(latest.reported_tenant_count, latest.tenant_count)}
        </p>
      )}
    </Panel>
  );
}

interface WeekProps {
  resource: Resource;
  hourly: readonly HourlyMetrics[];
  limit: number | undefined;
}

function Week({ resource, hourly, limit }: WeekProps) {
  const words = useWords(DETAIL_WORDS);
  const name = useWords(NODES_WORDS).resource[resource];
  const thisHour = useNowBy(HOUR_MS);
  const series = useMemo(() => hourlySeries(hourly, resource, thisHour, WEEK_HOURS), [hourly, resource, thisHour]);
  const { average, highest } = loadSummary(hourly, resource);
  const title = words.summary(name, percent(average), percent(highest));
  return (
    <figure>
      <figcaption className="text-xs text-muted">{title}</figcaption>
      <Suspense fallback={<Skeleton what={name} lines={3} />}>
        <LoadChart series={series} limit={limit} label={title} />
      </Suspense>
    </figure>
  );
}
