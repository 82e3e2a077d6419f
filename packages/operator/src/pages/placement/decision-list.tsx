import type { DecisionPage, StoredDecision } from '@prego/contracts';
import { Link, useSearch } from '@tanstack/react-router';
import { useWords } from '../../i18n/language.tsx';
import type { Live } from '../../live/use-live.ts';
import { buttonClass } from '../../ui/button.tsx';
import type { Column } from '../../ui/column.ts';
import { Empty } from '../../ui/empty.tsx';
import { DecisionLink, JobLink, TenantLink } from '../../ui/id-links.tsx';
import { Panel } from '../../ui/panel.tsx';
import { QueryView } from '../../ui/query-view.tsx';
import { STATUS_WORDS } from '../../ui/status-words.ts';
import { Time } from '../../ui/time.tsx';
import { VirtualTable } from '../../ui/virtual-table.tsx';
import type { Asked } from './asked-decisions.ts';
import { DECISION_WORDS } from './decision-words.ts';
import { sentenceOf } from './sentence-of.ts';

interface DecisionListProps {
  list: Live<DecisionPage>;
  of: Asked;
  openedId: string | undefined;
}

/** What was decided, the newest first. */
export function DecisionList({ list, of, openedId }: DecisionListProps) {
  const words = useWords(DECISION_WORDS);
  const { decision_id, before } = useSearch({ from: '/cp/placement' });
  const columns = useColumns(of, before);
  const name = of.job_id ?? of.tenant_id ?? '';
  return (
    <Panel
      title={words.listOf(name)}
      aside={!decision_id && !before && list.data && list.data.items.length > 1 && words.newestOpened}
      actions={<Pages of={of} before={before} next={list.data?.next_cursor ?? null} />}
      flush
    >
      <QueryView query={list} what={words.list}>
        {({ items }) =>
          items.length === 0 ? (
            <Empty>{before ? words.nothingOlder : words.nothing(name)}</Empty>
          ) : (
            <VirtualTable
              label={words.table}
              columns={columns}
              rows={items}
              rowKey={(row) => row.decision_id}
              isSelected={(row) => row.decision_id === openedId}
              minWidthRem={73}
            />
          )
        }
      </QueryView>
    </Panel>
  );
}

function Pages({ of, before, next }: { of: Asked; before: string | undefined; next: string | null }) {
  const words = useWords(DECISION_WORDS);
  return (
    <>
      {before && (
        <Link to="/cp/placement" search={{ view: 'decisions', ...of }} className={buttonClass()}>
          {words.newest}
        </Link>
      )}
      {next && (
        <Link to="/cp/placement" search={{ view: 'decisions', ...of, before: next }} className={buttonClass()}>
          {words.older}
        </Link>
      )}
    </>
  );
}

function useColumns(of: Asked, before: string | undefined): Column<StoredDecision>[] {
  const words = useWords(DECISION_WORDS);
  const { region: regions, tier: tiers } = useWords(STATUS_WORDS);
  return [
    { key: 'time', head: words.time, width: '8rem', cell: (row) => <Time at={row.created_at} /> },
    {
      key: 'decision',
      head: words.decision,
      width: '18rem',
      cell: (row) => <DecisionLink id={row.decision_id} of={{ ...of, ...(before && { before }) }} />,
    },
    {
      key: 'outcome',
      head: words.outcome,
      width: 'minmax(16rem,2fr)',
      cell: (row) => sentenceOf(words.saying, row),
    },
    {
      key: 'asked',
      head: words.asked,
      width: '13rem',
      cell: (row) => words.askedFor(tiers[row.plan_tier], regions[row.region]),
    },
    of.tenant_id
      ? { key: 'job', head: words.job, width: '16rem', cell: (row) => row.job_id && <JobLink id={row.job_id} /> }
      : {
          key: 'tenant',
          head: words.tenant,
          width: '12rem',
          cell: (row) => row.tenant_id && <TenantLink id={row.tenant_id} />,
        },
  ];
}
