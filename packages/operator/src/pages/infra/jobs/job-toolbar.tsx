import { count } from '../../../i18n/format.ts';
import { useLanguage, useWords } from '../../../i18n/language.tsx';
import { Button } from '../../../ui/button.tsx';
import { failureText } from '../../../ui/failure-text.ts';
import { UI_WORDS } from '../../../ui/ui-words.ts';
import { JOBS_WORDS } from './jobs-words.ts';
import type { useJobList } from './use-job-list.ts';
import type { Picked } from './use-picked.ts';

interface JobToolbarProps {
  list: ReturnType<typeof useJobList>;
  picked: Picked;
  onRetry: () => void;
}

/** Above the rows: how many there are, and what is to be done to those selected. It keeps its height. */
export function JobToolbar({ list: { jobs, hasMore, more }, picked, onRetry }: JobToolbarProps) {
  const words = useWords(JOBS_WORDS);
  const uiWords = useWords(UI_WORDS);
  const { language } = useLanguage();
  const n = count(jobs.length, language);
  const selected = picked.ids.size;
  return (
    <div className="flex min-h-11 flex-wrap items-center gap-x-3 gap-y-1 border-b border-line px-4 py-1.5 text-xs text-muted">
      {selected > 0 ? (
        <>
          <span className="font-medium text-ink">{words.picked(selected)}</span>
          <Button look="primary" onClick={onRetry}>
            {words.retryPicked(selected)}
          </Button>
          <Button look="quiet" onClick={() => picked.all(false)}>
            {words.unpick}
          </Button>
        </>
      ) : (
        <span>{hasMore ? words.loaded(n) : words.all(n)}</span>
      )}
      {more.isPending && <span role="status">{words.loadingMore}</span>}
      {more.isError && (
        <span role="alert" className="flex items-center gap-2 text-bad">
          {words.notMore} {failureText(more.error, uiWords)}
          <Button onClick={() => more.mutate()}>{words.tryAgain}</Button>
        </span>
      )}
    </div>
  );
}
