import type { Language } from '../../i18n/language.tsx';
import { stepName } from '../../ui/step-name.ts';
import { stageName } from './stage-name.ts';
import type { StageWords } from './stage-words.ts';
import type { Span } from './waterfall.ts';

interface Names extends StageWords {
  readonly wait: Readonly<Record<string, string>>;
  readonly gap: string;
}

/** What a row is called: a step's line with its number, a finer stage by its own words. */
export function spanName({ key, kind, step, events }: Span, language: Language, names: Names): string {
  if (step) return `${step.step}. ${stepName(step, language)}`;
  if (kind === 'gap') return names.gap;
  if (kind === 'wait') return names.wait[key] ?? key;
  return stageName({ stage: key, data: events[0]?.data ?? {} }, names);
}
