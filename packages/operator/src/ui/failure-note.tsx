import { TriangleAlert } from 'lucide-react';
import { ApiFailure } from '../api/failure.ts';
import { useWords } from '../i18n/language.tsx';
import { Button } from './button.tsx';
import { FailureCode } from './failure-code.tsx';
import { failureText } from './failure-text.ts';
import { UI_WORDS } from './ui-words.ts';

interface FailureNoteProps {
  what: string;
  error: Error;
  /** Older data is shown beside it. */
  stale?: boolean;
  onRetry?: () => void;
}

/** What could not be read, why, and what to do. The control plane's messages end with their remedy. */
export function FailureNote({ what, error, stale = false, onRetry }: FailureNoteProps) {
  const words = useWords(UI_WORDS);
  const failure = error instanceof ApiFailure ? error : undefined;
  return (
    <div role="alert" className="m-3 flex flex-wrap items-start gap-3 rounded-md bg-bad-soft px-3 py-2.5 text-sm">
      <TriangleAlert aria-hidden size={16} className="mt-0.5 shrink-0 text-bad" />
      <div className="min-w-0 flex-1 basis-48">
        <p className="font-medium text-bad">
          {words.couldNotLoad(what)}
          {stale && `. ${words.staleData}`}
        </p>
        <p>{failure?.status === 0 ? words.unreachable : failureText(error, words)}</p>
        {failure && failure.status > 0 && (
          <p className="font-mono text-xs text-muted">
            <FailureCode failure={failure} />
            {failure.requestId && ` · ${words.requestId} ${failure.requestId}`}
          </p>
        )}
      </div>
      {onRetry && <Button onClick={onRetry}>{words.tryAgain}</Button>}
    </div>
  );
}
