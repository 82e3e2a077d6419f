import type { ProvisioningSummary } from '@prego/contracts';
import { type ReactNode, useMemo } from 'react';
import { useLanguage, useWords } from '../../../i18n/language.tsx';
import { ActorName } from '../../../ui/actor-name.tsx';
import type { Column } from '../../../ui/column.ts';
import { ProvisioningBadge } from '../../../ui/library-badges.tsx';
import { ProvisioningLink } from '../../../ui/library-links.tsx';
import { LIBRARY_WORDS } from '../../../ui/library-words.ts';
import { costText } from '../../../ui/money.ts';
import { Time } from '../../../ui/time.tsx';
import { ExecutionTime } from '../execution-time.tsx';
import { priceNow } from '../price-now.ts';
import { LIST_WORDS } from './list-words.ts';

/** The list's columns, in the reader's language; a single one where there is room for no more. */
export function useListColumns(narrow: boolean): readonly Column<ProvisioningSummary>[] {
  const wide = useWideColumns();
  const { head } = useWords(LIST_WORDS);
  const one = useMemo(
    () => [
      { key: 'all', head: head.name, width: 'minmax(0,1fr)', cell: (row: ProvisioningSummary) => <All of={row} /> },
    ],
    [head],
  );
  return narrow ? one : wide;
}

/** A whole provisioning, line by line: its status before all else that is known of it. */
function All({ of }: { of: ProvisioningSummary }) {
  const { language } = useLanguage();
  const prices = useWords(LIBRARY_WORDS);
  return (
    <span className="block space-y-1 py-0.5">
      <span className="block font-medium">
        <ProvisioningLink id={of.provisioning_id} name={of.name} />
      </span>
      <span className="flex flex-wrap items-center gap-x-2 gap-y-1">
        <ProvisioningBadge status={of.status} />
        <span className="text-xs text-muted">
          <ExecutionTime of={of} />
        </span>
      </span>
      <span className="block text-xs text-muted">
        {[of.template_name[language], costText(of.cost_so_far, language), priceNow(of, prices, language)].join(' · ')}
      </span>
    </span>
  );
}

function useWideColumns(): readonly Column<ProvisioningSummary>[] {
  const { head } = useWords(LIST_WORDS);
  const prices = useWords(LIBRARY_WORDS);
  const { language } = useLanguage();
  return useMemo(
    () => [
      {
        key: 'name',
        head: head.name,
        width: 'minmax(10rem,1.4fr)',
        cell: ({ provisioning_id, name }) => (
          <span className="font-medium">
            <ProvisioningLink id={provisioning_id} name={name} />
          </span>
        ),
      },
      {
        key: 'template',
        head: head.template,
        width: 'minmax(9rem,1fr)',
        cell: ({ template_name, template_version }) => <Two upper={template_name[language]} lower={template_version} />,
      },
      { key: 'status', head: head.status, width: '11rem', cell: ({ status }) => <ProvisioningBadge status={status} /> },
      {
        key: 'started',
        head: head.started,
        width: 'minmax(11rem,1fr)',
        cell: (row) => <Two upper={<Time at={row.created_at} absolute />} lower={<ExecutionTime of={row} />} />,
      },
      {
        key: 'cost',
        head: head.cost,
        width: 'minmax(11rem,1fr)',
        align: 'end',
        cell: (row) => <Two upper={costText(row.cost_so_far, language)} lower={priceNow(row, prices, language)} />,
      },
      {
        key: 'by',
        head: head.by,
        width: 'minmax(7rem,0.7fr)',
        cell: ({ created_by }) => (
          <span className="block truncate">
            <ActorName of={created_by} />
          </span>
        ),
      },
    ],
    [head, prices, language],
  );
}

function Two({ upper, lower }: { upper: ReactNode; lower: ReactNode }) {
  return (
    <>
      <span className="block truncate">{upper}</span>
      <span className="block truncate text-xs text-muted">{lower}</span>
    </>
  );
}
