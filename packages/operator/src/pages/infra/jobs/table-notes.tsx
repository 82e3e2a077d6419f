import { X } from 'lucide-react';
import { useEffect } from 'react';
import { useWords } from '../../../i18n/language.tsx';
import { Button } from '../../../ui/button.tsx';
import { FailureLine } from '../../../ui/failure-line.tsx';
import { JOBS_WORDS } from './jobs-words.ts';
import type { Shown } from './shown-order.ts';
import type { Outcome } from './use-job-actions.ts';

const NOTE =
  'pointer-events-auto flex items-center gap-3 rounded-lg border border-line bg-raised py-1.5 pr-1.5 pl-3 shadow-lg';

/** A line is read in so long (ms), and is in the way then; what went wrong stays. */
const READ_MS = 8_000;

interface TableNotesProps {
  order: Shown;
  onShow: () => void;
  /** Why the rows could not be read again. */
  stale: Error | null;
  outcome: Outcome | undefined;
  onDismiss: () => void;
}

/** Over the end of what is in view of the rows, so that none of them moves: what waits to be shown, and what the last press has led to. */
export function TableNotes({ order: { fresh, displaced }, onShow, stale, outcome, onDismiss }: TableNotesProps) {
  const words = useWords(JOBS_WORDS);
  useEffect(() => {
    if (!outcome || outcome.error) return;
    const timer = setTimeout(onDismiss, READ_MS);
    return () => clearTimeout(timer);
  }, [outcome, onDismiss]);
  return (
    <div className="pointer-events-none sticky bottom-3 z-10 flex h-0 flex-col items-center justify-end gap-2 text-sm">
      {fresh + displaced > 0 && (
        <div className={NOTE} title={words.waitingHelp}>
          <span>{words.waiting(fresh, displaced)}</span>
          <Button onClick={onShow}>{words.showNow}</Button>
        </div>
      )}
      {stale && (
        <div className={NOTE}>
          <p>{words.stale}</p>
          <FailureLine error={stale} />
        </div>
      )}
      {outcome && (
        <div className={NOTE}>
          <div className="min-w-0 space-y-1">
            <p>{outcome.text}</p>
            {outcome.error && <FailureLine error={outcome.error} />}
          </div>
          <Button square look="quiet" aria-label={words.dismiss} onClick={onDismiss}>
            <X aria-hidden size={14} />
          </Button>
        </div>
      )}
    </div>
  );
}
