import type { TraceEventRow } from '@prego/contracts';
import { useWords } from '../../i18n/language.tsx';
import { useDuration } from '../../i18n/use-duration.ts';
import type { Column } from '../../ui/column.ts';
import { EventData } from './event-data.tsx';
import { EventStatusBadge } from './state-badge.tsx';
import { Clock } from './step-cell.tsx';
import { STEPS_WORDS } from './steps-words.ts';
import { tellerOf } from './story.ts';

interface EventColumns {
  /** Every event of the story: times are counted from the first of each attempt. */
  from: readonly TraceEventRow[];
  open: ReadonlySet<number>;
  toggle: (id: number) => void;
  withAttempt: boolean;
}

/** Later than this (ms) it came by a retry or a slow line, which is worth a word. */
const LATE_MS = 5000;

export function useEventColumns({ from, open, toggle, withAttempt }: EventColumns): Column<TraceEventRow>[] {
  const words = useWords(STEPS_WORDS);
  const duration = useDuration();
  const begun = new Map<number, number>();
  for (const { attempt, at } of from) begun.set(attempt, Math.min(at, begun.get(attempt) ?? at));
  const time = ({ attempt, at, recorded_at }: TraceEventRow) => (
    <span className="flex flex-wrap items-baseline gap-x-2 tabular">
      <span>{`+${duration(at - (begun.get(attempt) ?? at))}`}</span>
      <Clock at={at} label={words.events.at} />
      {recorded_at - at > LATE_MS && (
        <span className="text-xs text-warn">{words.events.late(duration(recorded_at - at))}</span>
      )}
    </span>
  );
  return [
    { key: 'at', head: words.events.at, width: '10rem', cell: time },
    ...(withAttempt
      ? [{ key: 'attempt', head: words.events.attempt, width: '4.5rem', cell: (row: TraceEventRow) => row.attempt }]
      : []),
    {
      key: 'stage',
      head: words.events.stage,
      width: 'minmax(12rem,2fr)',
      cell: ({ stage }) => <code className="font-mono text-xs">{stage}</code>,
    },
    {
      key: 'status',
      head: words.events.status,
      width: '7.5rem',
      cell: ({ status }) => <EventStatusBadge status={status} />,
    },
    { key: 'by', head: words.events.by, width: '7.5rem', cell: ({ stage }) => words.time.byWhom[tellerOf(stage)] },
    {
      key: 'data',
      head: words.events.data,
      width: 'minmax(12rem,3fr)',
      cell: (event) => (
        <EventData event={event} folded={{ open: open.has(event.event_id), onToggle: () => toggle(event.event_id) }} />
      ),
    },
  ];
}
