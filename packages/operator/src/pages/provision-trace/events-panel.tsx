import type { TraceEventRow } from '@prego/contracts';
import { useNavigate } from '@tanstack/react-router';
import { useDeferredValue, useMemo, useState } from 'react';
import { count } from '../../i18n/format.ts';
import { useLanguage, useWords } from '../../i18n/language.tsx';
import { Empty } from '../../ui/empty.tsx';
import { SelectField } from '../../ui/fields.tsx';
import { Panel } from '../../ui/panel.tsx';
import { SearchField } from '../../ui/search-field.tsx';
import { VirtualTable } from '../../ui/virtual-table.tsx';
import { useEventColumns } from './event-columns.tsx';
import { filterEvents } from './event-filter.ts';
import { STEPS_WORDS } from './steps-words.ts';
import { EVENT_SHOWS, type TraceSearch } from './trace-search.ts';

interface EventsPanelProps {
  events: readonly TraceEventRow[];
  /** The attempt that is looked at. */
  attempt: number;
  attempts: number;
  search: TraceSearch;
}

/** Every event as it was stored: `prego_ui_step_*` and what is finer. */
export function EventsPanel({ events, attempt, attempts, search }: EventsPanelProps) {
  const words = useWords(STEPS_WORDS).events;
  const { language } = useLanguage();
  const q = useDeferredValue(search.q ?? '');
  const of = search.every ? null : attempt;
  const shown = useMemo(
    () => filterEvents(events, { attempt: of, show: search.show, q }),
    [events, of, search.show, q],
  );
  const [open, setOpen] = useState<ReadonlySet<number>>(new Set());
  const toggle = (id: number) =>
    setOpen((old) => new Set(old.has(id) ? [...old].filter((other) => other !== id) : [...old, id]));
  const columns = useEventColumns({ from: events, open, toggle, withAttempt: attempts > 1 });
  return (
    <Panel
      title={words.title}
      aside={words.count(count(shown.length, language), count(events.length, language))}
      actions={<EventFilters search={search} attempts={attempts} />}
      flush
    >
      {shown.length > 0 ? (
        <VirtualTable
          label={words.rows}
          columns={columns}
          rows={shown}
          rowKey={({ event_id }) => String(event_id)}
          rowHeight={34}
          minWidthRem={46}
        />
      ) : (
        <Empty>{events.length > 0 ? words.noMatch : words.none}</Empty>
      )}
    </Panel>
  );
}

function EventFilters({ search, attempts }: { search: TraceSearch; attempts: number }) {
  const words = useWords(STEPS_WORDS).events;
  const navigate = useNavigate({ from: '/cp/provision-trace' });
  const change = (next: Record<string, string | undefined>) =>
    void navigate({ search: (old) => ({ ...old, ...next }) as TraceSearch, replace: true, resetScroll: false });
  return (
    <search aria-label={words.filter} className="flex flex-wrap gap-2">
      <SearchField
        label={words.search}
        className="w-44"
        value={search.q ?? ''}
        onText={(text) => change({ q: text || undefined })}
      />
      <SelectField
        label={words.show}
        labelHidden
        className="w-32"
        value={search.show ?? 'all'}
        options={(['all', ...EVENT_SHOWS] as const).map((value) => ({ value, label: words.shows[value] }))}
        onValue={(value) => change({ show: value === 'all' ? undefined : value })}
      />
      {attempts > 1 && (
        <SelectField
          label={words.of}
          labelHidden
          className="w-32"
          value={search.every ? 'all' : 'this'}
          options={[
            { value: 'this', label: words.ofThis },
            { value: 'all', label: words.ofAll },
          ]}
          onValue={(value) => change({ every: value === 'all' ? 'yes' : undefined })}
        />
      )}
    </search>
  );
}
