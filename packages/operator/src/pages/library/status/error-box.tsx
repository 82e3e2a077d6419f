import type { ProvisioningDetail, ProvisionTraceDetail } from '@prego/contracts';
import { TriangleAlert } from 'lucide-react';
import { useWords } from '../../../i18n/language.tsx';
import { ErrorCode } from '../../../ui/error-code.tsx';
import { stageName } from '../../provision-trace/stage-name.ts';
import { STAGE_WORDS } from '../../provision-trace/stage-words.ts';
import { failureOf } from './failure-of.ts';
import { STATUS_PAGE_WORDS } from './status-words.ts';

/** Why it has failed. What to do comes first: it is what one looks for. */
export function ErrorBox({ of, trace }: { of: ProvisioningDetail; trace: ProvisionTraceDetail | undefined }) {
  const words = useWords(STATUS_PAGE_WORDS);
  const stages = useWords(STAGE_WORDS);
  const failure = failureOf(of, trace);
  if (!failure) return null;
  const { code, message, remedy, at } = failure;
  return (
    <section aria-label={words.error} className="flex gap-3 rounded-md bg-bad-soft px-3 py-2.5 text-sm">
      <TriangleAlert aria-hidden size={16} className="mt-0.5 shrink-0 text-bad" />
      <div className="min-w-0 space-y-1">
        {/* A message without a remedy of its own ends with what to do. */}
        {(remedy || !message) && (
          <p>
            <strong className="font-semibold">{`${words.todo}: `}</strong>
            {remedy ?? words.noRemedy}
          </p>
        )}
        {code && (
          <p className="text-bad">
            {words.error} <ErrorCode code={code} />
            {at && ` ${words.errorAt(stageName(at, stages))}`}
          </p>
        )}
        {message && <pre className="max-h-40 overflow-auto font-mono text-xs whitespace-pre-wrap">{message}</pre>}
      </div>
    </section>
  );
}
