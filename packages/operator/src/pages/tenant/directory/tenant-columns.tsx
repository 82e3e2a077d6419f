import type { TenantSummary } from '@prego/contracts';
import { useMemo } from 'react';
import { useWords } from '../../../i18n/language.tsx';
import type { Column } from '../../../ui/column.ts';
import { TenantLink } from '../../../ui/id-links.tsx';
import { TenantStatusBadge } from '../../../ui/status-badges.tsx';
import { STATUS_WORDS } from '../../../ui/status-words.ts';
import { Time } from '../../../ui/time.tsx';
import { TENANT_WORDS } from '../tenant-words.ts';

export type TenantRow = TenantSummary;

/** The directory's columns, in the reader's language. */
export function useTenantColumns(): readonly Column<TenantRow>[] {
  const words = useWords(TENANT_WORDS);
  const { region, tier } = useWords(STATUS_WORDS);
  return useMemo(
    () => [
      {
        key: 'tenant',
        head: words.tenant,
        width: 'minmax(10rem,1.2fr)',
        cell: ({ tenant_id }) => <TenantLink id={tenant_id} />,
      },
      {
        key: 'status',
        head: words.status,
        width: '9rem',
        cell: ({ status }) => <TenantStatusBadge status={status} />,
      },
      {
        key: 'hostname',
        head: words.hostname,
        width: 'minmax(12rem,1.6fr)',
        cell: ({ canonical_hostname }) => <span className="block truncate">{canonical_hostname}</span>,
      },
      { key: 'tier', head: words.planTier, width: '7.5rem', cell: ({ plan_tier }) => tier[plan_tier] },
      { key: 'region', head: words.region, width: '8rem', cell: (row) => region[row.region] },
      {
        key: 'created',
        head: words.created,
        width: '7rem',
        align: 'end',
        cell: ({ created_at }) => <Time at={created_at} />,
      },
    ],
    [words, region, tier],
  );
}
