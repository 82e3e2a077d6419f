import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { costText, hourlySum, priceText } from './money.ts';

describe('what something has cost', () => {
  test.each([
    [null, '–'],
    [0, '€0.00'],
    [0.0176, '€0.0176'],
    [0.99999, '€1.0000'],
    [12.345, '€12.35'],
  ])('%p stands as "%s"', (value, text) => expect(costText(value, 'en')).toBe(text));

  test('is never shown as nothing where it is something', () => {
    fc.assert(
      fc.property(fc.double({ min: 0.0001, max: 10_000, noNaN: true }), (value) => {
        expect(costText(value, 'en')).not.toBe('€0.00');
      }),
    );
  });
});

describe('a price', () => {
  const words = { hour: (price: string) => `${price}/h`, month: (price: string) => `${price}/mo`, unknownPrice: '?' };

  test.each([
    [{ hourly: 0.0176, monthly: 10.99 }, '€0.0176/h · €10.99/mo'],
    [{ hourly: 0.0176, monthly: null }, '€0.0176/h'],
    [{ hourly: null, monthly: null }, '?'],
    [{ hourly: 0, monthly: 0 }, '€0.0000/h · €0.00/mo'],
  ])('%j stands as "%s"', (price, text) => expect(priceText(price, words, 'en')).toBe(text));
});

test('a sum says whether something in it is not known', () => {
  expect(hourlySum([{ hourly_cost: 0.5 }, { hourly_cost: 0.25 }])).toEqual({ sum: 0.75, whole: true });
  expect(hourlySum([{ hourly_cost: 0.5 }, { hourly_cost: null }])).toEqual({ sum: 0.5, whole: false });
  expect(hourlySum([])).toEqual({ sum: 0, whole: true });
});
