import type { ProvisioningSummary } from '@prego/contracts';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import type { KeyboardEvent } from 'react';
import { count } from '../../../i18n/format.ts';
import { useLanguage, useWords } from '../../../i18n/language.tsx';
import { buttonClass } from '../../../ui/button.tsx';
import { Empty } from '../../../ui/empty.tsx';
import { FreshnessLine } from '../../../ui/freshness-line.tsx';
import { PageHead } from '../../../ui/page-head.tsx';
import { Panel } from '../../../ui/panel.tsx';
import { QueryView } from '../../../ui/query-view.tsx';
import { useNarrow } from '../../../ui/use-narrow.ts';
import { VirtualTable } from '../../../ui/virtual-table.tsx';
import { ClearFilters } from '../clear-filters.tsx';
import { useListColumns } from './list-columns.tsx';
import { ListFilters } from './list-filters.tsx';
import { isNarrowed } from './list-search.ts';
import { LIST_WORDS } from './list-words.ts';
import { useProvisionings } from './use-provisionings.ts';

/** Everything that was made from the library and is still on the list. */
export function ProvisioningsPage() {
  const words = useWords(LIST_WORDS);
  const { language } = useLanguage();
  const search = useSearch({ from: '/library/provisionings' });
  const navigate = useNavigate();
  const { live, onEnd, hasMore } = useProvisionings(search);
  const narrow = useNarrow();
  const columns = useListColumns(narrow);
  const open = (event: KeyboardEvent, { provisioning_id }: ProvisioningSummary) => {
    if (event.key !== 'Enter') return;
    void navigate({ to: '/library/provisionings/$provisioning_id', params: { provisioning_id } });
  };
  return (
    <>
      <PageHead title={words.title} sub={words.sub}>
        <div className="flex flex-wrap items-center gap-3">
          <FreshnessLine of={[live]} />
          <Link to="/library" className={buttonClass('primary')}>
            {words.choose}
          </Link>
        </div>
      </PageHead>
      <Panel
        flush
        title={words.list}
        aside={<span aria-live="polite">{live.data && words.count(count(live.data.length, language), hasMore)}</span>}
      >
        <ListFilters />
        <QueryView query={live} what={words.title} lines={8}>
          {(rows) =>
            rows.length === 0 ? (
              <Nothing filtered={isNarrowed(search)} />
            ) : (
              <VirtualTable
                label={words.list}
                columns={columns}
                rows={rows}
                rowKey={({ provisioning_id }) => provisioning_id}
                rowHeight={narrow ? 76 : 52}
                minWidthRem={narrow ? 0 : 62}
                onEnd={onEnd}
                onRowKey={open}
              />
            )
          }
        </QueryView>
      </Panel>
    </>
  );
}

function Nothing({ filtered }: { filtered: boolean }) {
  const words = useWords(LIST_WORDS);
  return (
    <Empty>
      <p>{filtered ? words.noMatch : words.none}</p>
      <p className="mt-3">
        {filtered ? (
          <ClearFilters of="/library/provisionings" />
        ) : (
          <Link to="/library" className={buttonClass('primary')}>
            {words.choose}
          </Link>
        )}
      </p>
    </Empty>
  );
}
