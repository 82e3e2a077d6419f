import type { ProvisioningSummary } from '@prego/contracts';
import { useWords } from '../../i18n/language.tsx';
import { useDuration } from '../../i18n/use-duration.ts';
import { useNow } from '../../live/use-now.ts';
import { Time } from '../../ui/time.tsx';
import { executionOf, type RunTimes } from './execution.ts';
import { EXECUTION_WORDS } from './execution-words.ts';

type Told = Pick<ProvisioningSummary, 'status' | 'created_at' | 'ended_at'>;

/** How long it took, or the clock of what goes on; '–' where that is not known. */
export function Took({ of, run }: { of: Told; run: RunTimes | undefined }) {
  const duration = useDuration();
  const { tookMs } = executionOf(of, run, useNow());
  return tookMs === null ? '–' : <span className="tabular">{duration(tookMs)}</span>;
}

/** The same as words that say of what; of a return, whose beginning only its run tells, when it ended. */
export function ExecutionTime({ of }: { of: Told }) {
  const words = useWords(EXECUTION_WORDS);
  const duration = useDuration();
  const { status, to, tookMs } = executionOf(of, undefined, useNow());
  if (status === 'returning') return words.returning;
  if (status === 'returned' || status === 'return_failed') {
    return (
      <>
        {words[status]} {to !== null && <Time at={to} />}
      </>
    );
  }
  return tookMs === null ? null : <span className="tabular">{words.took[status](duration(tookMs))}</span>;
}
