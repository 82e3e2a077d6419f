import { useLanguage, useWords } from '../i18n/language.tsx';
import { useTimes } from '../i18n/times.ts';
import { useToldOfNow } from '../live/use-now.ts';
import { timeTexts } from './time-texts.ts';
import { Tooltip } from './tooltip.tsx';
import { UI_WORDS } from './ui-words.ts';

/**
 * A time (ms since 1970): how long ago it was, or, with `absolute`, the moment; where the reader has chosen a zone in the
 * header, the moment there in any case. The other ways are behind it.
 */
export function Time({ at, absolute = false }: { at: number; absolute?: boolean }) {
  const { language } = useLanguage();
  const { local } = useWords(UI_WORDS);
  const times = useTimes();
  const textsAt = (now: number) => timeTexts({ at, now, times, absolute, language, local });
  const shown = useToldOfNow((now) => textsAt(now).shown);
  return (
    <Tooltip text={() => textsAt(Date.now()).behind}>
      {/* A moment that was chosen stands where room was left for how long ago. */}
      <time
        dateTime={new Date(at).toISOString()}
        className={times === 'relative' ? 'tabular whitespace-nowrap' : 'tabular'}
      >
        {shown}
      </time>
    </Tooltip>
  );
}
