import type { JobSummary, ProvisionTraceDetail } from '@prego/contracts';
import { TriangleAlert } from 'lucide-react';
import { useLanguage, useWords } from '../../../i18n/language.tsx';
import { failureOf } from '../../../timeline/job-failure.ts';
import { ErrorCode } from '../../../ui/error-code.tsx';
import { stepName } from '../../../ui/step-name.ts';
import { SCREEN_WORDS } from './screen-words.ts';

/** Why the job has failed, by its present attempt where that is known. What to do comes first: it is what one looks for. */
export function FailedBox({
  job,
  attempt,
}: {
  job: JobSummary;
  attempt: ProvisionTraceDetail['attempts'][number] | undefined;
}) {
  const words = useWords(SCREEN_WORDS);
  const { language } = useLanguage();
  if (job.status !== 'failed') return null;
  const { step, code, message, remedy } = failureOf(job, attempt);
  return (
    <div className="flex gap-3 rounded-md bg-bad-soft px-3 py-2.5 text-sm">
      <TriangleAlert aria-hidden size={16} className="mt-0.5 shrink-0 text-bad" />
      <div className="min-w-0 space-y-1">
        <p>
          <strong className="font-semibold">{`${words.whatToDo}: `}</strong>
          {remedy ?? words.retryIt}
        </p>
        <p className="text-bad">
          {step ? words.failedAt(step.step, stepName(step, language)) : words.failed}
          {code && (
            <>
              {' '}
              <ErrorCode code={code} />
            </>
          )}
        </p>
        {message && <pre className="max-h-40 overflow-auto font-mono text-xs whitespace-pre-wrap">{message}</pre>}
      </div>
    </div>
  );
}
