import { expect, test } from '@jest/globals';
import { cheapestOf, priceOver } from './size-rows.ts';

const price = (hourly: number | null) => ({ hourly, monthly: hourly === null ? null : hourly * 600 });
const offers = (...hourly: (number | null)[]) => hourly.map((one) => ({ price: price(one) }));

test('the cheapest price is one that is known', () => {
  expect(cheapestOf([price(null), price(0.02), price(0.01), price(0.03)])).toEqual(price(0.01));
  expect(cheapestOf([price(null)])).toEqual(price(null));
  expect(cheapestOf([])).toEqual(price(null));
});

test('the month decides, and the hour between two of the same', () => {
  const dear = { hourly: 0.01, monthly: 9 };
  const capped = { hourly: 0.02, monthly: 5 };
  expect(cheapestOf([dear, capped])).toBe(capped);
  expect(cheapestOf([{ hourly: 0.02, monthly: 9 }, dear])).toBe(dear);
});

test('a price is a beginning only where some location is dearer, or its price not known', () => {
  expect(priceOver(offers(0.01, 0.01))).toEqual({ price: price(0.01), isFrom: false });
  expect(priceOver(offers(0.02, 0.01))).toEqual({ price: price(0.01), isFrom: true });
  expect(priceOver(offers(0.01, null))).toEqual({ price: price(0.01), isFrom: true });
  expect(priceOver(offers(null, null))).toEqual({ price: price(null), isFrom: false });
});
