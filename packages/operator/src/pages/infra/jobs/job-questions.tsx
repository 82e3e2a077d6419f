import { useWords } from '../../../i18n/language.tsx';
import { ConfirmDialog } from '../../../ui/confirm-dialog.tsx';
import { nameToRetry } from '../../../ui/job-moves.ts';
import { JOBS_WORDS } from './jobs-words.ts';
import type { useJobActions } from './use-job-actions.ts';

interface JobQuestionsProps extends Pick<ReturnType<typeof useJobActions>, 'asked' | 'retry' | 'cancel'> {
  onClose: () => void;
  returnFocus: () => HTMLElement | null;
}

/** The question that comes before a job is cancelled, or goes on destroying. */
export function JobQuestions({ asked, retry, cancel, onClose, returnFocus }: JobQuestionsProps) {
  const words = useWords(JOBS_WORDS);
  const isRetry = asked?.move === 'retry';
  const name = asked && isRetry ? nameToRetry(asked.job) : undefined;
  return (
    <ConfirmDialog
      open={asked !== undefined}
      onClose={onClose}
      title={isRetry ? words.retryTitle : words.cancelTitle}
      confirm={isRetry ? words.retry : words.cancelDo}
      returnFocus={returnFocus}
      {...(name !== undefined && { name })}
      danger
      onConfirm={async () => {
        if (asked) await (isRetry ? retry : cancel)(asked.job);
      }}
    >
      <p className="font-mono text-xs">{asked?.job.job_id}</p>
      <p>{isRetry ? words.retryHelp : words.cancelHelp}</p>
    </ConfirmDialog>
  );
}
