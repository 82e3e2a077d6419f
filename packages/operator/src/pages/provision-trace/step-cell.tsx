import type { UiStep } from '@prego/contracts';
import { localTime, utcTime } from '../../i18n/format.ts';
import { useLanguage, useWords } from '../../i18n/language.tsx';
import { useClock } from '../../i18n/use-clock.ts';
import { useDuration } from '../../i18n/use-duration.ts';
import { withoutRemedy } from '../../timeline/job-failure.ts';
import { ErrorCode } from '../../ui/error-code.tsx';
import { Tooltip } from '../../ui/tooltip.tsx';
import { ShownStateBadge } from './state-badge.tsx';
import { STEPS_WORDS } from './steps-words.ts';
import { shownState, stepTook } from './story.ts';

/** A step of one attempt: state, start, duration, why it was skipped, what went wrong, and what all that rests on. */
export function StepCell({ step, over, now }: { step: UiStep; over: boolean; now: number }) {
  const words = useWords(STEPS_WORDS);
  const duration = useDuration();
  const took = stepTook(step, over, now);
  const at = step.started_at ?? step.ended_at;
  return (
    <div className="space-y-1">
      <div className="flex flex-wrap items-center gap-x-2 gap-y-0.5">
        <ShownStateBadge state={shownState(step, over)} />
        {at !== null && <Clock at={at} label={step.started_at === null ? words.ended : words.started} />}
        {took !== null && <span className="text-xs tabular">{duration(took)}</span>}
      </div>
      {step.skip_reason && <p className="text-xs text-muted">{words.skip[step.skip_reason] ?? step.skip_reason}</p>}
      {step.known_by !== null && step.known_by !== 'report' && (
        <p className="text-xs text-muted">{words.knownBy[step.known_by]}</p>
      )}
      <StepError step={step} />
    </div>
  );
}

/** What went wrong and what to do. It stays to be read where the step was done after all. */
export function StepError({ step }: { step: UiStep }) {
  const words = useWords(STEPS_WORDS);
  if (step.error_code === null && step.error_message === null) return null;
  return (
    <div className="space-y-0.5 text-xs">
      {step.error_code && <ErrorCode code={step.error_code} />}
      {step.error_message && <p className="whitespace-pre-wrap">{withoutRemedy(step.error_message, step.remedy)}</p>}
      {step.remedy && (
        <p>
          <span className="font-medium">{words.remedy}: </span>
          {step.remedy}
        </p>
      )}
    </div>
  );
}

/** A time of the day, with the whole moment here and in UTC behind it. */
export function Clock({ at, label }: { at: number; label: string }) {
  const { language } = useLanguage();
  const clockTime = useClock();
  return (
    <Tooltip text={() => `${label} · ${localTime(at, language)} · ${utcTime(at, language)}`}>
      <time dateTime={new Date(at).toISOString()} className="text-xs text-muted tabular">
        {clockTime(at)}
      </time>
    </Tooltip>
  );
}
