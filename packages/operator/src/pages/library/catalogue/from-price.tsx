import type { LibraryPrice } from '@prego/contracts';
import { useWords } from '../../../i18n/language.tsx';
import { usePriceText } from '../../../ui/use-price-text.ts';
import { CATALOGUE_WORDS } from './catalogue-words.ts';

/** From what on a template costs, as far as prices are known. */
export function FromPrice({ price }: { price: LibraryPrice }) {
  const words = useWords(CATALOGUE_WORDS);
  const priceText = usePriceText();
  if (price.hourly === null && price.monthly === null) return words.noPrice;
  return words.from(priceText(price));
}
