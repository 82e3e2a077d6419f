import { RotateCw } from 'lucide-react';
import { useWords } from '../i18n/language.tsx';
import { useClock } from '../i18n/use-clock.ts';
import { freshnessOf } from '../live/freshness-of.ts';
import type { Live } from '../live/use-live.ts';
import { Badge } from './badge.tsx';
import { UI_WORDS } from './ui-words.ts';

/** What `useLive` answers, as far as its age goes. */
export type Aging = Pick<Live<unknown>, 'dataUpdatedAt' | 'everyMs' | 'error' | 'isEnabled'> & {
  readonly refetch: () => Promise<unknown>;
};

/** How old what is shown is, and how often it is read: of all that a page or panel shows. */
export function FreshnessLine({ of }: { of: readonly Aging[] }) {
  const words = useWords(UI_WORDS);
  const clockTime = useClock();
  const { updatedAt, everyMs, stale } = freshnessOf(
    of.map(({ dataUpdatedAt, everyMs, error, isEnabled }) => ({
      dataUpdatedAt,
      everyMs,
      failed: error !== null,
      wanted: isEnabled,
    })),
  );
  if (updatedAt === null) return null;
  return (
    <div className="flex items-center gap-2 text-xs text-muted tabular">
      {stale && <Badge tone="warn">{words.stale}</Badge>}
      <span>{`${words.updated(clockTime(updatedAt))} · ${words.every(Math.round(everyMs / 1000))}`}</span>
      <button
        type="button"
        aria-label={words.readNow}
        title={words.readNow}
        onClick={() => void Promise.all(of.filter(({ isEnabled }) => isEnabled).map(({ refetch }) => refetch()))}
        className="inline-flex size-6 items-center justify-center rounded hover:bg-sunken"
      >
        <RotateCw aria-hidden size={13} />
      </button>
    </div>
  );
}
