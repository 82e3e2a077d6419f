import type { LaunchEstimate } from '@prego/contracts';
import { Clock } from 'lucide-react';
import { useLanguage } from '../i18n/language.tsx';
import { elapsedOf, estimateWords } from './estimate-words.ts';
import { type ServerClock, timeOf } from './server-clock.ts';
import { useSteadyNow } from './use-steady-now.ts';

interface EstimateLineProps {
  readonly estimate: LaunchEstimate | null;
  readonly clock: ServerClock | undefined;
  /** What is under way, or comes next, in words. */
  readonly current: string | null;
}

/** What is being done now, and how long it will take. */
export function EstimateLine({ estimate, clock, current }: EstimateLineProps) {
  const steady = useSteadyNow();
  const { language } = useLanguage();
  const elapsed = estimate && clock ? elapsedOf(estimate, timeOf(clock, steady)) : 0;
  const { headline, detail } = estimateWords(estimate, elapsed, language);
  return (
    <div className="space-y-1 rounded-2xl bg-accent-soft px-5 py-4 text-center">
      {current !== null && <p className="font-semibold text-accent-strong">{current}</p>}
      <p className={detail === null ? '' : 'text-lg font-semibold'}>
        {detail !== null && <Clock aria-hidden size={16} className="mr-1.5 inline-block align-[-2px]" />}
        {headline}
      </p>
      {detail !== null && <p className="text-pretty">{detail}</p>}
    </div>
  );
}
