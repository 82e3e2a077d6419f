import type { Orphan } from '@prego/contracts';
import { CircleCheck } from 'lucide-react';
import { useMemo } from 'react';
import { readInventory } from '../../../api/read-inventory.ts';
import { count, euros } from '../../../i18n/format.ts';
import { useLanguage, useWords } from '../../../i18n/language.tsx';
import { useLive } from '../../../live/use-live.ts';
import { useNow } from '../../../live/use-now.ts';
import { FreshnessLine } from '../../../ui/freshness-line.tsx';
import { Panel } from '../../../ui/panel.tsx';
import { QueryView } from '../../../ui/query-view.tsx';
import { Time } from '../../../ui/time.tsx';
import { VirtualTable } from '../../../ui/virtual-table.tsx';
import { INVENTORY, lookAge } from './look-age.ts';
import { LookNote } from './look-note.tsx';
import { MissingNodes } from './missing-nodes.tsx';
import { orphanColumns } from './orphan-columns.tsx';
import { orphanCosts } from './orphan-costs.ts';
import { ORPHANS_WORDS } from './orphans-words.ts';

/** What is billed and should not be, with its sum first; and the nodes that nothing is billed for. */
export function OrphansPanel() {
  const words = useWords(ORPHANS_WORDS);
  const found = useLive({
    key: ['inventory', 'orphans'],
    read: (signal) => readInventory<Orphan>('orphans', signal),
    moves: () => false,
  });
  const missing = found.data?.missing_nodes ?? [];
  return (
    <>
      <Panel
        flush
        title={words.title}
        aside={
          found.data?.seen_at && (
            <>
              {words.seen} <Time at={found.data.seen_at} />
            </>
          )
        }
        actions={<FreshnessLine of={[found]} />}
      >
        <QueryView query={found} what={words.inventory} lines={6}>
          {({ items, seen_at }) => (
            <>
              <LookNote seenAt={seen_at} />
              {seen_at !== null && <Found orphans={items} seenAt={seen_at} />}
            </>
          )}
        </QueryView>
      </Panel>
      {missing.length > 0 && <MissingNodes nodes={missing} />}
    </>
  );
}

function Found({ orphans, seenAt }: { orphans: readonly Orphan[]; seenAt: number }) {
  const words = useWords(ORPHANS_WORDS);
  const { language } = useLanguage();
  const columns = useMemo(() => orphanColumns(words, language), [words, language]);
  const isFresh = lookAge(seenAt, useNow(), INVENTORY) === 'fresh';
  if (orphans.length === 0) {
    return (
      <p className="flex items-center justify-center gap-2 px-4 py-10 text-sm">
        {isFresh && <CircleCheck aria-hidden size={18} className="shrink-0 text-ok" />}
        <span>
          {isFresh ? words.none : words.noneThen} {words.seen} <Time at={seenAt} absolute />
        </span>
      </p>
    );
  }
  return (
    <>
      <Sum orphans={orphans} />
      <VirtualTable
        label={words.title}
        columns={columns}
        rows={orphans}
        rowKey={({ kind, id }) => `${kind} ${id}`}
        rowHeight={88}
        minWidthRem={64}
      />
      <p className="border-t border-line px-4 py-2 text-xs text-muted">{words.where}</p>
    </>
  );
}

function Sum({ orphans }: { orphans: readonly Orphan[] }) {
  const words = useWords(ORPHANS_WORDS);
  const { language } = useLanguage();
  const { hourly, monthly, unknown } = orphanCosts(orphans);
  return (
    <div className="flex flex-wrap items-baseline gap-x-6 gap-y-1 border-b border-line px-4 py-3">
      <p className="text-sm text-muted">
        {words.total} · {words.things(count(orphans.length, language))}
      </p>
      <p className="text-lg font-semibold text-bad tabular">
        {euros(monthly, 'month', language)} <span className="text-sm font-normal text-muted">{words.aMonth}</span>
      </p>
      <p className="text-lg font-semibold tabular">
        {euros(hourly, 'hour', language)} <span className="text-sm font-normal text-muted">{words.anHour}</span>
      </p>
      {unknown > 0 && <p className="text-sm text-warn">{words.unknown(count(unknown, language))}</p>}
    </div>
  );
}
