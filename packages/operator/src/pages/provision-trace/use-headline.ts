import { duration } from '../../i18n/format.ts';
import { useLanguage, useWords } from '../../i18n/language.tsx';
import { stepName } from '../../ui/step-name.ts';
import type { JobNow } from './job-now.ts';
import { stageName } from './stage-name.ts';
import { STAGE_WORDS } from './stage-words.ts';
import { TRACE_WORDS } from './trace-words.ts';

/** Where a job stands, in one line. */
export function useHeadline(state: JobNow): string {
  const words = useWords(TRACE_WORDS).now;
  const { language } = useLanguage();
  const stages = useWords(STAGE_WORDS);
  const { step: line = null, stage = null } = 'step' in state ? state : {};
  const step = line ? stepName(line, language) : stage && stageName(stage, stages);
  switch (state.kind) {
    case 'failed':
      return step ? words.failedAt(step) : words.failed;
    case 'cancelled':
      return step ? words.cancelledAt(step) : words.cancelled;
    case 'completed':
      return state.tookMs === null ? words.completed : words.completedIn(duration(state.tookMs, language));
    case 'waits_node':
      return words.waitsNode;
    case 'waits_stack':
      return words.waitsStack(state.stack ?? '–');
    case 'queued':
      return state.tries > 0 ? words.queuedAgain(state.tries) : words.queued;
    case 'sent':
      return state.accepted ? words.dispatched : words.dispatching;
    case 'running':
      return step ? words.running(step) : words.runningAny;
  }
}
