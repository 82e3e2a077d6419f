import type { UiStep } from '@prego/contracts';
import { useLanguage, useWords } from '../../../i18n/language.tsx';
import { classes } from '../../../ui/classes.ts';
import { STATUS_WORDS } from '../../../ui/status-words.ts';
import { stepName } from '../../../ui/step-name.ts';
import { stepTone, TONE_FILL } from '../../../ui/tone.ts';
import { SCREEN_WORDS } from './screen-words.ts';

interface StepsBarProps {
  steps: readonly UiStep[];
  /** The stage under way; null once the job has ended. */
  current: string | null;
}

/** The ten steps in a line, and the name of the one under way, or of the one where it stopped. */
export function StepsBar({ steps, current }: StepsBarProps) {
  const words = useWords(SCREEN_WORDS);
  const { step: states } = useWords(STATUS_WORDS);
  const { language } = useLanguage();
  const now =
    steps.find(({ stage }) => stage === current) ??
    steps.find(({ state }) => state === 'failed') ??
    steps.findLast(({ state }) => state !== 'pending');
  return (
    <div>
      <ol aria-label={words.steps} className="flex gap-1">
        {steps.map((step) => {
          const text = `${words.stepOf(step.step, stepName(step, language))}: ${states[step.state]}`;
          return (
            <li
              key={step.stage}
              title={text}
              aria-current={step.stage === current ? 'step' : undefined}
              className={classes(
                'h-2 flex-1 rounded-full',
                step.state === 'pending' ? 'bg-line' : TONE_FILL[stepTone(step.state)],
                step.stage === current && 'animate-pulse bg-info',
              )}
            >
              <span className="sr-only">{text}</span>
            </li>
          );
        })}
      </ol>
      {now && (
        <p aria-hidden className="mt-1.5 text-sm">
          {words.stepOf(now.step, stepName(now, language))}
          <span className="text-muted">{` · ${states[now.state]}`}</span>
        </p>
      )}
    </div>
  );
}
