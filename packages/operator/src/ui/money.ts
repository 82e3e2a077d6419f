import type { LibraryPrice } from '@prego/contracts';
import { euros } from '../i18n/format.ts';
import type { Language } from '../i18n/language.tsx';

/** Where a cost is not known. */
const UNKNOWN = '–';

/** What something has cost so far, in net euros: below one as exact as an hour's price, so that a first hour is not €0.00, as nothing is. */
export function costText(value: number | null, language: Language): string {
  if (value === null) return UNKNOWN;
  return euros(value, value > 0 && value < 1 ? 'hour' : 'month', language);
}

interface PriceWords {
  readonly hour: (price: string) => string;
  readonly month: (price: string) => string;
  readonly unknownPrice: string;
}

/** A price per hour and per month; a part that is not known is left out, and where both are that is said. */
export function priceText({ hourly, monthly }: LibraryPrice, words: PriceWords, language: Language): string {
  const parts = [
    hourly === null ? null : words.hour(euros(hourly, 'hour', language)),
    monthly === null ? null : words.month(euros(monthly, 'month', language)),
  ].filter((part) => part !== null);
  return parts.length > 0 ? parts.join(' · ') : words.unknownPrice;
}

/** The sum of what is known of them, and whether all of it is. */
export function hourlySum(of: readonly { readonly hourly_cost: number | null }[]): {
  readonly sum: number;
  readonly whole: boolean;
} {
  return {
    sum: of.reduce((sum, { hourly_cost }) => sum + (hourly_cost ?? 0), 0),
    whole: of.every(({ hourly_cost }) => hourly_cost !== null),
  };
}
