import type { LibraryChoices, LibraryPrice } from '@prego/contracts';

type Size = LibraryChoices['sizes'][number];
type SizeOffer = Size['offers'][number];

/** A size with what a template costs on it. */
export interface SizeRow {
  readonly size: Size;
  /** The cheapest of its locations; null where none has a known price. */
  readonly price: LibraryPrice;
  /** Some location is dearer. */
  readonly isFrom: boolean;
}

const UNKNOWN: LibraryPrice = { hourly: null, monthly: null };

/** The cheapest of the prices: what is known comes first, and the month decides before the hour, as the API has it. */
export function cheapestOf(prices: readonly LibraryPrice[]): LibraryPrice {
  const [least = UNKNOWN] = prices.toSorted(byPrice);
  return least;
}

/** Orders the cheaper before the dearer, by the month and then the hour; what is not known comes last. */
export const byPrice = (a: LibraryPrice, b: LibraryPrice): number =>
  compared(a.monthly, b.monthly) || compared(a.hourly, b.hourly);

const compared = (a: number | null, b: number | null): number =>
  a === null || b === null ? Number(a === null) - Number(b === null) : a - b;

/** The price of a size over these offers: the cheapest, and whether there is a dearer one. */
export function priceOver(offers: readonly Pick<SizeOffer, 'price'>[]): Omit<SizeRow, 'size'> {
  const prices = offers.map(({ price }) => price);
  const price = cheapestOf(prices);
  return { price, isFrom: prices.some(({ monthly }) => monthly !== price.monthly) };
}

/** Every size that a template may have, in the order that they came. */
export const sizeRows = ({ sizes }: Pick<LibraryChoices, 'sizes'>): SizeRow[] =>
  sizes.map((size) => ({ size, ...priceOver(size.offers) }));
