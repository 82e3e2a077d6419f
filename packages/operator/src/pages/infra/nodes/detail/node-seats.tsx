import type { NodeDetail } from '@prego/contracts';
import { count } from '../../../../i18n/format.ts';
import { useLanguage, useWords } from '../../../../i18n/language.tsx';
import { Badge } from '../../../../ui/badge.tsx';
import type { Column } from '../../../../ui/column.ts';
import { Empty } from '../../../../ui/empty.tsx';
import { JobLink, TenantLink } from '../../../../ui/id-links.tsx';
import { Panel } from '../../../../ui/panel.tsx';
import { Time } from '../../../../ui/time.tsx';
import { VirtualTable } from '../../../../ui/virtual-table.tsx';
import { NODES_WORDS } from '../nodes-words.ts';
import { DETAIL_WORDS } from './detail-words.ts';

type Seat = NodeDetail['seats'][number];

/** Who lives on a node, and who has a seat reserved. */
export function NodeSeats({ node }: { node: NodeDetail }) {
  const words = useWords(DETAIL_WORDS);
  const nodesWords = useWords(NODES_WORDS);
  const { language } = useLanguage();
  const { seats, tenants, reservations, capacity } = node;
  const isCut = seats.length < tenants + reservations;
  const columns: Column<Seat>[] = [
    {
      key: 'tenant',
      head: words.facts.tenant,
      width: 'minmax(9rem,1fr)',
      cell: ({ tenant_id, subdomain_slug }) => (
        <>
          <TenantLink id={tenant_id} copy />
          {subdomain_slug && subdomain_slug !== tenant_id && (
            <span className="block text-xs text-muted">{subdomain_slug}</span>
          )}
        </>
      ),
    },
    {
      key: 'kind',
      head: nodesWords.status,
      width: '9rem',
      cell: ({ kind }) => (
        <Badge tone={kind === 'tenant' ? 'ok' : 'info'} moving={kind === 'reservation'}>
          {words.kinds[kind]}
        </Badge>
      ),
    },
    { key: 'since', head: words.since, width: '7rem', cell: ({ since }) => <Time at={since} /> },
    { key: 'job', head: words.job, width: 'minmax(9rem,1.4fr)', cell: ({ job_id }) => <JobLink id={job_id} /> },
  ];
  return (
    <Panel
      flush
      title={words.tenants}
      aside={
        <>
          {nodesWords.seats(tenants, reservations, capacity)}
          {isCut && ` · ${words.firstSeats(count(seats.length, language))}`}
        </>
      }
    >
      {seats.length === 0 ? (
        <Empty>{words.noTenants}</Empty>
      ) : (
        <VirtualTable
          label={words.tenants}
          columns={columns}
          rows={seats}
          rowKey={({ tenant_id }) => tenant_id}
          minWidthRem={34}
        />
      )}
    </Panel>
  );
}
