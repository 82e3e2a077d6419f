import { duration } from './format.ts';
import { useLanguage } from './language.tsx';

/** Writes a time span (ms) in the language that is shown. */
export function useDuration(): (ms: number) => string {
  const { language } = useLanguage();
  return (ms) => duration(ms, language);
}
