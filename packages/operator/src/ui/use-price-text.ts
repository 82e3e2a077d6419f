import type { LibraryPrice } from '@prego/contracts';
import { useLanguage, useWords } from '../i18n/language.tsx';
import { LIBRARY_WORDS } from './library-words.ts';
import { priceText } from './money.ts';

/** Writes a price per hour and per month in the language that is shown. */
export function usePriceText(): (price: LibraryPrice) => string {
  const words = useWords(LIBRARY_WORDS);
  const { language } = useLanguage();
  return (price) => priceText(price, words, language);
}
