import type { LibraryResource } from '@prego/contracts';
import { count, euros } from '../../../../i18n/format.ts';
import { useLanguage, useWords } from '../../../../i18n/language.tsx';
import type { Column } from '../../../../ui/column.ts';
import { CopiedId } from '../../../../ui/copied-id.tsx';
import { LIBRARY_WORDS } from '../../../../ui/library-words.ts';
import { hourlySum } from '../../../../ui/money.ts';
import { VirtualTable } from '../../../../ui/virtual-table.tsx';
import { addressesOf } from './addresses-of.ts';
import { INFO_WORDS } from './info-words.ts';

interface ResourceTableProps {
  label: string;
  resources: readonly LibraryResource[];
}

/** What it has at Hetzner, and what that costs. */
export function ResourceTable({ label, resources }: ResourceTableProps) {
  const words = useWords(INFO_WORDS);
  const { language } = useLanguage();
  const columns = useColumns();
  const { sum, whole } = hourlySum(resources);
  const price = euros(sum, 'hour', language);
  return (
    <>
      <VirtualTable
        label={label}
        columns={columns}
        rows={resources}
        rowKey={({ kind, id }) => `${kind} ${id}`}
        minWidthRem={56}
      />
      {(sum > 0 || !whole) && (
        <p className="px-4 py-2 text-right text-xs text-muted tabular">
          {whole ? words.sum(price) : words.sumOfKnown(price)}
        </p>
      )}
    </>
  );
}

function useColumns(): Column<LibraryResource>[] {
  const { head, gb, free } = useWords(INFO_WORDS);
  const { resource, unknownPrice } = useWords(LIBRARY_WORDS);
  const { language } = useLanguage();
  return [
    { key: 'kind', head: head.kind, width: '8.5rem', cell: ({ kind }) => resource[kind] },
    {
      key: 'name',
      head: head.name,
      width: 'minmax(8rem,1fr)',
      cell: ({ name }) => <code className="font-mono text-[0.92em] break-all">{name}</code>,
    },
    { key: 'id', head: head.id, width: '8rem', cell: ({ id }) => <CopiedId id={id} /> },
    {
      key: 'about',
      head: head.about,
      width: '7rem',
      cell: ({ server_type, size_gb }) => server_type ?? (size_gb === null ? '–' : gb(count(size_gb, language))),
    },
    { key: 'location', head: head.location, width: '5.5rem', cell: ({ location }) => location ?? '–' },
    {
      key: 'addresses',
      head: head.addresses,
      width: 'minmax(11rem,1.2fr)',
      cell: (row) => {
        const addresses = addressesOf(row);
        if (addresses.length === 0) return '–';
        return (
          <span className="flex flex-col">
            {addresses.map((address) => (
              <CopiedId key={address} id={address} />
            ))}
          </span>
        );
      },
    },
    {
      key: 'hour',
      head: head.hour,
      width: '6rem',
      align: 'end',
      cell: ({ hourly_cost }) => {
        if (hourly_cost === 0) return free;
        return hourly_cost === null ? unknownPrice : euros(hourly_cost, 'hour', language);
      },
    },
  ];
}
