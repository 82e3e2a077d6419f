import { Link } from '@tanstack/react-router';
import { PauseCircle } from 'lucide-react';
import type { ReactNode } from 'react';
import { useWords } from '../i18n/language.tsx';
import { useClock } from '../i18n/use-clock.ts';
import { useDuration } from '../i18n/use-duration.ts';
import { useNow } from '../live/use-now.ts';
import { Time } from '../ui/time.tsx';
import { SHELL_WORDS } from './shell-words.ts';
import { useDispatchState } from './use-dispatch-state.ts';

/** Says on every page that nothing is dispatched, why, and for how long. */
export function DispatchBanner() {
  const words = useWords(SHELL_WORDS);
  const { data } = useDispatchState();
  if (!data) return null;
  const { paused, reason, changed_at, limited_until } = data;
  if (!paused) return limited_until === null ? null : <LimitedBanner until={limited_until} />;
  return (
    <Banner title={words.paused}>
      <span className="text-ink">{reason}</span>
      {changed_at !== null && (
        // It ticks: not to be said again every second.
        <span aria-live="off" className="text-xs">
          <Time at={changed_at} />
        </span>
      )}
    </Banner>
  );
}

function LimitedBanner({ until }: { until: number }) {
  const duration = useDuration();
  const clockTime = useClock();
  const words = useWords(SHELL_WORDS);
  const now = useNow();
  if (until <= now) return null;
  return (
    <Banner title={words.limited}>
      <span aria-live="off" className="text-ink tabular">
        {words.until(clockTime(until), duration(until - now))}
      </span>
    </Banner>
  );
}

function Banner({ title, children }: { title: string; children: ReactNode }) {
  const words = useWords(SHELL_WORDS);
  return (
    <div
      role="status"
      className="flex flex-wrap items-center gap-x-3 gap-y-1 border-b border-line bg-warn-soft px-4 py-2 text-sm text-warn"
    >
      <PauseCircle aria-hidden size={16} className="shrink-0" />
      <span className="font-medium">{title}</span>
      {children}
      <Link to="/cp/infra" search={{ tab: 'dispatch' }} className="ml-auto underline underline-offset-2">
        {words.show}
      </Link>
    </div>
  );
}
