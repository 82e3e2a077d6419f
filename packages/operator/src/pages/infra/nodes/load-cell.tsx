import type { NodeSummary } from '@prego/contracts';
import { percent } from '../../../i18n/format.ts';
import { useWords } from '../../../i18n/language.tsx';
import { useNowBy } from '../../../live/use-now.ts';
import { classes } from '../../../ui/classes.ts';
import { Sparkline } from '../../../ui/sparkline.tsx';
import { sparkRange } from '../../../ui/sparkline-path.ts';
import { averagesOf, HOUR_MS, type Resource } from './hourly-series.ts';
import { NODES_WORDS } from './nodes-words.ts';
import { ROW_HOURS, useNodeHistory } from './use-node-history.ts';

interface LoadCellProps {
  node: NodeSummary;
  resource: Resource;
  limit: number | undefined;
}

/** The latest figure of one resource, and its last 24 hours. */
export function LoadCell({ node, resource, limit }: LoadCellProps) {
  return (
    <div className="flex items-center gap-2">
      <LoadFigure node={node} resource={resource} limit={limit} />
      {node.metrics && <Course nodeId={node.node_id} resource={resource} limit={limit} />}
    </div>
  );
}

/** The latest figure alone. */
export function LoadFigure({ node, resource, limit }: LoadCellProps) {
  const words = useWords(NODES_WORDS);
  const value = node.metrics?.[`${resource}_pct`] ?? null;
  const isOver = limit !== undefined && value !== null && value >= limit;
  return (
    <span
      className={classes('inline-block w-10 shrink-0 text-right text-xs tabular', isOver && 'font-semibold text-warn')}
    >
      {percent(value)}
      {isOver && <span className="sr-only">{`, ${words.overLimit(percent(limit))}`}</span>}
    </span>
  );
}

function Course({ nodeId, resource, limit }: { nodeId: string; resource: Resource; limit: number | undefined }) {
  const words = useWords(NODES_WORDS);
  const thisHour = useNowBy(HOUR_MS);
  const history = useNodeHistory(nodeId);
  if (!history) return <span aria-hidden className="h-[22px] w-[76px] rounded bg-sunken/60" />;
  const points = averagesOf(history, resource);
  const range = sparkRange(points);
  const name = words.resource[resource];
  return (
    <Sparkline
      points={points}
      from={thisHour - (ROW_HOURS - 1) * HOUR_MS}
      to={thisHour}
      stepMs={HOUR_MS}
      max={100}
      limit={limit}
      label={range ? words.course(name, percent(range.low), percent(range.high)) : words.noCourse(name)}
    />
  );
}
