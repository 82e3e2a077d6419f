import type { OnboardingState, OnboardingStatus } from '@prego/contracts';
import { Check, Circle, X } from 'lucide-react';
import { useWords } from '../i18n/language.tsx';
import { classes } from './classes.ts';
import { ONBOARDING_WORDS } from './onboarding-words.ts';
import { TONE_CHIP, TONE_TEXT, type Tone } from './tone.ts';

const TONE: Record<OnboardingState, Tone> = { pending: 'idle', done: 'ok', failed: 'bad' };
const ICON = { pending: Circle, done: Check, failed: X } as const;

/** The colour of an onboarding step's state. */
export const onboardingTone = (state: OnboardingState): Tone => TONE[state];

interface OnboardingStepsProps {
  steps: OnboardingStatus['steps'];
  /** The job goes on: the first step that is not done is being worked on. */
  moving?: boolean;
}

/** Onboarding's five coarse steps with their states: a row, or a column where it is narrow. */
export function OnboardingSteps({ steps, moving = false }: OnboardingStepsProps) {
  const words = useWords(ONBOARDING_WORDS);
  const current = moving ? steps.find(({ state }) => state === 'pending')?.name : undefined;
  return (
    <ol aria-label={words.label} className="grid gap-2 sm:grid-cols-5">
      {steps.map(({ name, state }, index) => {
        const Icon = ICON[state];
        return (
          <li
            key={name}
            aria-current={name === current ? 'step' : undefined}
            className={classes(
              'flex min-w-0 items-center gap-2.5 rounded-md border border-line px-3 py-2 sm:flex-col sm:items-start sm:gap-1.5',
              name === current && 'border-info',
            )}
          >
            <span
              aria-hidden
              className={classes(
                'inline-flex size-5 shrink-0 items-center justify-center rounded-full',
                TONE_CHIP[name === current ? 'info' : TONE[state]],
                name === current && 'animate-pulse',
              )}
            >
              <Icon size={12} />
            </span>
            <span className="min-w-0 flex-1 text-sm font-medium">{`${index + 1}. ${words.step[name]}`}</span>
            <span className={classes('text-xs', TONE_TEXT[TONE[state]])}>{words.state[state]}</span>
          </li>
        );
      })}
    </ol>
  );
}
