import type { TraceStatus } from '@prego/contracts';
import { useWords } from '../../i18n/language.tsx';
import { Badge } from '../../ui/badge.tsx';
import { stepTone, type Tone } from '../../ui/tone.ts';
import { STEPS_WORDS } from './steps-words.ts';
import type { ShownState } from './story.ts';

/** The colour of a step, or a piece of work, as it is shown. */
export function shownTone(state: ShownState): Tone {
  if (state === 'stopped') return 'warn';
  return state === 'not_reached' ? 'idle' : stepTone(state);
}

/** What an event tells: `started` is over as soon as it was told. */
export function EventStatusBadge({ status }: { status: TraceStatus }) {
  const words = useWords(STEPS_WORDS);
  return <Badge tone={stepTone(status)}>{status === 'started' ? words.started : words.state[status]}</Badge>;
}

export function ShownStateBadge({ state }: { state: ShownState }) {
  const words = useWords(STEPS_WORDS).state;
  return (
    <Badge tone={shownTone(state)} moving={state === 'started'}>
      {words[state]}
    </Badge>
  );
}
