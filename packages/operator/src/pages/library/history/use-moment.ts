import { momentText } from '../../../i18n/format.ts';
import { useLanguage } from '../../../i18n/language.tsx';
import { useTimes } from '../../../i18n/times.ts';

/** Writes a moment in the zone that the reader has chosen, with the year where it is not that of now. */
export function useMoment(): (at: number) => string {
  const { language } = useLanguage();
  const utc = useTimes() === 'utc';
  return (at) => momentText(at, Date.now(), language, utc);
}
