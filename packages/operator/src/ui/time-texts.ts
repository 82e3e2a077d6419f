import { localTime, momentText, relativeTime, utcTime } from '../i18n/format.ts';
import type { Language } from '../i18n/language.tsx';
import type { Times } from '../i18n/times.ts';

interface Written {
  readonly at: number;
  readonly now: number;
  /** How the reader wants times. */
  readonly times: Times;
  /** A moment is wanted here in any case. */
  readonly absolute: boolean;
  readonly language: Language;
  /** The word for the reader's zone. */
  readonly local: string;
}

/** A time (ms since 1970) as it is shown, and behind it the ways in which it is not. */
export function timeTexts({ at, now, times, absolute, language, local }: Written): {
  readonly shown: string;
  readonly behind: string;
} {
  const texts: readonly (readonly [Times, text: string])[] = [
    ['relative', relativeTime(at, now, language)],
    ['local', localTime(at, language)],
    ['utc', utcTime(at, language)],
  ];
  const wanted = times === 'relative' && absolute ? 'local' : times;
  const isBrief = wanted !== 'relative' && !absolute;
  return {
    shown: isBrief
      ? momentText(at, now, language, wanted === 'utc')
      : (texts.find(([way]) => way === wanted)?.[1] ?? ''),
    behind: texts
      .filter(([way]) => way !== wanted)
      .map(([way, text]) => (way === 'local' ? `${local} ${text}` : text))
      .join(' · '),
  };
}
