import type { TraceEventRow } from '@prego/contracts';
import { useState } from 'react';
import { useWords } from '../../../i18n/language.tsx';
import { useDuration } from '../../../i18n/use-duration.ts';
import type { Column } from '../../../ui/column.ts';
import { StepStateBadge } from '../../../ui/status-badges.tsx';
import { Time } from '../../../ui/time.tsx';
import { VirtualTable } from '../../../ui/virtual-table.tsx';
import { TRACE_WORDS } from './trace-words.ts';

/** Characters of an event's data that are shown before one asks for all of it. */
const SHOWN = 240;

export function TraceTable({ rows }: { rows: readonly TraceEventRow[] }) {
  const words = useWords(TRACE_WORDS);
  const duration = useDuration();
  const { head } = words;
  const [opened, setOpened] = useState<ReadonlySet<number>>(new Set());
  const toggle = (id: number) => {
    const next = new Set(opened);
    if (!next.delete(id)) next.add(id);
    setOpened(next);
  };
  const columns: Column<TraceEventRow>[] = [
    { key: 'id', head: head.id, width: '4.5rem', align: 'end', cell: ({ event_id }) => event_id },
    { key: 'at', head: head.at, width: '12rem', cell: ({ at }) => <Time at={at} absolute /> },
    {
      key: 'lag',
      head: head.lag,
      width: '6.5rem',
      align: 'end',
      // The emitter's clock and ours may differ by a little.
      cell: ({ at, recorded_at }) => (recorded_at < at ? '–' : duration(recorded_at - at)),
    },
    { key: 'attempt', head: head.attempt, width: '5rem', align: 'end', cell: ({ attempt }) => attempt },
    {
      key: 'stage',
      head: head.stage,
      width: 'minmax(11rem,1fr)',
      cell: ({ stage }) => <span className="font-mono text-xs">{stage}</span>,
    },
    { key: 'status', head: head.status, width: '7rem', cell: ({ status }) => <StepStateBadge state={status} /> },
    {
      key: 'data',
      head: head.data,
      width: 'minmax(18rem,3fr)',
      cell: ({ event_id, data }) => (
        <DataCell data={data} open={opened.has(event_id)} onToggle={() => toggle(event_id)} />
      ),
    },
  ];
  return (
    <VirtualTable
      label={words.rows}
      columns={columns}
      rows={rows}
      rowKey={({ event_id }) => String(event_id)}
      minWidthRem={72}
    />
  );
}

function DataCell({ data, open, onToggle }: { data: TraceEventRow['data']; open: boolean; onToggle: () => void }) {
  const words = useWords(TRACE_WORDS);
  const text = Object.keys(data).length === 0 ? '' : JSON.stringify(data, null, open ? 2 : 0);
  if (text === '') return <span className="text-muted">–</span>;
  const long = JSON.stringify(data).length > SHOWN;
  return (
    <div className="font-mono text-xs">
      <div className="whitespace-pre-wrap">{open || !long ? text : `${text.slice(0, SHOWN)}…`}</div>
      {long && (
        <button type="button" aria-expanded={open} onClick={onToggle} className="text-accent underline">
          {open ? words.less : words.all}
        </button>
      )}
    </div>
  );
}
