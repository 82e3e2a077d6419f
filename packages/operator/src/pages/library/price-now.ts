import type { ProvisioningSummary } from '@prego/contracts';
import type { Language } from '../../i18n/language.tsx';
import { priceText } from '../../ui/money.ts';

type PriceWords = Parameters<typeof priceText>[1] & { readonly nothingBilled: string };

/** What it costs now; where that is nothing, because nothing billed is there, that is said instead of a price of zero. */
export function priceNow(
  { status, price }: Pick<ProvisioningSummary, 'status' | 'price'>,
  words: PriceWords,
  language: Language,
): string {
  if (status !== 'provisioning' && price.hourly === 0) return words.nothingBilled;
  return priceText(price, words, language);
}
