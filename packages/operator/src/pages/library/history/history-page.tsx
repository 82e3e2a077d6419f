import { useNavigate, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { count } from '../../../i18n/format.ts';
import { useLanguage, useWords } from '../../../i18n/language.tsx';
import { Empty } from '../../../ui/empty.tsx';
import { FreshnessLine } from '../../../ui/freshness-line.tsx';
import { PageHead } from '../../../ui/page-head.tsx';
import { Panel } from '../../../ui/panel.tsx';
import { QueryView } from '../../../ui/query-view.tsx';
import { useNarrow } from '../../../ui/use-narrow.ts';
import { VirtualTable } from '../../../ui/virtual-table.tsx';
import { ClearFilters } from '../clear-filters.tsx';
import { useFindInLog } from '../use-find-in-log.ts';
import { useHistoryColumns } from './history-columns.tsx';
import { HistoryFilterBar } from './history-filters.tsx';
import { filtersOf, filtersSet } from './history-search.ts';
import { HISTORY_WORDS } from './history-words.ts';
import { EventLogPanel } from './log-panel.tsx';
import { useDeleted, useHistory } from './use-history.ts';

/** Everything that has happened in the library, with the log of each run as long as that is kept. */
export function HistoryPage() {
  const words = useWords(HISTORY_WORDS);
  const { language } = useLanguage();
  const search = useSearch({ from: '/library/history' });
  const navigate = useNavigate({ from: '/library/history' });
  const { live, onEnd, hasMore } = useHistory(search);
  const [gone, setGone] = useState<ReadonlySet<number>>(new Set());
  const onGone = (id: number) => setGone((old) => (old.has(id) ? old : new Set([...old, id])));
  const narrow = useNarrow();
  const columns = useHistoryColumns({ deleted: useDeleted(), gone, onGone, narrow });
  const open = search.log === undefined ? undefined : Number(search.log);
  const findInLog = useFindInLog();
  const close = async () => {
    await navigate({ search: filtersOf(search), resetScroll: false });
    document.querySelector<HTMLElement>(`[data-log="${open}"]`)?.focus();
  };
  return (
    <>
      <PageHead title={words.title} sub={words.sub}>
        <FreshnessLine of={[live]} />
      </PageHead>
      {open !== undefined && (
        <EventLogPanel
          key={open}
          id={open}
          event={live.data?.find(({ event_id }) => event_id === open)}
          query={search.log_q ?? ''}
          onQuery={findInLog}
          onClose={() => void close()}
          onGone={onGone}
        />
      )}
      <Panel
        flush
        title={words.list}
        aside={<span aria-live="polite">{live.data && words.count(count(live.data.length, language), hasMore)}</span>}
      >
        <HistoryFilterBar events={live.data ?? []} />
        <QueryView query={live} what={words.title} lines={8}>
          {(events) =>
            events.length === 0 ? (
              <Nothing filtered={filtersSet(search) > 0} />
            ) : (
              <VirtualTable
                label={words.list}
                columns={columns}
                rows={events}
                rowKey={({ event_id }) => String(event_id)}
                rowHeight={narrow ? 148 : 60}
                minWidthRem={narrow ? 0 : 74}
                onEnd={onEnd}
                isSelected={({ event_id }) => event_id === open}
              />
            )
          }
        </QueryView>
      </Panel>
    </>
  );
}

function Nothing({ filtered }: { filtered: boolean }) {
  const words = useWords(HISTORY_WORDS);
  return (
    <Empty>
      <p>{filtered ? words.noMatch : words.none}</p>
      {filtered && (
        <p className="mt-3">
          <ClearFilters of="/library/history" />
        </p>
      )}
    </Empty>
  );
}
