import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import type { KeyboardEvent } from 'react';
import { api, bodyOf } from '../../../api/client.ts';
import { count } from '../../../i18n/format.ts';
import { useLanguage, useWords } from '../../../i18n/language.tsx';
import type { Live } from '../../../live/use-live.ts';
import { type PagedLive, useLivePages } from '../../../live/use-live-pages.ts';
import { targetsOf } from '../../../shell/what-is.ts';
import { buttonClass } from '../../../ui/button.tsx';
import { Empty } from '../../../ui/empty.tsx';
import { Panel } from '../../../ui/panel.tsx';
import { QueryView } from '../../../ui/query-view.tsx';
import { VirtualTable } from '../../../ui/virtual-table.tsx';
import { DIRECTORY_WORDS } from './directory-words.ts';
import { SearchForm } from './search-form.tsx';
import { type TenantRow, useTenantColumns } from './tenant-columns.tsx';

/** Tenants a page: more than a screen, and 20 kB. */
const ROWS_A_PAGE = 100;

/** The tenants that the address asks for; of an unknown tenant those whose names begin like it. */
export function useDirectory(): PagedLive<TenantRow> {
  const { q, status } = useFilters();
  return useLivePages({
    key: ['tenants', q, status],
    read: (cursor, signal) =>
      bodyOf(
        api.GET('/internal/tenants', {
          params: {
            query: { limit: ROWS_A_PAGE, ...(q && { q }), ...(status && { status }), ...(cursor && { cursor }) },
          },
          signal,
        }),
      ),
    moves: (tenants) => tenants.some(({ status }) => status === 'provisioning' || status === 'returning'),
    keep: true,
  });
}

function useFilters() {
  const { q, status, tenant_id } = useSearch({ from: '/cp/tenant' });
  return { q: q ?? tenant_id, status };
}

/** Search, filter and the list of tenants. */
export function Directory({ tenants: { live, onEnd, hasMore } }: { tenants: PagedLive<TenantRow> }) {
  const words = useWords(DIRECTORY_WORDS);
  const { language } = useLanguage();
  const { q, status } = useFilters();
  const navigate = useNavigate();
  const columns = useTenantColumns();
  const open = (event: KeyboardEvent, { tenant_id }: TenantRow) => {
    if (event.key === 'Enter') void navigate({ to: '/cp/tenant', search: { tenant_id } });
  };
  const rows = live.data;
  return (
    <Panel
      flush
      title={words.directory}
      aside={<span aria-live="polite">{rows && words.found(count(rows.length, language), hasMore)}</span>}
    >
      <SearchForm q={q} status={status} />
      <QueryView query={live as Live<TenantRow[]>} what={words.title} lines={8}>
        {(rows) =>
          rows.length === 0 ? (
            <Nothing q={q} filtered={status !== undefined} />
          ) : (
            <VirtualTable
              label={words.title}
              columns={columns}
              rows={rows}
              rowKey={({ tenant_id }) => tenant_id}
              rowHeight={40}
              minWidthRem={56}
              onEnd={onEnd}
              onRowKey={open}
            />
          )
        }
      </QueryView>
    </Panel>
  );
}

/** What was typed may be something else's id. */
function Nothing({ q, filtered }: { q: string | undefined; filtered: boolean }) {
  const words = useWords(DIRECTORY_WORDS);
  const other = targetsOf(q ?? '').filter(({ kind }) => kind !== 'tenant');
  return (
    <Empty>
      <p>{q ? words.none(q) : filtered ? words.noneInStatus : words.empty}</p>
      <div className="mt-3 flex flex-wrap justify-center gap-2">
        {other.map(({ kind, to, params, search }) => (
          <Link key={kind} to={to} params={params as never} search={search as never} className={buttonClass('primary')}>
            {words.leadsTo[kind]}
          </Link>
        ))}
        {(q || filtered) && (
          <Link to="/cp/tenant" className={buttonClass()}>
            {words.showAll}
          </Link>
        )}
      </div>
    </Empty>
  );
}
