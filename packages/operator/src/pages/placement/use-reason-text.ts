import type { IneligibleReason } from '@prego/contracts';
import { count } from '../../i18n/format.ts';
import { useLanguage, useWords } from '../../i18n/language.tsx';
import { CANDIDATE_WORDS } from './candidate-words.ts';
import type { Reason } from './placement-types.ts';

/** Says why a node may not take a tenant, with what it has against its limit where these are numbers. */
export function useReasonText(): (reason: Reason) => string {
  const words = useWords(CANDIDATE_WORDS);
  const { language } = useLanguage();
  const against: Partial<Record<IneligibleReason, (actual: string, limit: string) => string>> = {
    memory_over: words.percentOf,
    cpu_over: words.percentOf,
    disk_over: words.percentOf,
    metrics_stale: words.ageAgainst,
    seats_full: words.seatsAgainst,
  };
  return ({ code, actual, limit }) => {
    const measure = against[code];
    if (!measure || actual === undefined || limit === undefined) return words.reason[code];
    return `${words.reason[code]}: ${measure(count(actual, language), count(limit, language))}`;
  };
}
